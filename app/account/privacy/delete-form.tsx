'use client'

import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { deleteOwnAccount } from './actions.ts'

export function DeleteForm({ start }: { start: FormState }) {
  const [state, action] = useFormAnswer(deleteOwnAccount, start)
  return (
    <form action={action} noValidate className="mt-5">
      <FormMessage text={state.fields.confirmation ? '' : state.message} />
      <TextField
        name="confirmation"
        label="To confirm, type the address of this account"
        autoComplete="off"
        inputMode="email"
        defaultValue={state.typed.confirmation ?? ''}
        fault={state.fields.confirmation}
      />
      <p className="mt-4">
        <SubmitButton waiting="Deleting …">Delete my account for good</SubmitButton>
      </p>
    </form>
  )
}
