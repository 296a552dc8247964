import { bigint, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { people, sessions } from './people.ts'

/** Authenticator apps of staff (RFC 6238). `secret` is encrypted: lib/encrypted.ts. */
export const secondFactors = pgTable('second_factors', {
  personId: uuid()
    .primaryKey()
    .references(() => people.id, { onDelete: 'cascade' }),
  secret: text().notNull(),
  setUpAt: instant().notNull(),
  /** The time step whose code was last taken: it and those before it are taken no more. */
  lastStep: bigint({ mode: 'number' }).notNull(),
})

/**
 * Secrets that were shown to be scanned and are not confirmed by a code yet; encrypted likewise. Each belongs to the session
 * it was shown in: another one of the same person is shown another.
 */
export const secondFactorSetups = pgTable(
  'second_factor_setups',
  {
    sessionToken: text()
      .primaryKey()
      .references(() => sessions.sessionToken, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    secret: text().notNull(),
    beganAt: instant().notNull(),
  },
  (t) => [index('second_factor_setups_person').on(t.personId)],
)

/** What stands in for the app when it is lost, each once; kept by its hash alone. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    codeHash: text().notNull().unique(),
    usedAt: instant(),
  },
  (t) => [index('recovery_codes_person').on(t.personId)],
)
