'use client'

import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'

/** Sends its form once; says so while it waits. */
export function SubmitButton({
  children,
  waiting,
  quiet = false,
  leaving = false,
}: {
  children: ReactNode
  waiting: string
  quiet?: boolean
  /** Whether the browser is on its way to where the form's answer leads. */
  leaving?: boolean
}) {
  const { pending: sending } = useFormStatus()
  const pending = sending || leaving
  return (
    <button type="submit" disabled={pending} className={quiet ? 'button button-quiet' : 'button'}>
      {pending ? waiting : children}
    </button>
  )
}
