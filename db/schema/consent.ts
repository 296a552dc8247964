import { check, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { instant } from './columns.ts'

export const consentChoices = ['accepted', 'refused'] as const

/** Proof that somebody chose (GDPR Art. 7(1)): what, to which text, when. Of whom, only their browser knows. */
export const consents = pgTable(
  'consents',
  {
    /** Random, and kept by the browser beside its choice. */
    id: uuid().primaryKey(),
    choice: text({ enum: consentChoices }).notNull(),
    textVersion: integer().notNull(),
    at: instant().notNull(),
  },
  (t) => [check('consents_choice_is_known', sql`${t.choice} in ('accepted','refused')`)],
)
