import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
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
    /** When they last opened their account or the desk, to five minutes; stays when the session ends. */
    lastSeenAt: instant(),
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
    /** Names the session to people: its token, even hashed, is shown to nobody. */
    id: uuid().notNull().unique().defaultRandom(),
    /** When it last opened the account or the desk, to five minutes. */
    lastSeenAt: instant(),
    /** What the browser said of itself when it signed in. */
    userAgent: text(),
    /** When a second factor was shown in it; without, a session of somebody who has one holds no role. */
    secondFactorAt: instant(),
  },
  (t) => [index('sessions_person').on(t.userId), index('sessions_expires').on(t.expires)],
)

/**
 * Browsers that staff have signed in with, so that a new one is told to them by mail. `tokenHash` is the SHA-256 of the
 * cookie that the browser is known by.
 */
export const knownDevices = pgTable(
  'known_devices',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    tokenHash: text().notNull(),
    lastSignInAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.tokenHash] }), index('known_devices_last').on(t.lastSignInAt)],
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

/**
 * Invitations to work for the magazine. `tokenHash` is the SHA-256 of what the mail's link holds: a copy of this table
 * invites nobody. An address has one open invitation at most.
 */
export const staffInvitations = pgTable(
  'staff_invitations',
  {
    id: id(),
    email: text().notNull(),
    name: text().notNull(),
    roles: text({ enum: staffRoles }).array().notNull(),
    tokenHash: text().notNull().unique(),
    /** Null for the command line. */
    invitedBy: uuid().references(() => people.id, { onDelete: 'restrict' }),
    createdAt: instant().notNull(),
    /** When the mail was last posted. */
    sentAt: instant().notNull(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    acceptedBy: uuid().references(() => people.id, { onDelete: 'set null' }),
    withdrawnAt: instant(),
  },
  (t) => [
    uniqueIndex('staff_invitations_one_open')
      .on(t.email)
      .where(sql`accepted_at is null and withdrawn_at is null`),
    check('staff_invitations_email_is_lower_case', sql`${t.email} = lower(${t.email})`),
    check('staff_invitations_ends_one_way', sql`${t.acceptedAt} is null or ${t.withdrawnAt} is null`),
  ],
)
