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
    /** Since when mail to this address comes back, and what the mail server said; null while it arrives. */
    mailRefusedAt: instant(),
    mailRefusedBecause: text(),
    /** The account was deleted: what accounts law keeps stays, without name and address. */
    deletedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index('people_name_similar').using('gin', t.name.op('gin_trgm_ops')),
    index('people_email_similar').using('gin', t.email.op('gin_trgm_ops')),
    index('people_mail_refused')
      .on(t.id)
      .where(sql`mail_refused_at is not null`),
    check('people_email_is_lower_case', sql`${t.email} = lower(${t.email})`),
  ],
)

/** Accounts that are to be deleted; one waits while its subscription cannot be ended at Stripe. */
export const accountDeletions = pgTable('account_deletions', {
  personId: uuid()
    .primaryKey()
    .references(() => people.id, { onDelete: 'restrict' }),
  requestedAt: instant().notNull(),
  /** Why it still waits. */
  problem: text(),
  doneAt: instant(),
})

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
