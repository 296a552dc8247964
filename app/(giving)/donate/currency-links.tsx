import type { MouseEvent } from 'react'
import type { Currency } from '#lib/money.ts'

/** The currencies that may be chosen, as links: they work without JavaScript. Nothing where there is only one. */
export function CurrencyLinks({
  currency,
  currencies,
  address,
  onTurn,
}: {
  currency: Currency
  currencies: readonly Currency[]
  address(code: Currency): string
  /** Where a script answers the link. */
  onTurn?(event: MouseEvent, code: Currency): void
}) {
  if (currencies.length < 2) return null
  return (
    <nav aria-label="Currency" className="label mt-6 flex flex-wrap items-center gap-x-1 text-soft">
      <span className="mr-2">Currency</span>
      {currencies.map((code) => (
        <a
          key={code}
          href={address(code)}
          onClick={onTurn && ((event) => onTurn(event, code))}
          aria-current={code === currency ? 'true' : undefined}
          className={`inline-flex min-h-8 min-w-11 items-center justify-center px-1 ${code === currency ? 'border-b-2 border-accent font-semibold text-ink no-underline' : ''}`}
        >
          {code}
        </a>
      ))}
    </nav>
  )
}
