'use client'

import { dedicationLength } from '#lib/books/model.ts'
import { FormMessage, SelectField, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { takeBook } from './actions.ts'

/** Takes a copy that is held for somebody whose gift has paid for it. */
export function TakeForm({
  start,
  id,
  countries,
  isDedicated,
}: {
  start: FormState
  id: string
  countries: { code: string; name: string }[]
  isDedicated: boolean
}) {
  const [{ message, fields, typed }, action] = useFormAnswer(takeBook, start)
  return (
    <form action={action} noValidate className="mt-3 max-w-md space-y-4">
      <FormMessage text={message} />
      <input type="hidden" name="id" value={id} />
      <SelectField
        name="country"
        label="Send it to"
        chosen={typed.country ?? ''}
        options={[
          { value: '', name: 'Choose a country' },
          ...countries.map(({ code, name }) => ({ value: code, name })),
        ]}
        fault={fields.country}
      />
      {isDedicated && (
        <TextField
          name="dedication"
          label="What shall the author write?"
          hint={`A name, or a line or two: up to ${dedicationLength} characters. It may stay empty. We read it first.`}
          maxLength={dedicationLength}
          defaultValue={typed.dedication}
          {...(fields.dedication ? { fault: fields.dedication } : {})}
        />
      )}
      <SubmitButton waiting="One moment …">Take the book</SubmitButton>
    </form>
  )
}
