'use client'

import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { answerDataRequest } from './actions.ts'

/** @param email of the person from whose page the desk comes */
export function RequestForm({ start, email }: { start: FormState; email: string }) {
  const [{ typed, fields, message }, action] = useFormAnswer(answerDataRequest, start)
  return (
    <form action={action} noValidate className="mt-4 max-w-2xl space-y-4">
      <FormMessage text={message} />
      <TextField
        name="email"
        type="email"
        label="Their e-mail address"
        hint="Of their account, or the one they wrote to you, were given something or signed a licence with."
        autoComplete="off"
        defaultValue={typed.email ?? email}
        fault={fields.email}
        className="max-w-md"
      />
      <SubmitButton waiting="One moment …">Put it together and write to them</SubmitButton>
    </form>
  )
}
