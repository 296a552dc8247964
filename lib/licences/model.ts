import { z } from 'zod'
import { day } from '#lib/clock.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { plainText } from '#lib/plain-text.ts'

export const licenceStates = ['offered', 'accepted', 'declined', 'refused', 'withdrawn', 'ended'] as const
export type LicenceState = (typeof licenceStates)[number]
export type InvoiceState = 'none' | 'open' | 'paid' | 'void'

/** What a licence's record is made of. */
export type LicenceEventKind =
  | 'offered'
  /** The enquiry was refused, with the reason. */
  | 'refused'
  | 'accepted'
  | 'declined'
  | 'withdrawn'
  /** Ended by the desk before its time. */
  | 'ended'
  /** The invoice was made: `invoice`. */
  | 'invoiced'
  | 'reminded'
  | 'paid'
  /** Paid although it had been withdrawn: the money is to go back. */
  | 'paid_too_late'
  /** The invoice can be paid no more. */
  | 'invoice_void'
  /** The licensee was told of a correction: `correction`. */
  | 'told'

export type LicenceActor = 'desk' | 'licensee' | 'magazine'

/** What decides where a licence stands. */
export interface LicenceFacts {
  state: LicenceState
  terms: 'free' | 'fee'
  expiresAt: Date
  validFrom: Date
  validUntil: Date | null
  invoiceState: InvoiceState
  invoiceDueAt: Date | null
  settledAt: Date | null
}

export type LicenceStanding =
  | 'offered'
  /** Nobody answered in time. */
  | 'lapsed'
  | 'awaiting_payment'
  | 'overdue'
  /** May have the text, and not publish it yet. */
  | 'to_begin'
  | 'in_force'
  /** Its time has passed. */
  | 'over'
  | 'declined'
  | 'refused'
  | 'withdrawn'
  | 'ended'

/** Where a licence stands at an instant: what the clock decides is kept nowhere. */
export function standingOf(licence: LicenceFacts, now: Date): LicenceStanding {
  if (licence.state === 'offered') return now < licence.expiresAt ? 'offered' : 'lapsed'
  if (licence.state !== 'accepted') return licence.state
  if (licence.settledAt === null)
    return licence.invoiceDueAt !== null && licence.invoiceDueAt < now ? 'overdue' : 'awaiting_payment'
  if (licence.validUntil !== null && licence.validUntil <= now) return 'over'
  return now < licence.validFrom ? 'to_begin' : 'in_force'
}

/** Whether the licensee may have the text: accepted, paid where there is a fee, and not over. */
export function mayHaveText(licence: LicenceFacts, now: Date): boolean {
  const standing = standingOf(licence, now)
  return standing === 'in_force' || standing === 'to_begin'
}

/** Days an invoice may be paid in, and an offer be accepted in unless the desk says otherwise. */
export const invoiceDays = 14
export const usualOfferDays = 30
const mostOfferDays = 365

/** Days without an answer after which the desk is reminded of an offer. */
export const quietDays = 7

const oneLine = (least: number, most: number, asked: string) =>
  z
    .string()
    .trim()
    .min(least, asked)
    .max(most, `Write at most ${most} characters.`)
    .regex(/^[^\p{Cc}]*$/u, 'Write it on one line.')

const text = (most: number) => plainText.trim().max(most, `Write at most ${most.toLocaleString('en-GB')} characters.`)

const licenseeFields = {
  licensee: oneLine(2, 200, 'Name the company or person who will hold the licence.'),
  publication: oneLine(2, 200, 'Name the publication it will appear in.'),
  contactName: oneLine(2, 120, 'Name the person to write to.'),
  email: z.string().trim().toLowerCase().max(254).pipe(z.email('Enter an e-mail address like name@example.org.')),
}

/** The least and the most a licence costs: £1 to £100,000 and the like, in minor units. */
const feeSchema = z
  .int('Enter an amount like 120 or 120.50.')
  .min(100, 'Enter at least 1.')
  .max(10_000_000, 'Enter at most 100,000.')

/** Terms that the desk offers. */
export const offerSchema = z
  .object({
    ...licenseeFields,
    terms: z.enum(['free', 'fee'], 'Choose whether it costs something.'),
    /** Minor units. */
    fee: feeSchema.nullable(),
    currency: currencySchema.nullable(),
    scope: z.enum(['whole', 'part'], 'Choose how much of it.'),
    /** Blocks of the text, counted from 1, both included. */
    partFrom: z.int('Choose where the part begins.').min(1).nullable(),
    partTo: z.int('Choose where the part ends.').min(1).nullable(),
    notPublicAnyway: z.boolean(),
    territory: oneLine(2, 200, 'Say where, such as: Worldwide.'),
    language: oneLine(2, 100, 'Say in which language.'),
    validFrom: z.date('Enter the first day.'),
    validUntil: z.date('Enter a day of the calendar, or nothing.').nullable(),
    creditLine: oneLine(5, 500, 'Write the line that credits the magazine.'),
    linkRequired: z.boolean(),
    offerDays: z
      .int('Enter whole days.')
      .min(1, 'Enter at least 1 day.')
      .max(mostOfferDays, `Enter at most ${mostOfferDays} days.`),
    message: text(5_000),
  })
  .superRefine((offer, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (offer.terms === 'fee' && offer.fee === null) fault('fee', 'Enter the fee, like 120 or 120.50.')
    if (offer.terms === 'fee' && offer.currency === null) fault('currency', 'Choose a currency.')
    if (offer.scope === 'part' && offer.partFrom === null) fault('partFrom', 'Choose where the part begins.')
    if (offer.scope === 'part' && offer.partTo === null) fault('partTo', 'Choose where the part ends.')
    if (offer.partFrom !== null && offer.partTo !== null && offer.partTo < offer.partFrom)
      fault('partTo', 'The part ends before it begins.')
    if (offer.validUntil !== null && offer.validUntil <= offer.validFrom)
      fault('validUntil', 'It ends before it begins.')
  })
export type Offer = z.infer<typeof offerSchema>

/** An enquiry that is refused. */
export const refusalSchema = z.object({
  ...licenseeFields,
  /** To whoever enquired, with the reason. */
  letter: text(10_000).min(10, 'Write to whoever enquired, in a sentence or more.'),
})
export type RefusedEnquiry = z.infer<typeof refusalSchema>

export const acceptanceSchema = z.object({
  name: oneLine(2, 120, 'Type your name: it stands under the terms.'),
})

/** The reference people quote: LI-2026-0007. */
export function licenceReference(number: number, offeredAt: Date): string {
  return `LI-${offeredAt.getUTCFullYear()}-${String(number).padStart(4, '0')}`
}

/** The instant an offer made now can last be accepted at. */
export function expiryOf(now: Date, offerDays: number): Date {
  return new Date(now.getTime() + offerDays * day)
}
