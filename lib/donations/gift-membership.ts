import { TZDate } from '@date-fns/tz'
import { z } from 'zod'
import { outranks, type LedgerRow, type Plan, type Tier } from '#lib/membership/model.ts'
import { tierSchema } from '#lib/membership/schema.ts'
import type { Currency, Money } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import type { DonationSettings } from '#lib/settings/model.ts'

/** What a code is written with: no vowels, so that no word comes about, and nothing that is taken for something else. */
export const giftCodeAlphabet = '23456789BCDFGHJKMNPQRSTVWXYZ'

/** Sixteen of 28 characters: 76 bits. */
const codeLength = 16

/** A new code, grouped for reading aloud. @param random an unbiased integer from 0 to below its argument */
export function newGiftCode(random: (below: number) => number): string {
  const characters = Array.from({ length: codeLength }, () => giftCodeAlphabet.charAt(random(giftCodeAlphabet.length)))
  return grouped(characters.join(''))
}

/** A code as it is kept, however it was typed: small letters, spaces, other dashes. Null for what can be none. */
export function parseGiftCode(typed: string): string | null {
  const bare = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const known = bare.length === codeLength && [...bare].every((character) => giftCodeAlphabet.includes(character))
  return known ? grouped(bare) : null
}

function grouped(bare: string): string {
  return bare.match(/.{4}/g)?.join('-') ?? bare
}

const nameSchema = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(80, 'Enter a name of at most 80 characters.')
  .regex(/^[^<>{}\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]+$/u, 'Enter a name without brackets or invisible characters.')

/** The form for giving a membership to somebody else, as a browser sends it. */
export const giftFormSchema = z.object({
  tier: tierSchema,
  currency: currencySchema,
  giverName: nameSchema,
  recipientName: nameSchema,
  recipientEmail: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .pipe(z.email('Enter an e-mail address like name@example.org.')),
  /** A day as browsers send it: 2026-11-25. */
  deliverOn: z.iso.date('Choose a day.'),
  message: z
    .string()
    .default('')
    // Browsers send line ends as two characters and count them as one.
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .max(500, 'Write at most 500 characters.')
        // Joined emoji hold a joiner.
        .regex(/^(?:[^\p{Cc}\p{Cf}]|[\n\u200d])*$/u, 'Write without invisible characters.'),
    ),
})
export type GiftForm = z.output<typeof giftFormSchema>

/** Rule: a membership for somebody else costs what its months are of the least that its tier is given for by the year. */
export function giftPrice(plans: readonly Plan[], tier: Tier, currency: Currency, months: number): Money | null {
  const yearly = plans.filter((plan) => plan.tier === tier && plan.interval === 'year' && plan.currency === currency)
  const [least] = yearly.map((plan) => plan.minimum).toSorted((a, b) => a - b)
  return least === undefined ? null : { amount: Math.round((least * months) / 12), currency }
}

/** What was ordered, as it is kept until it is paid. */
export interface GiftOrder {
  tier: Tier
  months: number
  giverName: string
  recipientName: string
  recipientEmail: string
  message: string
  /** When the mail with the code goes out. */
  deliverAt: Date
}

export type GiftRule = 'tier_is_sold_by_the_year' | 'day_is_within_a_year'

export type GiftVerdict =
  | { accepted: true; price: Money; order: GiftOrder }
  | { accepted: false; rule: GiftRule; field: keyof GiftForm; message: string }

/** Whether a gift can be had as it was asked for, and what it costs. @param plans those on sale in its currency */
export function judgeOrder(
  form: GiftForm,
  plans: readonly Plan[],
  terms: Pick<DonationSettings, 'currencies' | 'giftMonths'>,
  timeZone: string,
  now: Date,
): GiftVerdict {
  const { currency, deliverOn, ...rest } = form
  const months = terms.giftMonths
  const price = terms.currencies.includes(currency) ? giftPrice(plans, form.tier, currency, months) : null
  if (price === null) {
    const message = `This membership cannot be given in ${currency} at present.`
    return { accepted: false, rule: 'tier_is_sold_by_the_year', field: 'tier', message }
  }
  const deliverAt = deliveryTime(deliverOn, timeZone, now)
  if (deliverAt === null) {
    const message = 'Choose today or a day within a year from now.'
    return { accepted: false, rule: 'day_is_within_a_year', field: 'deliverOn', message }
  }
  return { accepted: true, price, order: { ...rest, months, deliverAt } }
}

/** How long a gift lasts, in words. */
export function lengthInWords(months: number): string {
  if (months === 1) return 'a month'
  if (months === 12) return 'a year'
  return months % 12 === 0 ? `${months / 12} years` : `${months} months`
}

/** What a day is called in the magazine's time zone: 2026-11-25. */
export function dayIn(timeZone: string, at: Date): string {
  return new TZDate(at.getTime(), timeZone).toISOString().slice(0, 10)
}

/** The last day a gift bought now may be delivered: a year ahead. */
export function lastDeliveryDay(timeZone: string, now: Date): string {
  return dayIn(timeZone, monthsAfter(now, 12, timeZone))
}

/**
 * When the mail with the code goes out: at once for today, else at eight in the morning of the day, where the magazine is.
 * @returns null for a day that is past or more than a year ahead
 */
export function deliveryTime(day: string, timeZone: string, now: Date): Date | null {
  const today = dayIn(timeZone, now)
  if (day < today || day > lastDeliveryDay(timeZone, now)) return null
  if (day === today) return now
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(new TZDate(year, month - 1, date, 8, timeZone).getTime())
}

/** The same time of day, so many calendar months later; the 31st becomes the last day of a shorter month. */
export function monthsAfter(from: Date, months: number, timeZone: string): Date {
  const there = new TZDate(from.getTime(), timeZone)
  const day = there.getDate()
  there.setDate(1)
  there.setMonth(there.getMonth() + months)
  const lastOfMonth = new TZDate(there.getFullYear(), there.getMonth() + 1, 0, timeZone).getDate()
  there.setDate(Math.min(day, lastOfMonth))
  return new Date(there.getTime())
}

/**
 * Rule: a gift begins where another gift of the same tier or a higher one ends, so that none is used up under another;
 * else it begins now.
 */
export function beginningOfGift(rows: readonly LedgerRow[], tier: Tier, now: Date): Date {
  const latest = new Map<string, LedgerRow>()
  for (const row of rows) {
    const other = latest.get(row.sourceRef)
    if (row.source === 'gift' && (!other || row.sequence > other.sequence)) latest.set(row.sourceRef, row)
  }
  const ends = [...latest.values()].flatMap((row) =>
    row.state !== 'lapsed' && row.validUntil !== null && !outranks(tier, row.tier) ? [row.validUntil] : [],
  )
  return ends.reduce((last, end) => (end > last ? end : last), now)
}
