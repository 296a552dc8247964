'use client'

import { createContext, useContext, useMemo, useState, type ReactNode } from 'react'
import type { EditorRemark } from '../../../_editor/remarks.ts'

/** What the text and the remarks beside it know of each other. */
export interface Margin {
  /** Open remarks on passages, as the text highlights them. */
  remarks: readonly EditorRemark[]
  /** The one that somebody looks at. */
  active: string | null
  /** Whether the text is there to be led to. */
  hasText: boolean
  setRemarks: (remarks: readonly EditorRemark[]) => void
  setActive: (id: string | null) => void
  setHasText: (hasText: boolean) => void
}

const nobody = () => {}
const MarginContext = createContext<Margin>({
  remarks: [],
  active: null,
  hasText: false,
  setRemarks: nobody,
  setActive: nobody,
  setHasText: nobody,
})

/** Around a text that is written and the panel of its remarks. */
export function MarginProvider({ children }: { children: ReactNode }) {
  const [remarks, setRemarks] = useState<readonly EditorRemark[]>([])
  const [active, setActive] = useState<string | null>(null)
  const [hasText, setHasText] = useState(false)
  const margin = useMemo(
    () => ({ remarks, active, hasText, setRemarks, setActive, setHasText }),
    [remarks, active, hasText],
  )
  return <MarginContext value={margin}>{children}</MarginContext>
}

export function useMargin(): Margin {
  return useContext(MarginContext)
}
