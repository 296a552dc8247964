import { required } from '../wire/refusal.ts'
import { DAY } from '../world/billing-policy.ts'
import type { Recurrence } from '../products/record.ts'
import type { World } from '../world/world.ts'
import type { SubscriptionRecord } from './record.ts'

/**
 * When the period that starts at `start` ends. Months and years are counted from the billing anchor, so that a
 * subscription begun on 31 January renews on 28 February and then on 31 March. All times are Unix seconds, in UTC.
 * https://docs.stripe.com/billing/subscriptions/billing-cycle
 */
export function periodEnd(anchor: number, start: number, every: Recurrence): number {
  if (every.interval === 'day') return start + every.count * DAY
  if (every.interval === 'week') return start + every.count * 7 * DAY
  const months = every.interval === 'year' ? every.count * 12 : every.count
  let periods = Math.max(1, Math.floor((start - anchor) / (months * 31 * DAY)))
  while (monthsAfter(anchor, periods * months) <= start) periods += 1
  return monthsAfter(anchor, periods * months)
}

function monthsAfter(instant: number, months: number): number {
  const from = new Date(instant * 1000)
  const firstOfMonth = new Date(from)
  firstOfMonth.setUTCDate(1)
  firstOfMonth.setUTCMonth(from.getUTCMonth() + months)
  const daysInMonth = new Date(Date.UTC(firstOfMonth.getUTCFullYear(), firstOfMonth.getUTCMonth() + 1, 0)).getUTCDate()
  firstOfMonth.setUTCDate(Math.min(from.getUTCDate(), daysInMonth))
  return Math.floor(firstOfMonth.getTime() / 1000)
}

/** All items of a subscription recur alike here; Stripe asks the same of them. */
export function recurrenceOf(world: World, subscription: Pick<SubscriptionRecord, 'items'>): Recurrence {
  const [item] = subscription.items
  const price = item ? world.prices.find(item.price) : undefined
  return required(price?.recurring ?? undefined, 'price', item?.price ?? '')
}
