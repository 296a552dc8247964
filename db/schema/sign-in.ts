import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

/**
 * The short code sent beside a magic link, for typing on another device. The row holds the link's token sealed with a
 * key made from the code: the right code opens it, and nothing here tells the code. Few tries, short life.
 */
export const signInCodes = pgTable(
  'sign_in_codes',
  {
    id: id(),
    email: text().notNull(),
    sealedToken: text().notNull(),
    attempts: integer().notNull().default(0),
    expiresAt: instant().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    index('sign_in_codes_email').on(t.email, t.createdAt.desc().nullsFirst()),
    check('sign_in_codes_email_is_lower_case', sql`${t.email} = lower(${t.email})`),
  ],
)
