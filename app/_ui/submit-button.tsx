'use client'

import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'

/** Sends its form once; says so while it waits. */
export function SubmitButton({
  children,
  waiting,
  quiet = false,
}: {
  children: ReactNode
  waiting: string
  quiet?: boolean
}) {
  const { pending } = useFormStatus()
  return (
    <button type="submit" disabled={pending} className={quiet ? 'button button-quiet' : 'button'}>
      {pending ? waiting : children}
    </button>
  )
}
