'use client'

import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { saveBookSettings } from './actions.ts'

export function BooksForm({ start, addressDays, most }: { start: FormState; addressDays: number; most: number }) {
  const [{ typed, fields, message }, action] = useFormAnswer(saveBookSettings, start)
  return (
    <form action={action} noValidate className="mt-4 max-w-2xl space-y-5">
      <FormMessage text={message} />
      <TextField
        name="addressDays"
        label="Days an address is kept"
        hint={`From 1 to ${most}, counted from the day the book arrived or its claim ended.`}
        inputMode="numeric"
        maxLength={6}
        defaultValue={typed.addressDays ?? addressDays}
        fault={fields.addressDays}
        className="max-w-sm"
      />
      <SubmitButton waiting="Saving …">Save</SubmitButton>
    </form>
  )
}
