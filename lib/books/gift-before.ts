import { formatMoney, type Money } from '#lib/money.ts'
import { judgeOffer, type Offer, type OfferVerdict, type Way } from './model.ts'

/** A regular gift that is given already, as it stands. */
export interface GiftBefore extends Money {
  frequency: 'month' | 'year'
  /** Stripe's: https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
  status: string
  cancelAtPeriodEnd: boolean
  collectionPaused: boolean
}

export type GiftBeforeVerdict =
  /** Counted from now on: what was paid before brought what was offered then. */
  | { rule: 'earned_by_going_on'; way: Way }
  | { rule: 'the_gift_ends' | 'payments_are_paused' | 'a_payment_is_owed' }
  | Exclude<OfferVerdict, { way: Way }>

/** Whether a gift that is given already can bring a campaign's book, by the payments to come. */
export function judgeGiftBefore(offer: Offer, gift: GiftBefore): GiftBeforeVerdict {
  const verdict = judgeOffer(offer, gift)
  if (!('way' in verdict)) return verdict
  if (gift.cancelAtPeriodEnd) return { rule: 'the_gift_ends' }
  if (gift.collectionPaused) return { rule: 'payments_are_paused' }
  if (gift.status !== 'active' && gift.status !== 'trialing') return { rule: 'a_payment_is_owed' }
  return { rule: 'earned_by_going_on', way: verdict.way }
}

/** What the book asks of such a gift, or why it does not bring it, in words. */
export function giftBeforeInWords(
  verdict: GiftBeforeVerdict,
  { frequency }: Pick<GiftBefore, 'frequency'>,
  locale = 'en-GB',
): string {
  switch (verdict.rule) {
    case 'earned_by_going_on':
      return verdict.way.payments === 1
        ? 'Your next payment brings it. Those you have made before do not count.'
        : `Your next ${verdict.way.payments} payments bring it. Those you have made before do not count.`
    case 'the_gift_ends':
      return 'Your gift is to end, so that no further payment can bring it.'
    case 'payments_are_paused':
      return 'Your gift is paused. Once it goes on, it can bring the book.'
    case 'a_payment_is_owed':
      return 'Your last payment has not arrived. Once it has, your gift can bring the book.'
    case 'amount_is_below_the_threshold':
      return `From ${formatMoney(verdict.least, locale)} a ${frequency} your gift would bring it.`
    case 'given_at_another_frequency': {
      const often = { once: 'once', month: 'each month', year: 'each year' }[verdict.frequency]
      return `It comes with ${formatMoney(verdict.least, locale)} or more, given ${often}.`
    }
    case 'not_offered_in_this_currency':
      return 'It is not offered for gifts in the currency of yours.'
  }
}

/** What keeps such a gift from bringing one book while it earns another, in words. */
export function earnsAnother({ bookTitle }: { bookTitle: string }): string {
  return `Your gift earns ${bookTitle} now. Once that is yours, it can bring another book.`
}
