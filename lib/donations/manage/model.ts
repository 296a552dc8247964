import { z } from 'zod'
import { monthsAfter, after, hour } from '#lib/clock.ts'
import { outranks, type Interval, type Plan, type SourceStanding, type Tier } from '#lib/membership/model.ts'
import { intervalSchema } from '#lib/membership/schema.ts'
import { formatMoney, type Money } from '#lib/money.ts'
import { judgeGift, type DonationTerms } from '../model.ts'
import type { SubscriptionView } from '../queries.ts'

/** A regular gift, and the membership it gives now. */
export interface RegularGift extends SubscriptionView {
  /** What the ledger says of it; null when it gives nothing at present. */
  held: SourceStanding | null
}

/** What a donor may wish of their regular gift. */
export const wishSchema = z.discriminatedUnion('kind', [
  /** `amount` in minor units of the gift's own currency, which never changes. */
  z.object({ kind: z.literal('change'), amount: z.int(), interval: intervalSchema }),
  z.object({ kind: z.literal('pause'), months: z.union([z.literal(1), z.literal(2), z.literal(3)]) }),
  z.object({ kind: z.literal('cancel') }),
  z.object({ kind: z.literal('resume') }),
])
export type Wish = z.infer<typeof wishSchema>

export type WishRule =
  | 'what_is_owed_is_settled_first'
  | 'notice_is_taken_back_first'
  | 'a_paused_gift_is_resumed_first'
  | 'the_amount_is_one_we_take'
  | 'a_paid_period_is_not_cut_short'
  | 'what_was_paid_for_is_kept'
  | 'only_monthly_gifts_pause'
  | 'staff_stopped_it'

/** What carrying a wish out means, in facts; what pages and mails say is made from it. */
export type WishPlan =
  /** It is so already. */
  | { does: 'nothing' }
  | ChangePlan
  | { does: 'pause'; heldUntil: Date; firstPayment: Date; resumesAt: Date }
  | { does: 'end'; at: 'once' | 'period_end'; endsOn: Date }
  | { does: 'take_back_notice'; nextPayment: Date }
  | {
      does: 'resume'
      /** It was cancelled as well as paused, and both are over. */
      takesBackNotice: boolean
      chargedNow: Money | null
      nextPayment: Date
    }

export interface ChangePlan {
  does: 'change'
  gift: Money & { interval: Interval }
  tier: Tier
  /** The tier held until the next payment. */
  tierUntilThen: Tier
  /** Null when nothing is charged before the next payment. */
  chargedNow: Money | null
  nextPayment: Date
}

export type WishVerdict =
  | { possible: true; plan: WishPlan }
  | { possible: false; rule: WishRule; message: string; on: Date | null }

interface Terms extends DonationTerms {
  plans: readonly Plan[]
}

/**
 * Whether a wish can be carried out, and what that means: what is charged when, what is kept until when. `{date}` in a
 * message stands for `on`.
 * @param terms what is on sale in the gift's currency
 */
export function judgeWish(gift: RegularGift, wish: Wish, terms: Terms, now: Date): WishVerdict {
  switch (wish.kind) {
    case 'change':
      return judgeChange(gift, wish, terms, now)
    case 'pause':
      return judgePause(gift, wish.months)
    case 'cancel':
      return judgeCancel(gift, now)
    case 'resume':
      return judgeResume(gift, now)
  }
}

function judgeChange(
  gift: RegularGift,
  { amount, interval }: { amount: number; interval: Interval },
  terms: Terms,
  now: Date,
): WishVerdict {
  if (amount === gift.amount && interval === gift.interval) return nothing
  if (owes(gift)) return refusal.owed
  if (gift.cancelAtPeriodEnd) return refusal.notice
  if (gift.collectionPaused || gift.status === 'paused') return refusal.paused
  const wanted = { amount, currency: gift.currency }
  const verdict = judgeGift({ ...wanted, frequency: interval }, terms.plans, terms)
  if (!verdict.accepted) return no('the_amount_is_one_we_take', verdict.message)
  const tier = verdict.tier ?? gift.tier
  const held = gift.held?.tier ?? tier
  const change = { does: 'change', gift: { ...wanted, interval }, tier } as const
  if (interval === gift.interval) {
    const tierUntilThen = outranks(held, tier) ? held : tier
    return yes({ ...change, tierUntilThen, chargedNow: null, nextPayment: gift.currentPeriodEnd })
  }
  // A new interval begins a new period at once, and Stripe gives nothing back for the old one.
  if (interval === 'month' && gift.currentPeriodEnd > monthsAfter(now, 1))
    return no(
      'a_paid_period_is_not_cut_short',
      'Your year is paid for until {date}. Changing to monthly payments would begin a new month at once, and what is left of the year would be lost. Please change it in the last month before that day.',
      gift.currentPeriodEnd,
    )
  if (outranks(held, tier))
    return no(
      'what_was_paid_for_is_kept',
      'You are a patron until {date}. A new interval would begin at once and end that early. Lower the amount first, which counts from that day, and change how often you give after it.',
      gift.currentPeriodEnd,
    )
  const months = interval === 'year' ? 12 : 1
  return yes({ ...change, tierUntilThen: tier, chargedNow: wanted, nextPayment: monthsAfter(now, months) })
}

function judgePause(gift: RegularGift, months: number): WishVerdict {
  if (gift.collectionPaused) return nothing
  if (owes(gift)) return refusal.owed
  if (gift.cancelAtPeriodEnd) return refusal.notice
  if (gift.status === 'paused') return refusal.stopped
  if (gift.interval !== 'month')
    return no(
      'only_monthly_gifts_pause',
      'A yearly gift cannot be paused: a payment left out would leave out a year. You can lower the amount, or cancel and begin again.',
    )
  const firstPayment = monthsAfter(gift.currentPeriodEnd, months)
  // Just before that payment is made, so that it is the first one made again.
  return yes({ does: 'pause', heldUntil: gift.currentPeriodEnd, firstPayment, resumesAt: after(firstPayment, -hour) })
}

function judgeCancel(gift: RegularGift, now: Date): WishVerdict {
  if (gift.cancelAtPeriodEnd) return nothing
  const paidFor = gift.held !== null && gift.held.state !== 'grace' && !owes(gift)
  return yes(
    paidFor
      ? { does: 'end', at: 'period_end', endsOn: gift.currentPeriodEnd }
      : { does: 'end', at: 'once', endsOn: now },
  )
}

function judgeResume(gift: RegularGift, now: Date): WishVerdict {
  if (gift.status === 'paused') return refusal.stopped
  if (gift.collectionPaused) {
    const { amount, currency, interval, cancelAtPeriodEnd, currentPeriodEnd } = gift
    const resume = { does: 'resume', takesBackNotice: cancelAtPeriodEnd } as const
    if (gift.held !== null) return yes({ ...resume, chargedNow: null, nextPayment: currentPeriodEnd })
    const nextPayment = monthsAfter(now, interval === 'year' ? 12 : 1)
    return yes({ ...resume, chargedNow: { amount, currency }, nextPayment })
  }
  if (gift.cancelAtPeriodEnd) return yes({ does: 'take_back_notice', nextPayment: gift.currentPeriodEnd })
  return nothing
}

/** Whether a renewal has failed and waits to be paid. */
export function owes(gift: Pick<SubscriptionView, 'status'>): boolean {
  return gift.status === 'past_due' || gift.status === 'unpaid'
}

/** When the next payment is made; null when none is to come. While payments are paused it is the first after the pause. */
export function nextPaymentOf(gift: SubscriptionView): Date | null {
  if (gift.cancelAtPeriodEnd || owes(gift) || gift.status === 'paused') return null
  if (!gift.collectionPaused) return gift.currentPeriodEnd
  if (gift.resumesAt === null) return null
  const each = gift.interval === 'year' ? 12 : 1
  let periods = 0
  while (monthsAfter(gift.currentPeriodEnd, periods * each) < gift.resumesAt) periods += 1
  return monthsAfter(gift.currentPeriodEnd, periods * each)
}

const cancelReasons = [
  'too_expensive',
  'unused',
  'low_quality',
  'missing_features',
  'switched_service',
  'other',
] as const
export const cancelReasonSchema = z.enum(cancelReasons)
export type CancelReason = z.infer<typeof cancelReasonSchema>

export type Alternative = { offer: 'smaller_amount'; gift: Money & { interval: Interval } } | { offer: 'pause' }

/**
 * The one thing offered before somebody cancels; null when there is nothing to offer. Rule: whoever finds it too
 * expensive is offered the smallest gift there is, anybody else a pause.
 */
export function alternativeTo(
  gift: RegularGift,
  reason: CancelReason | null,
  terms: Terms,
  now: Date,
): Alternative | null {
  const pause: Alternative | null = judgePause(gift, 1).possible && !gift.collectionPaused ? { offer: 'pause' } : null
  const smaller = smallerGift(gift, terms, now)
  return reason === 'too_expensive' ? (smaller ?? pause) : (pause ?? smaller)
}

function smallerGift(gift: RegularGift, terms: Terms, now: Date): Alternative | null {
  const minimums = terms.plans.filter((plan) => plan.interval === gift.interval).map((plan) => plan.minimum)
  const amount = Math.min(...minimums)
  if (!Number.isFinite(amount) || amount >= gift.amount) return null
  const { interval, currency } = gift
  const { possible } = judgeChange(gift, { amount, interval }, terms, now)
  return possible ? { offer: 'smaller_amount', gift: { amount, currency, interval } } : null
}

const nothing: WishVerdict = { possible: true, plan: { does: 'nothing' } }

function yes(plan: WishPlan): WishVerdict {
  return { possible: true, plan }
}

function no(rule: WishRule, message: string, on: Date | null = null): WishVerdict {
  return { possible: false, rule, message, on }
}

const refusal = {
  owed: no(
    'what_is_owed_is_settled_first',
    'A payment of yours has failed and is still open. Settle it first, with another card for example, or cancel.',
  ),
  notice: no('notice_is_taken_back_first', 'You have cancelled. Take that back first, and then change your gift.'),
  paused: no('a_paused_gift_is_resumed_first', 'Your gift is paused. Resume it first, and then change it.'),
  stopped: no('staff_stopped_it', 'Your gift was stopped by our staff. Please write to us, and we set it going again.'),
}

/** How a gift reads: £5 a month. */
export function inWords(gift: Money & { interval: Interval }, locale?: string): string {
  return `${formatMoney(gift, locale)} ${gift.interval === 'month' ? 'a month' : 'a year'}`
}
