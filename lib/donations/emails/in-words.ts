import type { Interval } from '#lib/membership/model.ts'
import { formatMoney } from '#lib/money.ts'
import type { GiftData } from '../internal/gift-data.ts'

export const eachWords: Record<Interval, string> = { month: 'a month', year: 'a year' }

/** £5 */
export function sum({ amount, currency }: Pick<GiftData, 'amount' | 'currency'>): string {
  return formatMoney({ amount, currency })
}

/** 3 December 2026 */
export function dayOf(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(
    new Date(instant),
  )
}

/** 3 December, for subjects. */
export function shortDayOf(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone }).format(new Date(instant))
}

/** Stripe's words for brands (https://docs.stripe.com/api/payment_methods/object#payment_method_object-card-brand) as they stand on the card. */
const brandNames = new Map([
  ['amex', 'American Express card'],
  ['diners', 'Diners Club card'],
  ['discover', 'Discover card'],
  ['eftpos_au', 'eftpos card'],
  ['jcb', 'JCB card'],
  ['mastercard', 'Mastercard'],
  ['unionpay', 'UnionPay card'],
  ['visa', 'Visa card'],
])

/** Visa card ending 4242 */
export function cardName({ brand, last4 }: { brand: string; last4: string }): string {
  return `${brandNames.get(brand) ?? 'card'} ending ${last4}`
}

/** November 2026 */
export function monthOf({ expiresMonth, expiresYear }: { expiresMonth: number; expiresYear: number }): string {
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(Date.UTC(expiresYear, expiresMonth - 1, 1)),
  )
}
