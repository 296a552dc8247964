'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { useLeaveWarning } from '../../../_ui/use-leave-warning.ts'
import { keepsHere, keptBefore } from './kept-here.ts'
import { sendsFor } from './sends.ts'
import type { ShownCopy } from './shown-copy.ts'
import type { WritingState } from './writing-state.ts'
import { Writing } from './writing.ts'

const clockwork = {
  later: (work: () => void, ms: number) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
  stamp: () => crypto.randomUUID(),
}

const nothing = () => () => {}

/** Opens the article for writing, with what this browser may have kept of it. Null until that has been looked for. */
export function useWriting(
  articleId: string,
  personId: string,
  copy: ShownCopy,
): { writing: Writing; state: WritingState } | null {
  const [writing, setWriting] = useState<Writing | null>(null)
  // The copy of the page is where it begins; what comes later the writing hears of itself.
  const [first] = useState(copy)

  useEffect(() => {
    let opened: Writing | null = null
    let isClosed = false
    void keptBefore(articleId, personId).then((kept) => {
      if (isClosed) return
      const sends = sendsFor(articleId, personId)
      opened = new Writing({ copy: first, kept, sends, keeps: keepsHere(articleId, personId), clockwork })
      setWriting(opened)
    })
    return () => {
      isClosed = true
      opened?.close()
    }
  }, [articleId, personId, first])

  // A deed of the workflow makes of what was written the next revision: the page says so by another copy.
  const { stamp, revision } = copy
  useEffect(() => {
    void writing?.compare({ stamp, revision })
  }, [writing, stamp, revision])

  useEffect(() => {
    if (writing === null) return
    const hurry = () => writing.hurry()
    window.addEventListener('online', hurry)
    window.addEventListener('focus', hurry)
    window.addEventListener('pagehide', hurry)
    document.addEventListener('visibilitychange', hurry)
    document.addEventListener('focusout', hurry)
    return () => {
      window.removeEventListener('online', hurry)
      window.removeEventListener('focus', hurry)
      window.removeEventListener('pagehide', hurry)
      document.removeEventListener('visibilitychange', hurry)
      document.removeEventListener('focusout', hurry)
    }
  }, [writing])

  useLeaveWarning(() => writing?.isInDanger === true)

  const state = useSyncExternalStore(
    writing?.subscribe ?? nothing,
    () => writing?.snapshot() ?? null,
    () => null,
  )
  return writing === null || state === null ? null : { writing, state }
}
