import { graceDeadline, type MembershipState, type Tier } from '#lib/membership/model.ts'

/** What decides the membership a subscription gives: what Stripe stated just now, and what the ledger says already. */
export interface SubscriptionFacts {
  /** https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
  status: string
  tier: Tier
  startedAt: Date
  periodEnd: Date
  cancelAtPeriodEnd: boolean
  cancelAt: Date | null
  cancelledAt: Date | null
  endedAt: Date | null
  collectionPaused: boolean
  latestInvoice: { status: string | null; createdAt: Date; paidAt: Date | null } | null
  /** Whether the money of the latest invoice has all gone back, by refund or dispute. */
  moneyReturned: boolean
  /** The deadline stored when the renewal was first seen to have failed. */
  graceUntil: Date | null
  /** What a publisher chose: days from a failed renewal to the end of its benefits. */
  graceDays: number
  /** The ledger's latest row for this subscription. */
  recorded: { state: MembershipState; tier: Tier; validUntil: Date | null } | null
}

export type StandingRule =
  | 'active_while_it_is_paid'
  | 'ending_on_the_day_given_notice_for'
  | 'ending_when_collection_is_paused'
  | 'grace_after_a_failed_renewal'
  | 'lapsed_when_unpaid_cancelled_or_paused'
  | 'withdrawn_when_the_money_went_back'

/** What the ledger should say of a subscription from `from` on. */
export interface SubscriptionStanding {
  rule: StandingRule
  state: MembershipState
  from: Date
  until: Date | null
  /** Plain English, for the ledger. */
  reason: string
}

/**
 * The table of membership states. Null where nothing is owed: before the first payment, and for a status we do not
 * know, which changes nothing.
 * @param now when this was learned; used where Stripe does not date a change
 */
export function standingOf(facts: SubscriptionFacts, now: Date): SubscriptionStanding | null {
  switch (facts.status) {
    case 'trialing':
    case 'active':
      return paidStanding(facts, now)
    case 'past_due':
      return graceStanding(facts, now)
    case 'unpaid':
      return lapsed(now, 'The renewal was not paid.')
    case 'paused':
      return lapsed(now, 'The regular donation is paused.')
    case 'canceled':
      return lapsed(facts.endedAt ?? facts.cancelledAt ?? now, 'The regular donation ended.')
    default:
      return null
  }
}

/**
 * The row that should stand before `standing` when the ledger has none yet, because every event until now was lost:
 * the membership the first payment gave. Null when nothing is known to have been paid.
 */
export function missedBeginning(facts: SubscriptionFacts, standing: SubscriptionStanding): SubscriptionStanding | null {
  if (facts.recorded !== null || standing.state === 'active') return null
  // A subscription cancelled before its first payment ends up `canceled` too.
  if (facts.status === 'canceled' && facts.latestInvoice?.status !== 'paid') return null
  return activeStanding(facts, facts.startedAt)
}

function paidStanding(facts: SubscriptionFacts, now: Date): SubscriptionStanding {
  if (facts.moneyReturned) {
    return {
      rule: 'withdrawn_when_the_money_went_back',
      state: 'lapsed',
      from: now,
      until: null,
      reason: 'The payment for this period went back.',
    }
  }
  const ends = noticeEnd(facts)
  if (ends !== null) {
    return {
      rule: 'ending_on_the_day_given_notice_for',
      state: 'ending',
      from: facts.cancelledAt ?? now,
      until: ends,
      reason: 'Cancelled; kept to the end of what is paid for.',
    }
  }
  if (facts.collectionPaused) {
    // While collection is paused Stripe keeps the status and voids each new invoice: https://docs.stripe.com/billing/subscriptions/pause-payment
    if (facts.latestInvoice?.status !== 'paid')
      return lapsed(facts.latestInvoice?.createdAt ?? now, 'The regular donation is paused.')
    return {
      rule: 'ending_when_collection_is_paused',
      state: 'ending',
      from: now,
      until: facts.periodEnd,
      reason: 'Paused; kept to the end of what is paid for.',
    }
  }
  return activeStanding(facts, now)
}

function activeStanding(facts: SubscriptionFacts, now: Date): SubscriptionStanding {
  const active = { rule: 'active_while_it_is_paid', state: 'active', until: null } as const
  const paidAt = facts.latestInvoice?.paidAt ?? now
  if (facts.recorded === null) return { ...active, from: facts.startedAt, reason: 'Began to give regularly.' }
  if (facts.recorded.state === 'grace') return { ...active, from: paidAt, reason: 'The payment came after all.' }
  if (facts.recorded.state === 'lapsed') return { ...active, from: paidAt, reason: 'Gives regularly again.' }
  if (facts.recorded.tier !== facts.tier) return { ...active, from: now, reason: 'The amount given changed.' }
  return { ...active, from: now, reason: 'The cancellation was taken back.' }
}

function graceStanding(facts: SubscriptionFacts, now: Date): SubscriptionStanding {
  // Counted from the renewal, not from the day we heard of it: a lost event neither shortens nor lengthens it.
  const failedAt = facts.latestInvoice?.createdAt ?? now
  const deadline = facts.graceUntil ?? graceDeadline(failedAt, facts.graceDays)
  const ends = noticeEnd(facts)
  const until = ends !== null && ends < deadline ? ends : deadline
  return {
    rule: 'grace_after_a_failed_renewal',
    state: 'grace',
    from: failedAt < until ? failedAt : until,
    until,
    reason: 'A renewal failed.',
  }
}

/** The instant a cancellation takes effect, if notice was given. */
function noticeEnd(facts: SubscriptionFacts): Date | null {
  return facts.cancelAt ?? (facts.cancelAtPeriodEnd ? facts.periodEnd : null)
}

function lapsed(from: Date, reason: string): SubscriptionStanding {
  return { rule: 'lapsed_when_unpaid_cancelled_or_paused', state: 'lapsed', from, until: null, reason }
}

/** Whether an invoice of a subscription in this status waits to be paid. */
export function awaitsPayment(status: string): boolean {
  return status === 'past_due' || status === 'unpaid'
}

/** A subscription in one of these goes on, so that a second one must not be begun beside it; `incomplete` was never paid. */
export const liveStatuses = ['trialing', 'active', 'past_due', 'unpaid', 'paused']
