import { sql } from 'drizzle-orm'
import { bigserial, check, customType, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { articles } from './articles.ts'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

export const caseKinds = ['correction', 'right_of_reply', 'republishing'] as const
export const caseStates = [
  'received',
  'acknowledged',
  'investigating',
  'awaiting_reader',
  'awaiting_author',
  'decided',
  'published',
  'declined',
  'closed',
] as const
/** Of the mistake, as the desk judges it. */
export const severities = ['minor', 'significant', 'serious'] as const
/** What was found: the complaint was right, partly right, not right. */
export const findings = ['upheld', 'partly_upheld', 'not_upheld'] as const
/** Who did what is on record. */
export const caseActors = ['reader', 'desk', 'author', 'magazine'] as const

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/** A file that came with a submission: its bytes are in the store under `hash`. */
export interface SubmittedFile {
  name: string
  /** By its content, never by its name. */
  mediaType: string
  bytes: number
  /** SHA-256 of the content, hexadecimal. */
  hash: string
}

/** A form that was sent from an address nobody has confirmed yet: no case, and removed after a while. */
export const caseSubmissions = pgTable(
  'case_submissions',
  {
    /** Made by the form: the same one twice is one submission. */
    id: uuid().primaryKey(),
    kind: text({ enum: caseKinds }).notNull(),
    articleId: uuid().references(() => articles.id, { onDelete: 'set null' }),
    name: text().notNull(),
    email: text().notNull(),
    message: text().notNull(),
    details: jsonb().$type<Record<string, string>>().notNull(),
    files: jsonb().$type<SubmittedFile[]>().notNull().default([]),
    sentAt: instant().notNull(),
  },
  (t) => [index('case_submissions_oldest').on(t.sentAt)],
)

/**
 * One message to the managing editor and everything that follows. What was received never changes, and no case is ever
 * deleted (triggers see to both); where the case stands is kept here for lists, and why it does in `case_events`. Long after
 * it was closed, the reader's name and words are taken out, which the triggers let pass once: lib/cases/forget.ts.
 */
export const cases = pgTable(
  'cases',
  {
    id: id(),
    /** Counts up; the reference people quote is made from it. */
    number: bigserial({ mode: 'number' }).notNull().unique(),
    kind: text({ enum: caseKinds }).notNull(),
    articleId: uuid().references(() => articles.id, { onDelete: 'restrict' }),
    name: text().notNull(),
    email: text().notNull(),
    message: text().notNull(),
    /** What this kind asks for besides: passage, evidence, publication, … */
    details: jsonb().$type<Record<string, string>>().notNull(),
    submissionId: uuid().notNull().unique(),
    /** When the case was opened: the address was confirmed, and the clock runs. */
    receivedAt: instant().notNull(),
    dueAt: instant().notNull(),
    state: text({ enum: caseStates }).notNull().default('received'),
    severity: text({ enum: severities }),
    finding: text({ enum: findings }),
    ownerId: uuid().references(() => people.id, { onDelete: 'restrict' }),
    /** The case that goes on in this one's place. */
    mergedInto: uuid(),
    /** When the desk first took it up: a letter went to the reader, or it was moved on from `received`. */
    acknowledgedAt: instant(),
    decidedAt: instant(),
    /** When it left the inbox: published, declined or closed. Null again when reopened. */
    closedAt: instant(),
    /** Of the latest event. */
    changedAt: instant().notNull(),
    /** Something came that nobody at the desk has opened since. */
    unreadSince: instant(),
    /** When the reader's name, address and words were removed, so long after it was closed (lib/privacy/retention). */
    forgottenAt: instant(),
    /** Reference, name, address and every text of the case, for the desk's search. */
    search: tsvector()
      .notNull()
      .default(sql`''::tsvector`),
  },
  (t) => [
    index('cases_due')
      .on(t.dueAt, t.id)
      .where(sql`closed_at is null`),
    index('cases_newest').on(t.receivedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('cases_of_article').on(t.articleId, t.receivedAt.desc().nullsFirst()),
    index('cases_of_owner')
      .on(t.ownerId, t.dueAt)
      .where(sql`closed_at is null`),
    index('cases_of_email').on(t.email, t.receivedAt.desc().nullsFirst()),
    index('cases_merged')
      .on(t.mergedInto)
      .where(sql`merged_into is not null`),
    index('cases_unread')
      .on(t.unreadSince, t.id)
      .where(sql`unread_since is not null`),
    index('cases_search').using('gin', t.search),
    check('cases_kind_is_known', sql`${t.kind} in ('correction','right_of_reply','republishing')`),
    check(
      'cases_state_is_known',
      sql`${t.state} in ('received','acknowledged','investigating','awaiting_reader','awaiting_author','decided','published','declined','closed')`,
    ),
    check('cases_severity_is_known', sql`${t.severity} in ('minor','significant','serious')`),
    check('cases_finding_is_known', sql`${t.finding} in ('upheld','partly_upheld','not_upheld')`),
    check(
      'cases_closed_has_a_date',
      sql`(${t.state} in ('published','declined','closed')) = (${t.closedAt} is not null)`,
    ),
    index('cases_to_forget')
      .on(t.closedAt)
      .where(sql`closed_at is not null and forgotten_at is null`),
    check('cases_forgotten_is_closed', sql`${t.forgottenAt} is null or ${t.closedAt} is not null`),
    check('cases_not_merged_into_itself', sql`${t.mergedInto} <> ${t.id}`),
  ],
)

/** Append-only, and never dated back: all that was written and done about a case. Event kinds: lib/cases/model.ts. */
export const caseEvents = pgTable(
  'case_events',
  {
    id: id(),
    /** Counts up: the order of the record, whatever happens at one instant. */
    number: bigserial({ mode: 'number' }).notNull(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id, { onDelete: 'restrict' }),
    kind: text().notNull(),
    actor: text({ enum: caseActors }).notNull(),
    /** Of the staff or the author who did it; null for the reader and for what happens by itself. */
    personId: uuid().references(() => people.id, { onDelete: 'restrict' }),
    /** A letter, a note, a statement, a reason. */
    text: text().notNull().default(''),
    details: jsonb().$type<Record<string, string>>().notNull().default({}),
    at: instant().notNull(),
  },
  (t) => [
    index('case_events_of_case').on(t.caseId, t.number),
    /** A mail that comes twice is one letter: `messageId` stands in the details of letters that came by mail. */
    index('case_events_by_message_id')
      .on(sql`(details->>'messageId')`)
      .where(sql`details ? 'messageId'`),
    /** What an author was asked, by `authors.id`. */
    index('case_events_asked')
      .on(sql`(details->>'author')`)
      .where(sql`kind = 'statement_asked'`),
    check('case_events_actor_is_known', sql`${t.actor} in ('reader','desk','author','magazine')`),
  ],
)

/** Append-only: what came with a case. The bytes are in the private store under `hash`. */
export const caseFiles = pgTable(
  'case_files',
  {
    id: id(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id, { onDelete: 'restrict' }),
    /** What it came with. */
    eventId: uuid()
      .notNull()
      .references(() => caseEvents.id, { onDelete: 'restrict' }),
    name: text().notNull(),
    /** By its content, never by its name. */
    mediaType: text().notNull(),
    bytes: integer().notNull(),
    /** SHA-256 of the content, hexadecimal. */
    hash: text().notNull(),
  },
  (t) => [index('case_files_of_case').on(t.caseId), index('case_files_by_hash').on(t.hash)],
)

/** A filter of the desk's list of cases under a name, for whoever saved it. */
export const caseViews = pgTable(
  'case_views',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** The query of /desk/cases, as the address writes it. */
    query: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [unique('case_views_name').on(t.personId, t.name)],
)
