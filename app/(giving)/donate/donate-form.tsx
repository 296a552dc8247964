'use client'

import { useActionState, useState } from 'react'
import type { DonationTerms, Frequency } from '#lib/donations/model.ts'
import { judgeGift } from '#lib/donations/model.ts'
import type { Plan } from '#lib/membership/model.ts'
import { formatMoney, parseAmount, type Currency } from '#lib/money.ts'
import { FieldFault, FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { donate } from './actions.ts'
import { giftInWords, introduction } from './gift-in-words.ts'
const frequencies: readonly [Frequency, string][] = [
  ['month', 'Monthly'],
  ['year', 'Yearly'],
  ['once', 'Once'],
]

interface Props {
  /** What the form starts from: empty, or refused a moment ago. */
  start: FormState
  /** A UUID; the same form sent twice is one donation. */
  formId: string
  from: string
  frequency: Frequency
  currency: Currency
  plans: Plan[]
  terms: DonationTerms
  /** Minor units asked for by the link that led here. */
  chosen: number | null
  locale: string
}

/** One decision at a time. Without JavaScript how often and the currency are links, and everything else is a plain form. */
export function DonateForm({ start, formId, from, frequency, currency, plans, terms, chosen, locale }: Props) {
  const [state, action] = useActionState(donate, start)
  const suggested = suggestedFor(frequency, plans, terms.limits[currency])
  // Nothing is chosen for the donor; only a link that names an amount, or a form that came back, fills one in.
  const first = state.typed.suggested ?? (chosen === null ? '' : String(chosen))
  const [picked, setPicked] = useState(first === '' || suggested.includes(Number(first)) ? first : 'other')
  const [typed, setTyped] = useState(
    state.typed.typed ?? (chosen !== null && !suggested.includes(chosen) ? String(chosen / 100) : ''),
  )

  const amount = picked === 'other' ? parseAmount(typed) : picked === '' ? null : Number(picked)
  const verdict = amount === null ? null : judgeGift({ frequency, amount, currency }, plans, terms)
  const address = (change: Record<string, string>) =>
    `/donate?${new URLSearchParams({ frequency, currency, ...(from === '/' ? {} : { from }), ...change })}`

  return (
    <form action={action} noValidate className="mt-8">
      <FormMessage text={state.fields.amount ? '' : state.message} />
      <input type="hidden" name="formId" value={formId} />
      <input type="hidden" name="from" value={from} />
      <input type="hidden" name="frequency" value={frequency} />
      <input type="hidden" name="currency" value={currency} />

      <nav aria-label="How often" className="grid grid-cols-3 border border-strong">
        {frequencies.map(([value, name]) => (
          <a
            key={value}
            href={address({ frequency: value })}
            aria-current={value === frequency ? 'true' : undefined}
            className={`flex min-h-12 items-center justify-center border-l border-strong font-plain font-semibold no-underline first:border-l-0 ${value === frequency ? 'bg-ink text-paper' : 'hover:bg-panel'}`}
          >
            {name}
          </a>
        ))}
      </nav>

      <fieldset className="mt-6">
        <legend className="label text-[0.9375rem] font-semibold">Amount</legend>
        <div className="mt-2 grid grid-cols-3 gap-2.5">
          {suggested.map((value) => (
            <label key={value} className="choice">
              <input
                type="radio"
                name="suggested"
                value={value}
                checked={picked === String(value)}
                onChange={() => {
                  setPicked(String(value))
                  setTyped('')
                }}
                className="sr-only"
              />
              <span className="text-3xl sm:text-4xl">{formatMoney({ amount: value, currency }, locale)}</span>
            </label>
          ))}
        </div>
        <div className="mt-3 flex items-center gap-3">
          <label className="inline-flex min-h-11 items-center gap-2 font-plain whitespace-nowrap">
            <input
              type="radio"
              name="suggested"
              value="other"
              checked={picked === 'other'}
              onChange={() => setPicked('other')}
              className="size-5 accent-[var(--accent)]"
            />
            Another amount
          </label>
          <input
            name="typed"
            inputMode="decimal"
            aria-label={`Another amount in ${currency}`}
            aria-invalid={state.fields.amount ? true : undefined}
            aria-describedby={state.fields.amount ? 'amount-fault' : 'gives'}
            value={typed}
            onFocus={() => setPicked('other')}
            onChange={(event) => {
              setTyped(event.target.value)
              setPicked('other')
            }}
            className="field max-w-36"
          />
        </div>
        <FieldFault id="amount-fault" text={state.fields.amount} />
      </fieldset>

      <p id="gives" aria-live="polite" className="mt-6 min-h-[4.5rem] text-xl leading-snug text-pretty">
        {picked === '' || (picked === 'other' && typed.trim() === '')
          ? introduction(frequency, plans, locale)
          : giftInWords(verdict, locale)}
      </p>

      <p className="mt-4">
        <SubmitButton waiting="One moment …">Continue to payment</SubmitButton>
      </p>

      <p className="label mt-6 flex flex-wrap gap-x-4 text-soft">
        <span className="inline-flex min-h-8 items-center">Currency:</span>
        {terms.currencies.map((code) => (
          <a
            key={code}
            href={address({ currency: code })}
            aria-current={code === currency ? 'true' : undefined}
            className={`inline-flex min-h-8 items-center ${code === currency ? 'font-semibold text-ink no-underline' : ''}`}
          >
            {code}
          </a>
        ))}
      </p>
    </form>
  )
}

/** Three amounts to choose from, minor units: one-off ones, or those of the plans on sale. */
function suggestedFor(frequency: Frequency, plans: Plan[], limits: DonationTerms['limits'][Currency]): number[] {
  if (frequency === 'once') return [...limits.onceSuggested].slice(0, 3)
  const all = plans.filter((plan) => plan.interval === frequency).flatMap((plan) => [plan.minimum, ...plan.suggested])
  const sorted = [...new Set(all)].toSorted((a, b) => a - b)
  const minimums = plans.filter((plan) => plan.interval === frequency).map((plan) => plan.minimum)
  const between = sorted.filter((value) => !minimums.includes(value))
  return [...new Set([...minimums, ...between.slice(0, Math.max(0, 3 - minimums.length))])]
    .toSorted((a, b) => a - b)
    .slice(0, 3)
}
