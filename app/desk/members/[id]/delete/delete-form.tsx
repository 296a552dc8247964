'use client'

import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { deleteForThem } from './actions.ts'

/** Says how they asked, and confirms by the address that it is the account meant. */
export function DeleteForm({ start, personId }: { start: FormState; personId: string }) {
  const [{ typed, fields, message }, action] = useFormAnswer(deleteForThem, start)
  return (
    <form action={action} noValidate className="mt-4 max-w-xl space-y-4">
      <FormMessage text={Object.keys(fields).length > 0 ? '' : message} />
      <input type="hidden" name="person" value={personId} />
      <TextField
        name="reason"
        label="How they asked, and how you know that it was they"
        hint="For the audit log, which forgets nothing: leave out their name and address."
        maxLength={300}
        autoComplete="off"
        defaultValue={typed.reason}
        fault={fields.reason}
      />
      <TextField
        name="confirmation"
        label="To confirm, type the address of their account"
        autoComplete="off"
        inputMode="email"
        defaultValue={typed.confirmation}
        fault={fields.confirmation}
        className="max-w-md"
      />
      <div className="desk-row">
        <SubmitButton waiting="Deleting …">Delete their account for good</SubmitButton>
        <a href={`/desk/members/${personId}`}>Leave everything as it is</a>
      </div>
    </form>
  )
}
