import { graceDeadline, outranks, type MembershipState } from '#lib/membership/model.ts'
import { keptBefore, type BilledPeriod } from './billed-period.ts'
import { changed, dated, later, onceItIsBack, withItsTier, type Given } from './standing-dates.ts'
import { firstPaidTier, type SubscriptionFacts, type SubscriptionStanding } from './standing-facts.ts'

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
      return withWhatIsPaid(facts, inGrace(facts), now)
    case 'unpaid':
      return alone(facts, lapsed(facts, null, 'The renewal was not paid.'), now)
    case 'paused':
      return alone(facts, lapsed(facts, null, 'The regular donation is paused.'), now)
    case 'canceled':
      return alone(facts, lapsed(facts, facts.endedAt ?? facts.cancelledAt, 'The regular donation ended.'), now)
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
  return tier ? alone(facts, { ...active(facts), tier }, facts.startedAt) : null
}

/**
 * Rule: a period that was paid for, and whose money was kept, gives its tier to its end, whatever the subscription has become
 * in between, while it goes on at all.
 */
function withWhatIsPaid(facts: SubscriptionFacts, goesOn: Given | null, now: Date): SubscriptionStanding {
  const [best, ...others] = facts.periods
    .filter(({ kept, start, end }) => kept && start <= now && now < end)
    .toSorted((a, b) => (a.tier === b.tier ? b.end.getTime() - a.end.getTime() : outranks(a.tier, b.tier) ? -1 : 1))
  if (goesOn === null || isOverAlready(facts, goesOn, now)) {
    if (!best) return alone(facts, nothingPaid(facts, now), now)
    const longer = others.find(({ end }) => end > best.end)
    const next = longer ? dated(facts, { ...endingWithPeriod(facts, longer), at: best.end }, now) : null
    return { ...dated(facts, endingWithPeriod(facts, best), now), next }
  }
  const isHigher = best && outranks(best.tier, goesOn.tier)
  const present = isHigher ? { ...goesOn, tier: best.tier } : goesOn
  const row = dated(facts, withItsTier(facts, onceItIsBack(facts, present)), now)
  const isLowered = isHigher && (goesOn.until === null || best.end < goesOn.until)
  return { ...row, next: isLowered ? dated(facts, { ...goesOn, at: best.end, reason: changed }, now) : null }
}

/** A grace or a notice whose end has passed brings nothing back that has lapsed. */
function isOverAlready({ recorded }: SubscriptionFacts, { until }: Given, now: Date): boolean {
  return recorded?.state === 'lapsed' && until !== null && until <= now
}

/** What an active subscription gives by itself; null when its newest period gives nothing. */
function goingOn(facts: SubscriptionFacts, now: Date): Given | null {
  const [latest] = facts.periods
  if (latest && !latest.kept && !isOnItsWayFromKept(facts, latest)) return null
  const ends = noticeEnd(facts)
  if (ends !== null) {
    return {
      rule: 'ending_on_the_day_given_notice_for',
      tier: facts.tier,
      state: 'ending',
      at: facts.cancelledAt && later(facts.cancelledAt, facts.startedAt),
      until: ends,
      reason: 'Cancelled; kept to the end of what is paid for.',
    }
  }
  if (facts.collectionPaused) {
    return {
      rule: 'ending_when_collection_is_paused',
      tier: facts.tier,
      state: 'ending',
      at: null,
      until: paidUntil(facts, now),
      reason: 'Paused; kept to the end of what is paid for.',
    }
  }
  return active(facts)
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
function inGrace(facts: SubscriptionFacts): Given | null {
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
  return {
    rule: 'grace_after_a_failed_renewal',
    tier: facts.tier,
    state: 'grace',
    at: failedAt,
    until: ends !== null && ends < deadline ? ends : deadline,
    reason: 'A renewal failed.',
  }
}

const activeBecause: Record<MembershipState, string> = {
  active: changed,
  ending: 'The gift goes on after all.',
  grace: 'The payment came after all.',
  lapsed: 'Gives regularly again.',
}

function active(facts: SubscriptionFacts): Given {
  const { recorded, startedAt, periods, tier } = facts
  return {
    rule: 'active_while_it_is_paid',
    tier,
    state: 'active',
    at: recorded === null ? startedAt : (periods[0]?.paidAt ?? null),
    until: null,
    reason: recorded === null ? 'Began to give regularly.' : activeBecause[recorded.state],
  }
}

function endingWithPeriod(facts: SubscriptionFacts, period: BilledPeriod): Given {
  const ends = noticeEnd(facts)
  return {
    rule: 'ending_with_what_is_paid_for',
    tier: period.tier,
    state: 'ending',
    at: null,
    until: ends !== null && ends < period.end ? ends : period.end,
    reason: 'Kept to the end of what is paid for.',
  }
}

function nothingPaid(facts: SubscriptionFacts, now: Date): Given {
  const { periods } = facts
  const [latest] = periods
  // Also a period paid before, which would have lasted: it gave benefits until its money went back.
  if (periods.some(({ paidAt, kept, end }, index) => paidAt !== null && !kept && (index === 0 || end > now)))
    return withdrawn(facts)
  // What was given while it was on its way stays given.
  if (!latest || latest.onItsWay) return lapsed(facts, null, 'The payment for the period before went back.')
  // Dated by the invoice nobody paid, or by the end of what is paid for when that is later.
  const ends = periods.filter(({ kept, end }) => kept && end <= now).map(({ end }) => end)
  return lapsed(facts, ends.reduce(later, latest.createdAt), 'No payment was taken for this period.')
}

function withdrawn({ tier }: SubscriptionFacts): Given {
  return {
    rule: 'withdrawn_when_the_money_went_back',
    tier,
    state: 'lapsed',
    at: null,
    until: null,
    reason: 'The payment for this period went back.',
  }
}

/** The instant a cancellation takes effect, if notice was given. */
function noticeEnd(facts: SubscriptionFacts): Date | null {
  return facts.cancelAt ?? (facts.cancelAtPeriodEnd ? facts.periodEnd : null)
}

function lapsed({ tier }: SubscriptionFacts, at: Date | null, reason: string): Given {
  return { rule: 'lapsed_when_unpaid_cancelled_or_paused', tier, state: 'lapsed', at, until: null, reason }
}

function alone(facts: SubscriptionFacts, given: Given, now: Date): SubscriptionStanding {
  return { ...dated(facts, given, now), next: null }
}
