/** Currencies a publisher may switch on. All have two decimal places, which `formatMoney` relies on nowhere but here. */
export const currencies = ['GBP', 'USD', 'EUR', 'AUD'] as const
export type Currency = (typeof currencies)[number]

/** An amount in the currency's minor unit (pence, cents), never a fraction. */
export interface Money {
  amount: number
  currency: Currency
}

/**
 * Writes money as readers of `locale` write it: £5, £5.50, US$20.
 * Whole amounts go without decimals.
 */
export function formatMoney(money: Money, locale = 'en-GB'): string {
  const whole = money.amount % 100 === 0
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: whole ? 0 : 2,
    maximumFractionDigits: 2,
  }).format(money.amount / 100)
}

/**
 * Reads an amount as a person types it: 5, 5.5, 5,50, £5.00, 1,000.
 * @returns minor units, or null when it is not an amount
 */
export function parseAmount(typed: string): number | null {
  const bare = typed.replace(/[\s£$€]|A\$|US\$/g, '')
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(?:[.,](\d{1,2}))?$/.exec(bare)
  if (!match?.[1]) return null
  const whole = Number(match[1].replaceAll(',', ''))
  const minor = Number((match[2] ?? '').padEnd(2, '0'))
  const amount = whole * 100 + minor
  return Number.isSafeInteger(amount) ? amount : null
}
