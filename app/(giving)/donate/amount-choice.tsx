import { formatMoney, type Currency } from '#lib/money.ts'
import { FieldFault } from '#app/_ui/fields.tsx'

/** What is chosen of the amounts: one of those suggested (minor units), `other` with what was typed, or nothing yet. */
export interface Choice {
  picked: string
  typed: string
}

/** The amounts to press, and a line for another. Nothing is ticked beforehand. */
export function AmountChoice({
  suggested,
  currency,
  locale,
  limits,
  choice,
  fault,
  onChoose,
}: {
  suggested: number[]
  currency: Currency
  locale: string
  limits: string
  choice: Choice
  fault: string | undefined
  onChoose(choice: Choice): void
}) {
  return (
    <fieldset className="mt-6">
      <legend className="label text-[0.9375rem] font-semibold">How much?</legend>
      <div className="mt-2 grid grid-cols-3 gap-2.5">
        {suggested.map((value) => (
          <label key={value} className="choice">
            <input
              type="radio"
              name="suggested"
              value={value}
              checked={choice.picked === String(value)}
              onChange={() => onChoose({ picked: String(value), typed: '' })}
              className="sr-only"
            />
            <span className="text-3xl sm:text-4xl">{formatMoney({ amount: value, currency }, locale)}</span>
          </label>
        ))}
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
        <label className="inline-flex min-h-11 items-center gap-2 font-plain whitespace-nowrap">
          <input
            type="radio"
            name="suggested"
            value="other"
            checked={choice.picked === 'other'}
            onChange={() => onChoose({ ...choice, picked: 'other' })}
            className="size-5 accent-[var(--accent)]"
          />
          Another amount
        </label>
        <input
          name="typed"
          inputMode="decimal"
          aria-label={`Another amount in ${currency}`}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? 'amount-fault' : 'gives limits'}
          value={choice.typed}
          onFocus={() => onChoose({ ...choice, picked: 'other' })}
          onChange={(event) => onChoose({ picked: 'other', typed: event.target.value })}
          className="field max-w-36"
        />
        <span id="limits" className="label text-soft">
          {limits}
        </span>
      </div>
      <FieldFault id="amount-fault" text={fault} />
    </fieldset>
  )
}
