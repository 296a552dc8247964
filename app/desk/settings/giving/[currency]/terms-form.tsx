'use client'

import type { Currency } from '#lib/money.ts'
import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { saveTerms } from '../actions.ts'

const plans = [
  { key: 'supporter.month', name: 'Supporter, monthly' },
  { key: 'supporter.year', name: 'Supporter, yearly' },
  { key: 'patron.month', name: 'Patron, monthly' },
  { key: 'patron.year', name: 'Patron, yearly' },
] as const

/** What can be given in one currency. @param unit how its amounts are named: £ */
export function TermsForm({ start, currency, unit }: { start: FormState; currency: Currency; unit: string }) {
  const [{ typed, fields, message }, action] = useFormAnswer(saveTerms, start)
  const amount = (name: string, label: string, hint?: string) => (
    <TextField
      name={name}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      inputMode="decimal"
      autoComplete="off"
      maxLength={80}
      defaultValue={typed[name]}
      fault={fields[name]}
    />
  )
  return (
    <form action={action} noValidate className="mt-4 max-w-3xl">
      <FormMessage text={message} />
      <input type="hidden" name="currency" value={currency} />
      {plans.map(({ key, name }) => (
        <fieldset key={key} className="desk-section">
          <legend className="float-left w-full font-semibold">{name}</legend>
          <div className="clear-both grid gap-x-6 gap-y-3 pt-2 sm:grid-cols-2">
            {amount(`plans.${key}.minimum`, `From, in ${unit}`)}
            {amount(`plans.${key}.suggested`, `Suggested, in ${unit}`)}
          </div>
          <label key={`${typed[`plans.${key}.onSale`]}`} className="desk-check mt-2 !mb-0">
            <input
              type="checkbox"
              name={`plans.${key}.onSale`}
              defaultChecked={typed[`plans.${key}.onSale`] !== undefined}
            />{' '}
            On sale
          </label>
        </fieldset>
      ))}
      <fieldset className="desk-section">
        <legend className="float-left w-full font-semibold">One-off, and any gift</legend>
        <div className="clear-both grid gap-x-6 gap-y-3 pt-2 sm:grid-cols-2">
          {amount('onceMinimum', `One-off from, in ${unit}`)}
          {amount('onceSuggested', `One-off suggested, in ${unit}`)}
          {amount('maximum', `Largest gift, in ${unit}`, 'Whoever would give more is asked to write.')}
        </div>
      </fieldset>
      <div className="mt-6">
        <SubmitButton waiting="Saving …">Save</SubmitButton>
      </div>
    </form>
  )
}
