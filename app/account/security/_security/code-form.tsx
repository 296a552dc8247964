'use client'

import type { ReactNode } from 'react'
import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { RecoveryList } from './recovery-list.tsx'

/** A form that asks for a code and does one thing; where that makes recovery codes, they take its place. */
export function CodeForm({
  action,
  start,
  button,
  to,
  hint,
  children,
}: {
  action: (state: FormState, form: FormData) => Promise<FormState>
  start: FormState
  button: string
  /** Where one goes on to. */
  to: string
  hint?: string
  /** What stands before the form, and goes with it. */
  children?: ReactNode
}) {
  const [{ message, fields, typed, codes }, act] = useFormAnswer(action, start)
  if (codes !== undefined) return <RecoveryList codes={codes} to={to} />
  return (
    <>
      {children}
      <form action={act} noValidate className="mt-5">
        <FormMessage text={fields.code === undefined ? message : ''} />
        <input type="hidden" name="to" value={to} />
        <TextField
          name="code"
          label="Six-figure code from your app"
          {...(hint === undefined ? {} : { hint })}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={60}
          defaultValue={typed.code}
          fault={fields.code}
          className="max-w-80"
        />
        <p className="mt-4">
          <SubmitButton waiting="One moment …">{button}</SubmitButton>
        </p>
      </form>
    </>
  )
}
