import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { people, sessions, verificationTokens } from '#db/schema/people.ts'

/**
 * Accounts with other providers. The adapter's type asks for the table; mail is the only way in, so nothing reads or
 * writes it and the database has none.
 */
const accounts = pgTable(
  'accounts',
  {
    userId: uuid('person_id').notNull(),
    type: text().$type<'email' | 'oauth' | 'oidc' | 'webauthn'>().notNull(),
    provider: text().notNull(),
    providerAccountId: text('provider_account_id').notNull(),
    refresh_token: text(),
    access_token: text(),
    expires_at: integer(),
    token_type: text(),
    scope: text(),
    id_token: text(),
    session_state: text(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] })],
)

/** What next-auth's adapter calls users, accounts, sessions and verification tokens. */
export const adapterTables = {
  usersTable: people,
  accountsTable: accounts,
  sessionsTable: sessions,
  verificationTokensTable: verificationTokens,
}
