import type { MembershipState, Tier } from '#lib/membership/model.ts'
import type { BilledPeriod } from './billed-period.ts'

/** A row of the ledger, as far as the next one depends on it. */
export interface RecordedRow {
  state: MembershipState
  tier: Tier
  validFrom: Date
  validUntil: Date | null
}

/** What decides the membership a subscription gives: what Stripe stated just now, and what the ledger says already. */
export interface SubscriptionFacts {
  /** https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
  status: string
  tier: Tier
  startedAt: Date
  /** When its present price was made: each change of a gift makes one. */
  pricedAt: Date
  periodEnd: Date
  cancelAtPeriodEnd: boolean
  cancelAt: Date | null
  cancelledAt: Date | null
  endedAt: Date | null
  collectionPaused: boolean
  /** The newest first; the newest alone when nothing before it can matter. */
  periods: readonly BilledPeriod[]
  /** The deadline stored when the renewal was first seen to have failed. */
  graceUntil: Date | null
  /** What a publisher chose: days from a failed renewal to the end of its benefits. */
  graceDays: number
  /** What the ledger says of this subscription now; null when it says nothing. */
  recorded: RecordedRow | null
  /** What it says already of a day to come. */
  announced: RecordedRow | null
  /** When Stripe was last asked, and the ledger right. Means nothing while the ledger says nothing. */
  lookedAt: Date
}

export type StandingRule =
  | 'active_while_it_is_paid'
  | 'ending_on_the_day_given_notice_for'
  | 'ending_when_collection_is_paused'
  | 'ending_with_what_is_paid_for'
  | 'grace_after_a_failed_renewal'
  | 'lapsed_when_unpaid_cancelled_or_paused'
  | 'withdrawn_when_the_money_went_back'

/** What the ledger should say of a subscription from `from` on. */
export interface SubscriptionStanding {
  rule: StandingRule
  tier: Tier
  state: MembershipState
  from: Date
  until: Date | null
  /** Plain English, for the ledger. */
  reason: string
  /** What follows on a day known already: a gift made smaller counts when the period paid for is over. */
  next: Omit<SubscriptionStanding, 'next'> | null
}

/** What the first payment that is known was for. */
export function firstPaidTier({ periods }: SubscriptionFacts): Tier | null {
  return periods.findLast(({ paidAt }) => paidAt !== null)?.tier ?? null
}
