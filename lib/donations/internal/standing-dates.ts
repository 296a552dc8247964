import { outranks, type Tier } from '#lib/membership/model.ts'
import { firstPaidTier, type SubscriptionFacts, type SubscriptionStanding } from './standing-facts.ts'

type Row = Omit<SubscriptionStanding, 'next'>

/** A row, dated by Stripe: `at` is null where Stripe does not say since when it is so. */
export type Given = Omit<Row, 'from'> & { at: Date | null }

export const changed = 'The amount given changed.'

/**
 * Rule: a change counts since Stripe says it was made. If we have looked since, and it was not so, then what made it so
 * is something that Stripe does not date (a dispute that was won, a notice taken back), and it counts from now.
 */
export function dated({ recorded, lookedAt }: SubscriptionFacts, { at, ...given }: Given, now: Date): Row {
  const from = at !== null && (recorded === null || at > lookedAt) ? at : now
  return { ...given, from: given.until !== null && given.until < from ? given.until : from }
}

/**
 * What was to end, was in grace or had lapsed counts since the newest payment at the earliest. One that was there when we
 * last looked is not what brings back what was lost by then.
 */
export function onceItIsBack({ recorded, periods, lookedAt }: SubscriptionFacts, given: Given): Given {
  if (recorded === null || recorded.state === 'active') return given
  const paidAt = periods.find(({ kept }) => kept)?.paidAt ?? null
  const bringsBack = recorded.state === 'ending' || (paidAt !== null && paidAt > lookedAt)
  return { ...given, at: given.at && paidAt && bringsBack ? later(given.at, paidAt) : null }
}

/**
 * Another tier than the ledger's counts since the tier changed. Stripe dates that by the price made for the change, and
 * of a gift made smaller by the period it begins and the end of what was paid for before. A price older than the
 * subscription was made for another.
 */
export function withItsTier(facts: SubscriptionFacts, given: Given): Given {
  const { recorded, pricedAt, startedAt } = facts
  const before = recorded ?? { state: 'active', tier: firstPaidTier(facts) ?? given.tier }
  if (before.tier === given.tier) return given
  const begun = outranks(given.tier, before.tier) ? pricedAt : loweredAt(facts, given.tier)
  if (before.state === given.state) return { ...given, at: begun > startedAt ? begun : null, reason: changed }
  return { ...given, at: given.at && later(given.at, begun) }
}

function loweredAt({ periods, pricedAt }: SubscriptionFacts, tier: Tier): Date {
  const higher = periods.filter((period) => period.kept && outranks(period.tier, tier))
  return [...periods.slice(0, 1).map(({ start }) => start), ...higher.map(({ end }) => end)].reduce(later, pricedAt)
}

export function later(a: Date, b: Date): Date {
  return a > b ? a : b
}
