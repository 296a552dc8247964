import { formatMoney, type Currency } from '#lib/money.ts'

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
