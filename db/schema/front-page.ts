import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

/** What is done to an arrangement; the last two the clock does. */
export const arrangementDeeds = ['made', 'changed', 'cancelled', 'began', 'ended'] as const

/**
 * The front page as editors arranged it, from an instant on. Of those that hold at a time, the one that began last
 * stands; one with an end gives way at it to what stood before. What has begun is never changed, a later one takes its
 * place: so these rows are the history, too.
 */
export const frontArrangements = pgTable(
  'front_arrangements',
  {
    id: id(),
    /** Counts the changes: a form says which one it began from. */
    version: integer().notNull().default(1),
    /** For the desk's own lists; empty for most. */
    name: text().notNull().default(''),
    /** As `arrangementSchema` of lib/front-page/model.ts has it. */
    plan: jsonb().notNull(),
    startsAt: instant().notNull(),
    /** Null: until a later one begins. */
    endsAt: instant(),
    cancelledAt: instant(),
    changedBy: uuid().references(() => people.id, { onDelete: 'set null' }),
    changedAt: instant().notNull(),
  },
  (t) => [
    check('front_arrangements_end_after_they_start', sql`${t.endsAt} is null or ${t.endsAt} > ${t.startsAt}`),
    index('front_arrangements_in_turn')
      .on(t.startsAt, t.id)
      .where(sql`cancelled_at is null`),
  ],
)

/** Append-only: each arrangement after each change, and the moments it began and ended (a trigger refuses update and delete). */
export const frontArrangementHistory = pgTable(
  'front_arrangement_history',
  {
    id: id(),
    arrangementId: uuid()
      .notNull()
      .references(() => frontArrangements.id, { onDelete: 'restrict' }),
    version: integer().notNull(),
    deed: text({ enum: arrangementDeeds }).notNull(),
    name: text().notNull(),
    plan: jsonb().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant(),
    /** Null: the clock. No reference: what is noted here outlives an account. */
    personId: uuid(),
    at: instant().notNull(),
  },
  (t) => [
    check('front_arrangement_history_deed_is_known', sql`${t.deed} in ('made','changed','cancelled','began','ended')`),
    unique('front_arrangement_history_once').on(t.arrangementId, t.version, t.deed),
    index('front_arrangement_history_latest').on(t.at, t.id),
  ],
)
