import type { Interval, Tier } from '#lib/membership/model.ts'
import { intervalSchema } from '#lib/membership/schema.ts'
import type { Currency } from '#lib/money.ts'
import { tierOfProduct } from './catalogue.ts'
import type { StripeSubscription } from './objects.ts'
import type { BilledLine } from './period-invoice.ts'

/** What a subscription of ours sells: which tier, how much (minor units) and how often. */
export interface SoldMembership {
  tier: Tier
  amount: number
  currency: Currency
  interval: Interval
  periodEnd: Date
  /** When its price was made. */
  pricedAt: Date
}

/** Null for a subscription to something we do not sell. */
export function soldMembership(subscription: StripeSubscription): SoldMembership | null {
  for (const { productId, amount, currency, interval: every, periodEnd, pricedAt } of subscription.items) {
    const tier = tierOfProduct(productId)
    const interval = intervalSchema.safeParse(every)
    if (tier === null || currency === null || !interval.success) continue
    return { tier, amount, currency, interval: interval.data, periodEnd, pricedAt }
  }
  return null
}

/** What an invoice was for. The subscription may have become something else since. */
export interface SoldPeriod {
  tier: Tier
  interval: Interval
  start: Date
  end: Date
}

/** Null for an invoice on which nothing of ours stands. */
export function soldPeriod(lines: readonly BilledLine[]): SoldPeriod | null {
  for (const { productId, start, end } of lines) {
    const tier = productId === null ? null : tierOfProduct(productId)
    if (tier !== null) return { tier, interval: intervalBetween(start, end), start, end }
  }
  return null
}

/** An invoice's lines name no interval. Months and years are all we sell. */
function intervalBetween(start: Date, end: Date): Interval {
  return end.getTime() - start.getTime() > 100 * 24 * 60 * 60 * 1000 ? 'year' : 'month'
}
