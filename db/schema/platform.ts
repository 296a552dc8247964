import { sql } from 'drizzle-orm'
import { date, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

/** The publisher's choices, one row a group; lib/settings holds the schema of each and its default. */
export const settings = pgTable('settings', {
  key: text().primaryKey(),
  value: jsonb().notNull(),
  updatedAt: instant().notNull().defaultNow(),
})

/** Every mail the magazine means to send, written with the change that causes it. `dedupeKey` makes it one. */
export const mails = pgTable(
  'mails',
  {
    id: id(),
    kind: text().notNull(),
    recipient: text().notNull(),
    data: jsonb().notNull(),
    dedupeKey: text().notNull().unique(),
    createdAt: instant().notNull(),
    sentAt: instant(),
    /** It is not tried again: the address takes no mail, or its reason had passed. `problem` says which. */
    refusedAt: instant(),
    /** What went wrong at the last try. */
    problem: text(),
    messageId: text(),
  },
  (t) => [
    index('mails_recipient').on(t.recipient, t.createdAt.desc().nullsFirst()),
    // How many wait and fail, and what became of the newest: for the monitoring, which asks all day.
    index('mails_unsent')
      .on(t.createdAt)
      .where(sql`sent_at is null and refused_at is null`),
    index('mails_newest').on(t.createdAt),
  ],
)

/** Append-only: who did what to which thing. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: id(),
    actor: text().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    details: jsonb().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    index('audit_log_subject').on(t.subject, t.at.desc().nullsFirst()),
    // The log page by page, all of it and narrowed; these also tell who is in it, what was done, and to which kinds.
    index('audit_log_at').on(t.at, t.id),
    index('audit_log_actor').on(t.actor, t.at, t.id),
    index('audit_log_action').on(t.action, t.at, t.id),
    index('audit_log_kind').on(sql`split_part(${t.subject}, ' ', 1)`, t.at, t.id),
  ],
)

/** rate-limiter-flexible's table. */
export const rateLimits = pgTable('rate_limits', {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: instant(),
})

/** What happens too often, and means too little, to be a row each: how many a day (UTC) of each name. */
export const counters = pgTable(
  'counters',
  {
    name: text().notNull(),
    day: date({ mode: 'string' }).notNull(),
    count: integer().notNull(),
    lastAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.day] })],
)
