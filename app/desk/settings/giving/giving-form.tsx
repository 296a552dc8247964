'use client'

import { currencies } from '#lib/money.ts'
import { FormMessage, SelectField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { FigureField } from '../figure-field.tsx'
import { saveGiving } from './actions.ts'

/** @param names of currencies in words */
export function GivingForm({ start, names }: { start: FormState; names: Record<string, string> }) {
  const [{ typed, fields, message }, action] = useFormAnswer(saveGiving, start)
  const form = { typed, fields }
  return (
    <form action={action} noValidate className="mt-4 max-w-2xl space-y-5">
      <FormMessage text={message} />
      <fieldset>
        <legend className="label text-[0.9375rem] font-semibold">Gifts are taken in</legend>
        <div className="mt-1 grid grid-cols-2 gap-x-4 sm:grid-cols-4">
          {currencies.map((currency) => (
            <label key={`${currency} ${typed[`takes.${currency}`]}`} className="flex min-h-8 items-center gap-2">
              <input
                type="checkbox"
                name={`takes.${currency}`}
                defaultChecked={typed[`takes.${currency}`] !== undefined}
              />
              {names[currency]}
            </label>
          ))}
        </div>
        <p className="label text-soft">Regular gifts in one that is taken out go on; new ones cannot be made.</p>
      </fieldset>
      <div className="max-w-xs">
        <SelectField
          name="own"
          label="The magazine’s own"
          chosen={typed.own}
          options={currencies.map((currency) => ({ value: currency, name: names[currency] ?? currency }))}
          fault={fields.own}
        />
        <p className="label mt-1 text-soft">Shown to readers whose country tells of no other.</p>
      </div>
      <FigureField
        form={form}
        name="graceDays"
        label="Days of grace"
        hint="How long a membership keeps its benefits after a renewal failed. From 0 to 60."
      />
      <FigureField
        form={form}
        name="giftMonths"
        label="Months of a membership given to somebody"
        hint="It costs the least that a year of its tier does. From 1 to 36."
      />
      <SubmitButton waiting="Saving …">Save</SubmitButton>
    </form>
  )
}
