import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

export const staffRoles = ['author', 'editor', 'managing_editor', 'moderator', 'fulfilment', 'administrator'] as const

/** Everybody with an account: readers, supporters, patrons and staff. Shaped for next-auth's adapter. */
export const people = pgTable(
  'people',
  {
    id: id(),
    name: text(),
    email: text().notNull().unique(),
    emailVerified: instant(),
    image: text(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [check('people_email_is_lower_case', sql`${t.email} = lower(${t.email})`)],
)

export const personRoles = pgTable(
  'person_roles',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    role: text({ enum: staffRoles }).notNull(),
    grantedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.role] }),
    check(
      'person_roles_role_is_known',
      sql`${t.role} in ('author','editor','managing_editor','moderator','fulfilment','administrator')`,
    ),
  ],
)

/** `sessionToken` holds the SHA-256 of the cookie's value: a copy of this table signs nobody in. */
export const sessions = pgTable(
  'sessions',
  {
    sessionToken: text().primaryKey(),
    userId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    expires: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [index('sessions_person').on(t.userId), index('sessions_expires').on(t.expires)],
)

/** next-auth's magic links; `token` is a hash, and using a link deletes its row. */
export const verificationTokens = pgTable(
  'verification_tokens',
  {
    identifier: text().notNull(),
    token: text().notNull(),
    expires: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.identifier, t.token] }), index('verification_tokens_expires').on(t.expires)],
)
