import { sql } from 'drizzle-orm'
import { bigserial, boolean, check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { articles } from './articles.ts'
import { cases } from './cases.ts'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

export const licenceTerms = ['free', 'fee'] as const
export const licenceScopes = ['whole', 'part'] as const
export const licenceStates = ['offered', 'accepted', 'declined', 'refused', 'withdrawn', 'ended'] as const
/** Of the invoice at Stripe: there is none, or it waits to be paid, is paid, or can be paid no more. */
export const licenceInvoiceStates = ['none', 'open', 'paid', 'void'] as const
/** Who did what is on record. */
export const licenceActors = ['desk', 'licensee', 'magazine'] as const

/** Some blocks of an article's text, by what the whole of it said when they were chosen: an article changes. */
export interface LicensedPart {
  /** Each block of the text, as plain text. */
  blocks: string[]
  /** The first and the last of them that are licensed, counted from 0. */
  from: number
  to: number
}

/**
 * A licence to republish an article, from the offer on. What was offered never changes, and no licence is ever deleted
 * (triggers see to both); where it stands is kept here for lists, and how it came to that in `licence_events`.
 */
export const licences = pgTable(
  'licences',
  {
    id: id(),
    /** Counts up; the reference people quote is made from it. */
    number: bigserial({ mode: 'number' }).notNull().unique(),
    caseId: uuid().references(() => cases.id, { onDelete: 'restrict' }),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'restrict' }),
    /** Made by the form: the same one twice is one licence. */
    submissionId: uuid().notNull().unique(),
    /** Who may republish, and in what. */
    licensee: text().notNull(),
    publication: text().notNull(),
    contactName: text().notNull(),
    email: text().notNull(),
    terms: text({ enum: licenceTerms }).notNull(),
    /** Minor units of `currency`; null when it is free. */
    fee: integer(),
    currency: text(),
    scope: text({ enum: licenceScopes }).notNull(),
    part: jsonb().$type<LicensedPart>(),
    /** Of an article that is not public: the desk chose to license it all the same. */
    notPublicAnyway: boolean().notNull().default(false),
    territory: text().notNull(),
    language: text().notNull(),
    /** Not to be published before. */
    validFrom: instant().notNull(),
    /** Null: for good. */
    validUntil: instant(),
    creditLine: text().notNull(),
    linkRequired: boolean().notNull(),
    /** What else the desk says with its offer, or why it refuses. */
    message: text().notNull().default(''),
    state: text({ enum: licenceStates }).notNull(),
    offeredAt: instant().notNull(),
    offeredBy: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    /** Until when the offer can be accepted. */
    expiresAt: instant().notNull(),
    answeredAt: instant(),
    /** The name that was typed under the terms. */
    acceptedName: text(),
    invoiceState: text({ enum: licenceInvoiceStates }).notNull().default('none'),
    stripeInvoiceId: text().unique(),
    /** Stripe's page on which it is paid. */
    invoiceUrl: text(),
    invoiceDueAt: instant(),
    remindedAt: instant(),
    /** Since when the licensee may have the text: accepted, and paid where there is a fee. */
    settledAt: instant(),
    /** When it was withdrawn or ended. */
    closedAt: instant(),
  },
  (t) => [
    index('licences_newest').on(t.number.desc().nullsFirst()),
    index('licences_of_article').on(t.articleId, t.state),
    index('licences_of_case')
      .on(t.caseId)
      .where(sql`case_id is not null`),
    index('licences_waiting')
      .on(t.offeredAt)
      .where(sql`state = 'offered'`),
    index('licences_unpaid')
      .on(t.invoiceDueAt)
      .where(sql`invoice_state = 'open'`),
    check('licences_terms_is_known', sql`${t.terms} in ('free','fee')`),
    check('licences_scope_is_known', sql`${t.scope} in ('whole','part')`),
    check(
      'licences_state_is_known',
      sql`${t.state} in ('offered','accepted','declined','refused','withdrawn','ended')`,
    ),
    check('licences_invoice_state_is_known', sql`${t.invoiceState} in ('none','open','paid','void')`),
    check(
      'licences_fee_has_an_amount',
      sql`(${t.terms} = 'fee') = (${t.fee} is not null and ${t.currency} is not null)`,
    ),
    check('licences_fee_is_something', sql`${t.fee} > 0`),
    check('licences_part_has_blocks', sql`(${t.scope} = 'part') = (${t.part} is not null)`),
    check('licences_end_after_their_beginning', sql`${t.validUntil} > ${t.validFrom}`),
    check('licences_settled_is_accepted', sql`${t.settledAt} is null or ${t.acceptedName} is not null`),
  ],
)

/** Append-only, and never dated back: all that was done about a licence. Event kinds: lib/licences/model.ts. */
export const licenceEvents = pgTable(
  'licence_events',
  {
    id: id(),
    /** Counts up: the order of the record, whatever happens at one instant. */
    number: bigserial({ mode: 'number' }).notNull(),
    licenceId: uuid()
      .notNull()
      .references(() => licences.id, { onDelete: 'restrict' }),
    kind: text().notNull(),
    actor: text({ enum: licenceActors }).notNull(),
    /** Of the staff who did it; null for the licensee and for what happens by itself. */
    personId: uuid().references(() => people.id, { onDelete: 'restrict' }),
    text: text().notNull().default(''),
    details: jsonb().$type<Record<string, string>>().notNull().default({}),
    at: instant().notNull(),
  },
  (t) => [
    index('licence_events_of_licence').on(t.licenceId, t.number),
    check('licence_events_actor_is_known', sql`${t.actor} in ('desk','licensee','magazine')`),
  ],
)
