'use client'

import type { Interval } from '#lib/membership/model.ts'
import { formatMoney, type Currency } from '#lib/money.ts'
import { FieldFault, FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { chooseChange } from '../actions.ts'

interface Props {
  start: FormState
  interval: Interval
  /** Where it began, which it leads back to; may be empty. */
  from: string
  /** Minor units of `currency`. */
  suggested: number[]
  /** What is given now, if this often. */
  present: number | null
  currency: Currency
  locale: string
}

/** A plain form: an amount typed wins over one chosen. */
export function ChangeForm({ start, interval, from, suggested, present, currency, locale }: Props) {
  const [state, action] = useFormAnswer(chooseChange, start)
  const chosen = state.typed.suggested ?? ''
  return (
    <form action={action} noValidate className="mt-6">
      <FormMessage text={state.fields.amount ? '' : state.message} />
      <input type="hidden" name="interval" value={interval} />
      <input type="hidden" name="from" value={from} />
      <fieldset>
        <legend className="label text-[0.9375rem] font-semibold">
          Amount {interval === 'month' ? 'a month' : 'a year'}
        </legend>
        <div className="mt-2 grid grid-cols-3 gap-2.5">
          {suggested.map((value) => (
            <label key={value} className="choice">
              <input
                type="radio"
                name="suggested"
                value={value}
                defaultChecked={chosen === String(value)}
                className="sr-only"
              />
              <span className="text-center text-2xl leading-tight sm:text-3xl">
                {formatMoney({ amount: value, currency }, locale)}
                {value === present && <span className="label block text-soft">now</span>}
              </span>
            </label>
          ))}
        </div>
        <div className="mt-4">
          <label htmlFor="typed" className="label text-[0.9375rem] font-semibold">
            Or another amount in {currency}
          </label>
          <input
            id="typed"
            name="typed"
            inputMode="decimal"
            className="field mt-1.5 max-w-36"
            defaultValue={state.typed.typed ?? ''}
            aria-invalid={state.fields.amount ? true : undefined}
            aria-describedby={state.fields.amount ? 'amount-fault' : undefined}
          />
          <FieldFault id="amount-fault" text={state.fields.amount} />
        </div>
      </fieldset>
      <p className="mt-6">
        <SubmitButton waiting="One moment …">See what that means</SubmitButton>
      </p>
    </form>
  )
}
