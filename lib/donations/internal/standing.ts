import { graceDeadline, outranks, type MembershipState, type Tier } from '#lib/membership/model.ts'
import { keptBefore, type BilledPeriod } from './billed-period.ts'

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

type Plain = Omit<SubscriptionStanding, 'next'>

/**
 * The table of membership states. Null where nothing is owed: before the first payment, and for a status we do not
 * know, which changes nothing. It goes by nothing but Stripe's present state, so that whoever hears of things in another
 * order comes to the same.
 * @param now when this was learned; used where Stripe does not date a change
 */
export function standingOf(facts: SubscriptionFacts, now: Date): SubscriptionStanding | null {
  switch (facts.status) {
    case 'trialing':
    case 'active':
      return withWhatIsPaid(facts, goingOn(facts, now), now)
    case 'past_due':
      return withWhatIsPaid(facts, inGrace(facts, now), now)
    case 'unpaid':
      return alone(lapsed(facts, now, 'The renewal was not paid.'))
    case 'paused':
      return alone(lapsed(facts, now, 'The regular donation is paused.'))
    case 'canceled':
      return alone(lapsed(facts, facts.endedAt ?? facts.cancelledAt ?? now, 'The regular donation ended.'))
    default:
      return null
  }
}

/**
 * The row that should stand before `standing` when the ledger has none yet, because every event until now was lost or
 * late: the membership the first payment gave. Null when nothing is known to have been paid, and when `standing` is that
 * membership itself.
 */
export function missedBeginning(facts: SubscriptionFacts, standing: SubscriptionStanding): SubscriptionStanding | null {
  if (facts.recorded !== null || (standing.state === 'active' && standing.from <= facts.startedAt)) return null
  const tier = firstPaidTier(facts)
  return tier ? alone({ ...active(facts, facts.startedAt), tier }) : null
}

/** What the first payment that is known was for. */
function firstPaidTier({ periods }: SubscriptionFacts): Tier | null {
  return periods.findLast(({ paidAt }) => paidAt !== null)?.tier ?? null
}

/**
 * Rule: a period that was paid for, and whose money was kept, gives its tier to its end, whatever the subscription has become
 * in between, while it goes on at all.
 */
function withWhatIsPaid(facts: SubscriptionFacts, goesOn: Plain | null, now: Date): SubscriptionStanding {
  const [best, ...others] = facts.periods
    .filter(({ kept, start, end }) => kept && start <= now && now < end)
    .toSorted((a, b) => (a.tier === b.tier ? b.end.getTime() - a.end.getTime() : outranks(a.tier, b.tier) ? -1 : 1))
  if (goesOn === null) {
    if (!best) return alone(nothingPaid(facts, now))
    const longer = others.find(({ end }) => end > best.end)
    return {
      ...endingWithPeriod(facts, best, now),
      next: longer ? endingWithPeriod(facts, longer, best.end) : null,
    }
  }
  if (!best || !outranks(best.tier, goesOn.tier)) return alone(dated(facts, goesOn, now))
  const lowered = { ...goesOn, from: best.end, reason: 'The amount given changed.' }
  const stays = goesOn.until !== null && goesOn.until <= best.end
  return { ...dated(facts, { ...goesOn, tier: best.tier }, now), next: stays ? null : lowered }
}

/** What an active subscription gives by itself; null when its newest period gives nothing. */
function goingOn(facts: SubscriptionFacts, now: Date): Plain | null {
  const [latest] = facts.periods
  if (latest && !latest.kept && !isOnItsWayFromKept(facts, latest)) return null
  const ends = noticeEnd(facts)
  if (ends !== null) {
    return {
      rule: 'ending_on_the_day_given_notice_for',
      tier: facts.tier,
      state: 'ending',
      // Notice given before a payment brought the membership back ends what that payment began.
      from: later(facts.cancelledAt ?? now, broughtBackAt(facts, now) ?? facts.startedAt),
      until: ends,
      reason: 'Cancelled; kept to the end of what is paid for.',
    }
  }
  if (facts.collectionPaused) {
    return {
      rule: 'ending_when_collection_is_paused',
      tier: facts.tier,
      state: 'ending',
      from: now,
      until: paidUntil(facts, now),
      reason: 'Paused; kept to the end of what is paid for.',
    }
  }
  return active(facts, now)
}

/** To when the present tier is paid for: a year paid before months began reaches further than the month does. */
function paidUntil({ periods, periodEnd, tier }: SubscriptionFacts, now: Date): Date {
  return periods
    .filter((period) => period.kept && period.start <= now && !outranks(tier, period.tier))
    .map(({ end }) => end)
    .reduce(later, periodEnd)
}

/**
 * A renewal is a draft for an hour, and a direct debit takes days: until then the period before it carries on. The very
 * first has none before it. While collection is paused Stripe makes invoices only to void them:
 * https://docs.stripe.com/billing/subscriptions/pause-payment
 */
function isOnItsWayFromKept({ periods, collectionPaused }: SubscriptionFacts, latest: BilledPeriod): boolean {
  if (!latest.onItsWay || collectionPaused) return false
  return periods.length === 1 || keptBefore(periods, latest) !== undefined
}

/** Null when there is no membership that a grace could keep: it continues what was paid for, and begins nothing. */
function inGrace(facts: SubscriptionFacts, now: Date): Plain | null {
  const sincePaid = facts.periods.findIndex(({ paidAt }) => paidAt !== null)
  const unpaid = sincePaid < 0 ? facts.periods : facts.periods.slice(0, sincePaid)
  const first = unpaid.findLast(({ status }) => status === 'open')
  const before = first && keptBefore(facts.periods, first)
  if (!first || !before) return null
  // Counted from the renewal, not from the day we heard of it: a lost event neither shortens nor lengthens it.
  const failedAt = first.createdAt
  const stored = facts.graceUntil !== null && facts.graceUntil > failedAt ? facts.graceUntil : null
  const deadline = later(stored ?? graceDeadline(failedAt, facts.graceDays), before.end)
  const ends = noticeEnd(facts)
  const until = ends !== null && ends < deadline ? ends : deadline
  // What had lapsed when the renewal failed, and no payment since has brought back, a dispute that was won brings back now.
  const { recorded } = facts
  const broughtBack = recorded?.state === 'lapsed' && (before.paidAt === null || before.paidAt <= recorded.validFrom)
  const from = broughtBack ? now : failedAt
  return {
    rule: 'grace_after_a_failed_renewal',
    tier: facts.tier,
    state: 'grace',
    from: from < until ? from : until,
    until,
    reason: 'A renewal failed.',
  }
}

function active(facts: SubscriptionFacts, now: Date): Plain {
  const plain = { rule: 'active_while_it_is_paid', tier: facts.tier, state: 'active', until: null } as const
  const { recorded } = facts
  if (recorded === null) return { ...plain, from: facts.startedAt, reason: 'Began to give regularly.' }
  const backAt = broughtBackAt(facts, now)
  if (backAt !== null) {
    return {
      ...plain,
      from: backAt,
      reason: recorded.state === 'grace' ? 'The payment came after all.' : 'Gives regularly again.',
    }
  }
  return { ...plain, from: now, reason: 'The gift goes on after all.' }
}

/** When what was in grace or lapsed came back; null when it was neither. */
function broughtBackAt({ recorded, periods }: SubscriptionFacts, now: Date): Date | null {
  if (recorded?.state !== 'grace' && recorded?.state !== 'lapsed') return null
  const paidAt = periods[0]?.paidAt ?? now
  // Paid before it lapsed: it is not the payment that brings it back.
  return paidAt > recorded.validFrom ? paidAt : now
}

/**
 * A standing with another tier than the ledger's counts since the tier changed. Stripe dates that by the price made for
 * the change, and of a gift made smaller by the period it begins.
 */
function dated(facts: SubscriptionFacts, plain: Plain, now: Date): Plain {
  const { recorded, pricedAt, periods, startedAt } = facts
  const tier = recorded === null ? firstPaidTier(facts) : recorded.tier
  if (tier === null || tier === plain.tier) return plain
  const begun = outranks(plain.tier, tier) ? pricedAt : later(pricedAt, periods[0]?.start ?? pricedAt)
  const changedAt = begun > (recorded?.validFrom ?? startedAt) && begun <= now ? begun : null
  if ((recorded?.state ?? 'active') !== plain.state)
    return changedAt ? { ...plain, from: later(plain.from, changedAt) } : plain
  if (changedAt === null && recorded === null) return plain
  return { ...plain, from: changedAt ?? now, reason: 'The amount given changed.' }
}

function endingWithPeriod(facts: SubscriptionFacts, period: BilledPeriod, from: Date): Plain {
  const ends = noticeEnd(facts)
  return {
    rule: 'ending_with_what_is_paid_for',
    tier: period.tier,
    state: 'ending',
    from,
    until: ends !== null && ends < period.end ? ends : period.end,
    reason: 'Kept to the end of what is paid for.',
  }
}

function nothingPaid(facts: SubscriptionFacts, now: Date): Plain {
  const [latest] = facts.periods
  if (latest?.status === 'paid') return withdrawn(facts, now)
  // What was given while it was on its way, or as grace, stays given.
  if (!latest || latest.onItsWay || facts.recorded?.state === 'grace')
    return lapsed(facts, now, 'The payment for the period before went back.')
  // A period paid before it, which would have lasted, gave benefits until its money went back.
  if (facts.periods.some(({ paidAt, kept, end }) => paidAt !== null && !kept && end > now)) return withdrawn(facts, now)
  // Dated by the invoice nobody paid, or by the end of what is paid for when that is later.
  const ends = facts.periods.filter(({ kept, end }) => kept && end <= now).map(({ end }) => end)
  return lapsed(facts, ends.reduce(later, latest.createdAt), 'No payment was taken for this period.')
}

function withdrawn({ tier }: SubscriptionFacts, now: Date): Plain {
  return {
    rule: 'withdrawn_when_the_money_went_back',
    tier,
    state: 'lapsed',
    from: now,
    until: null,
    reason: 'The payment for this period went back.',
  }
}

/** The instant a cancellation takes effect, if notice was given. */
function noticeEnd(facts: SubscriptionFacts): Date | null {
  return facts.cancelAt ?? (facts.cancelAtPeriodEnd ? facts.periodEnd : null)
}

function lapsed({ tier }: SubscriptionFacts, from: Date, reason: string): Plain {
  return { rule: 'lapsed_when_unpaid_cancelled_or_paused', tier, state: 'lapsed', from, until: null, reason }
}

function alone(plain: Plain): SubscriptionStanding {
  return { ...plain, next: null }
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b
}
