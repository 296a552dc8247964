'use client'

import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { sendLink } from './actions.ts'

export function SignInForm({ start, to, email }: { start: FormState; to: string; email: string }) {
  const [state, action] = useFormAnswer(sendLink, start)
  return (
    <form action={action} noValidate className="mt-7">
      <FormMessage text={state.fields.email ? '' : state.message} />
      <input type="hidden" name="to" value={to} />
      <TextField
        name="email"
        type="email"
        label="E-mail address"
        autoComplete="email"
        inputMode="email"
        defaultValue={state.typed.email ?? email}
        fault={state.fields.email}
        required
      />
      <p className="mt-5">
        <SubmitButton waiting="Sending …">Send me a link</SubmitButton>
      </p>
    </form>
  )
}
