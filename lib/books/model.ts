import { formatMoney, type Currency, type Money } from '#lib/money.ts'

export interface Campaign {
  id: string
  slug: string
  state: 'draft' | 'live' | 'sold_out' | 'ended'
  bookTitle: string
  bookAuthor: string
  bookDescription: string
  isbn: string | null
  format: string
  signing: 'signed' | 'dedicated' | 'numbered'
  offer: string
  pageText: string
  frequency: 'once' | 'month' | 'year'
  /** How many payments earn the book. */
  payments: number
  /** Currency code to minor units. */
  thresholds: Record<string, number>
  bookValue: Record<string, number>
  stock: number
  remaining: number
  startsAt: Date
  endsAt: Date
  cover: {
    contentHash: string
    width: number
    height: number
    alt: string
    colour: string
    caption: string
    credit: string
  } | null
}

/** A campaign says how many copies are left once a tenth of its stock or fewer remain. */
export function isNearlyGone(campaign: Pick<Campaign, 'stock' | 'remaining'>): boolean {
  return campaign.remaining > 0 && campaign.remaining * 10 <= campaign.stock
}

/** Whether the offer can still be taken. */
export function isOpen(campaign: Pick<Campaign, 'state' | 'startsAt' | 'endsAt' | 'remaining'>, now: Date): boolean {
  return campaign.state === 'live' && campaign.startsAt <= now && campaign.endsAt > now && campaign.remaining > 0
}

/** What earns the book, in words: "Give £10 or more a month; the book is earned with the third payment." */
export function conditionInWords(
  campaign: Pick<Campaign, 'frequency' | 'payments' | 'thresholds'>,
  currency: Currency,
): string {
  const least = campaign.thresholds[currency]
  if (least === undefined) return 'Not offered in this currency.'
  const amount = formatMoney({ amount: least, currency })
  if (campaign.frequency === 'once') return `Give ${amount} or more, once.`
  const interval = campaign.frequency === 'month' ? 'a month' : 'a year'
  if (campaign.payments === 1) return `Give ${amount} or more ${interval}.`
  const ordinal = new Intl.PluralRules('en', { type: 'ordinal' }).select(campaign.payments)
  const suffix = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[ordinal]
  return `Give ${amount} or more ${interval}; the book is yours with the ${campaign.payments}${suffix} payment.`
}

type Offer = Pick<Campaign, 'frequency' | 'payments' | 'thresholds'>

export type OfferVerdict =
  | { rule: 'earned_with_this_payment' }
  /** With which payment of this gift, counted from 1. */
  | { rule: 'earned_by_going_on'; payments: number }
  | { rule: 'amount_is_below_the_threshold'; least: Money }
  | { rule: 'given_at_another_frequency'; least: Money }
  | { rule: 'not_offered_in_this_currency' }

/** What a gift that is about to be made, or was made just now, means for a campaign's book. */
export function judgeOffer(offer: Offer, gift: Money & { frequency: Campaign['frequency'] }): OfferVerdict {
  const threshold = offer.thresholds[gift.currency]
  if (threshold === undefined) return { rule: 'not_offered_in_this_currency' }
  const least: Money = { amount: threshold, currency: gift.currency }
  if (gift.frequency !== offer.frequency) return { rule: 'given_at_another_frequency', least }
  if (gift.amount < threshold) return { rule: 'amount_is_below_the_threshold', least }
  return offer.payments === 1 || offer.frequency === 'once'
    ? { rule: 'earned_with_this_payment' }
    : { rule: 'earned_by_going_on', payments: offer.payments }
}

/** A book whose condition a gift meets, and with which payment it is earned. */
export interface BookPromise {
  campaign: Pick<Campaign, 'id' | 'slug' | 'bookTitle' | 'bookAuthor'>
  payments: number
}

/** The books a gift meets the condition of, of those on offer. */
export function promisedBooks(
  campaigns: readonly Campaign[],
  gift: Money & { frequency: Campaign['frequency'] },
): BookPromise[] {
  return campaigns.flatMap((campaign) => {
    const verdict = judgeOffer(campaign, gift)
    if (verdict.rule === 'earned_with_this_payment') return [{ campaign, payments: 1 }]
    return verdict.rule === 'earned_by_going_on' ? [{ campaign, payments: verdict.payments }] : []
  })
}
