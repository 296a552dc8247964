'use client'

import { useActionState } from 'react'
import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import { emptyForm } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { enterCode } from './actions.ts'

export function CodeForm({ to, email }: { to: string; email: string }) {
  const [state, action] = useActionState(enterCode, emptyForm)
  return (
    <form action={action} noValidate className="mt-4">
      <FormMessage text={state.fields.code ? '' : state.message} />
      <input type="hidden" name="to" value={to} />
      <input type="hidden" name="email" value={email} />
      <TextField
        name="code"
        label="Six-figure code from the mail"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={9}
        defaultValue={state.typed.code}
        fault={state.fields.code}
        className="max-w-60"
      />
      <p className="mt-4">
        <SubmitButton waiting="Checking …" quiet>
          Sign in with the code
        </SubmitButton>
      </p>
    </form>
  )
}
