import { formatMoney, type Currency, type Money } from '#lib/money.ts'

/** Currency code to minor units. */
export type Amounts = Partial<Record<string, number>>

export type QualifyingRule = 'once' | 'year' | 'months'
export type Frequency = 'once' | 'month' | 'year'

export interface Campaign {
  id: string
  slug: string
  publishedAt: Date | null
  endedAt: Date | null
  bookTitle: string
  bookAuthor: string
  bookDescription: string
  isbn: string | null
  format: string
  signing: 'signed' | 'dedicated' | 'numbered'
  offer: string
  bannerEditions: ('standard' | 'supporter')[]
  pageText: string
  /** The least that qualifies: given once, a year, and each of `monthPayments` months. Null where it does not. */
  onceFrom: Amounts | null
  yearFrom: Amounts | null
  monthFrom: Amounts | null
  monthPayments: number
  bookValue: Amounts
  stock: number
  remaining: number
  perDonor: number
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

export type CampaignState = 'draft' | 'scheduled' | 'live' | 'sold_out' | 'ended'

/** Where a campaign stands: it follows from what was done with it, its dates and what is left. */
export function stateOf(
  campaign: Pick<Campaign, 'publishedAt' | 'endedAt' | 'startsAt' | 'endsAt' | 'remaining'>,
  now: Date,
): CampaignState {
  if (campaign.publishedAt === null) return 'draft'
  if (campaign.endedAt !== null || campaign.endsAt <= now) return 'ended'
  if (campaign.startsAt > now) return 'scheduled'
  return campaign.remaining > 0 ? 'live' : 'sold_out'
}

/** A campaign says how many copies are left once a tenth of its stock or fewer remain. */
export function isNearlyGone(campaign: Pick<Campaign, 'stock' | 'remaining'>): boolean {
  return campaign.remaining > 0 && campaign.remaining * 10 <= campaign.stock
}

export type Offer = Pick<Campaign, 'onceFrom' | 'yearFrom' | 'monthFrom' | 'monthPayments'>

const frequencies = ['month', 'year', 'once'] as const

/** One way to qualify, in one currency. */
export interface Way {
  rule: QualifyingRule
  frequency: Frequency
  least: Money
  /** How many payments earn the book. */
  payments: number
}

/** The ways to qualify in a currency; none where the book is not offered. */
export function waysOf(offer: Offer, currency: Currency): Way[] {
  return frequencies.flatMap((frequency): Way[] => {
    const amount = { once: offer.onceFrom, year: offer.yearFrom, month: offer.monthFrom }[frequency]?.[currency]
    if (amount === undefined) return []
    const least: Money = { amount, currency }
    return frequency === 'month'
      ? [{ rule: 'months', frequency, least, payments: offer.monthPayments }]
      : [{ rule: frequency, frequency, least, payments: 1 }]
  })
}

/** What earns the book, in words: "Give £10 or more a month, for 3 months; or £50 or more, once." */
export function conditionInWords(offer: Offer, currency: Currency, locale = 'en-GB'): string {
  const ways = waysOf(offer, currency).map((way) => {
    const amount = formatMoney(way.least, locale)
    if (way.frequency === 'once') return `${amount} or more, once`
    if (way.frequency === 'year') return `${amount} or more a year`
    return way.payments === 1 ? `${amount} or more a month` : `${amount} or more a month, for ${way.payments} months`
  })
  return ways.length === 0 ? 'Not offered in this currency.' : `Give ${ways.join('; or ')}.`
}

export type OfferVerdict =
  | { rule: 'earned_with_this_payment'; way: Way }
  /** With which payment of this gift, counted from 1. */
  | { rule: 'earned_by_going_on'; payments: number; way: Way }
  | { rule: 'amount_is_below_the_threshold'; least: Money }
  | { rule: 'given_at_another_frequency'; least: Money; frequency: Frequency }
  | { rule: 'not_offered_in_this_currency' }

/** What a gift that is about to be made, or was made just now, means for a campaign's book. */
export function judgeOffer(offer: Offer, gift: Money & { frequency: Frequency }): OfferVerdict {
  const ways = waysOf(offer, gift.currency)
  const [other] = ways
  if (!other) return { rule: 'not_offered_in_this_currency' }
  const way = ways.find(({ frequency }) => frequency === gift.frequency)
  if (!way) return { rule: 'given_at_another_frequency', least: other.least, frequency: other.frequency }
  if (gift.amount < way.least.amount) return { rule: 'amount_is_below_the_threshold', least: way.least }
  return way.payments === 1
    ? { rule: 'earned_with_this_payment', way }
    : { rule: 'earned_by_going_on', payments: way.payments, way }
}

/** Countries a book is sent to for the same postage. */
export interface Zone {
  id: string
  name: string
  /** ISO 3166-1 alpha-2. */
  countries: string[]
  /** Charged with the first payment; null when it is included. */
  postage: Amounts | null
}

/** @returns the zone a country is in; null where the book is not sent */
export function zoneOf(zones: readonly Zone[], country: string): Zone | null {
  return zones.find(({ countries }) => countries.includes(country)) ?? null
}

/** A line or two by hand. */
export const dedicationLength = 80

/** Spaces as one writes them. */
export function tidyDedication(typed: string): string {
  return typed.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** What an author can write with a pen: letters, figures and plain punctuation. @returns null when nothing is wrong */
export function dedicationFault(dedication: string): string | null {
  if ([...dedication].length > dedicationLength) return `Keep the dedication to ${dedicationLength} characters.`
  return /^[\p{L}\p{M}\p{Nd} .,;:!?'’‘"“”&()–—/-]*$/u.test(dedication)
    ? null
    : 'Use letters, figures and plain punctuation in the dedication: somebody writes it by hand.'
}
