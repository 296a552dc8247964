'use client'

import { dedicationLength } from '#lib/books/model.ts'
import { FieldFault, FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { takeWithGift } from './take-actions.ts'

/** Where a book goes that is taken with a gift given already, and what is written in it. */
export function BookWithGiftForm({
  start,
  id,
  countries,
  country,
  isDedicated,
}: {
  start: FormState
  /** The campaign's. */
  id: string
  countries: { code: string; name: string; free: boolean }[]
  /** The one to begin with; empty for none. */
  country: string
  isDedicated: boolean
}) {
  const [{ message, fields, typed }, action] = useFormAnswer(takeWithGift, start)
  const select = `with-gift-country-${id}`
  return (
    <form action={action} noValidate className="mt-3 max-w-md space-y-4">
      <FormMessage text={fields.country || fields.dedication ? '' : message} />
      <input type="hidden" name="campaignId" value={id} />
      <div>
        <label htmlFor={select} className="label text-[0.9375rem] font-semibold">
          Send it to
        </label>
        <select
          id={select}
          name="country"
          className="field mt-1.5"
          defaultValue={typed.country ?? country}
          aria-invalid={fields.country ? true : undefined}
          aria-describedby={fields.country ? `${select}-fault` : undefined}
        >
          {country === '' && <option value="">Choose a country</option>}
          {countries.map(({ code, name, free }) => (
            <option key={code} value={code} disabled={!free}>
              {name}
            </option>
          ))}
        </select>
        <FieldFault id={`${select}-fault`} text={fields.country} />
      </div>
      {isDedicated && (
        <TextField
          name="dedication"
          id={`with-gift-dedication-${id}`}
          label="What shall the author write?"
          hint={`A name, or a line or two: up to ${dedicationLength} characters. It may stay empty. We read it first.`}
          maxLength={dedicationLength}
          defaultValue={typed.dedication}
          {...(fields.dedication ? { fault: fields.dedication } : {})}
        />
      )}
      <SubmitButton waiting="One moment …">Take the book with this gift</SubmitButton>
    </form>
  )
}
