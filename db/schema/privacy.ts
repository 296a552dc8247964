import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

export const personalArchiveStates = ['waiting', 'running', 'done', 'failed', 'removed'] as const

/** What is kept about one person, put together for them; the file is in the folder of exports while it can be fetched. */
export const personalArchives = pgTable(
  'personal_archives',
  {
    id: id(),
    /** Null for somebody without an account, who is known by the address alone. */
    personId: uuid().references(() => people.id, { onDelete: 'set null' }),
    /** Where it was said that it is ready; nobody's after the account was deleted. */
    email: text().notNull(),
    state: text({ enum: personalArchiveStates }).notNull().default('waiting'),
    /** Whoever pressed the button: themselves, or an administrator whom they had asked in writing. */
    requestedBy: uuid().references(() => people.id, { onDelete: 'set null' }),
    requestedAt: instant().notNull(),
    finishedAt: instant(),
    /** When the file is removed. */
    expiresAt: instant(),
    /** When it was first fetched. */
    fetchedAt: instant(),
    bytes: bigint({ mode: 'number' }),
    /** Why it failed. */
    problem: text(),
  },
  (t) => [
    index('personal_archives_person').on(t.personId, t.requestedAt.desc().nullsFirst()),
    index('personal_archives_newest').on(t.requestedAt.desc().nullsFirst()),
    // One at a time for each.
    uniqueIndex('personal_archives_one_at_work')
      .on(t.email)
      .where(sql`state in ('waiting','running')`),
    check('personal_archives_state_is_known', sql`${t.state} in ('waiting','running','done','failed','removed')`),
    check('personal_archives_email_is_lower_case', sql`${t.email} = lower(${t.email})`),
  ],
)

/** What each round of forgetting removed, by the rules of lib/privacy/retention. */
export const retentionRuns = pgTable(
  'retention_runs',
  {
    id: id(),
    at: instant().notNull(),
    /** Milliseconds it took. */
    took: integer().notNull(),
    /** How many of each rule, by its key; null where a rule failed. */
    removed: jsonb().$type<Record<string, number | null>>().notNull(),
  },
  (t) => [index('retention_runs_newest').on(t.at.desc().nullsFirst())],
)
