import { sql } from 'drizzle-orm'
import { bigserial, boolean, check, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

export const tiers = ['supporter', 'patron'] as const
export const intervals = ['month', 'year'] as const
export const membershipSources = ['stripe', 'gift', 'complimentary', 'imported'] as const
export const membershipStates = ['active', 'ending', 'grace', 'lapsed'] as const

/** What can be bought. The amount given decides the tier: the highest plan whose minimum it reaches. */
export const plans = pgTable(
  'plans',
  {
    id: id(),
    tier: text({ enum: tiers }).notNull(),
    interval: text({ enum: intervals }).notNull(),
    currency: text().notNull(),
    /** Minor units of `currency`. */
    minimum: integer().notNull(),
    /** Amounts offered on the donate page, minor units. */
    suggested: integer()
      .array()
      .notNull()
      .default(sql`'{}'::integer[]`),
    onSale: boolean().notNull().default(true),
  },
  (t) => [
    unique('plans_tier_interval_currency').on(t.tier, t.interval, t.currency),
    check('plans_minimum_is_positive', sql`${t.minimum} > 0`),
    check('plans_currency_is_iso_4217', sql`${t.currency} ~ '^[A-Z]{3}$'`),
  ],
)

/**
 * Append-only (a trigger refuses update and delete). The row with the highest `sequence` among those of one source
 * whose `validFrom` has come says what that source gives at an instant; lib/membership reads it.
 */
export const membershipLedger = pgTable(
  'membership_ledger',
  {
    sequence: bigserial({ mode: 'number' }).primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    source: text({ enum: membershipSources }).notNull(),
    /** The subscription's id at Stripe, the gift code, or the name of whoever granted it. */
    sourceRef: text().notNull(),
    tier: text({ enum: tiers }).notNull(),
    state: text({ enum: membershipStates }).notNull(),
    validFrom: instant().notNull(),
    /** End of the benefits; null when open-ended. */
    validUntil: instant(),
    reason: text().notNull(),
    stripeEventId: text(),
    /** Who did it, when it was a person. */
    actorId: uuid().references(() => people.id, { onDelete: 'set null' }),
    recordedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index('membership_ledger_person').on(t.personId, t.sequence.desc().nullsFirst()),
    index('membership_ledger_state').on(t.state, t.personId),
    index('membership_ledger_source').on(t.source, t.sourceRef, t.sequence.desc().nullsFirst()),
    check('membership_ledger_tier_is_known', sql`${t.tier} in ('supporter','patron')`),
    check('membership_ledger_state_is_known', sql`${t.state} in ('active','ending','grace','lapsed')`),
    check('membership_ledger_source_is_known', sql`${t.source} in ('stripe','gift','complimentary','imported')`),
    check('membership_ledger_ends_after_it_begins', sql`${t.validUntil} is null or ${t.validUntil} >= ${t.validFrom}`),
    check('membership_ledger_end_is_known', sql`${t.state} not in ('ending','grace') or ${t.validUntil} is not null`),
  ],
)

export const spellBeginnings = ['new', 'returned', 'tier_changed', 'failed', 'made_good'] as const

/**
 * What the ledger says, cut into spells in which somebody's tier stayed the same and no grace began or ended: what
 * figures are counted from. lib/membership writes it with every row of the ledger; it can be made again from it.
 */
export const membershipSpells = pgTable(
  'membership_spells',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    beganAt: instant().notNull(),
    /** The first instant after it; null when nothing ends it yet. It may lie in the future. */
    endedAt: instant(),
    tier: text({ enum: tiers }).notNull(),
    /** A renewal failed, and the days of grace run. */
    inGrace: boolean().notNull(),
    beginning: text({ enum: spellBeginnings }).notNull(),
    /** Whether no other spell follows at once when it ends. */
    lapses: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.beganAt] }),
    index('membership_spells_began').on(t.beganAt, t.beginning, t.tier, t.inGrace),
    index('membership_spells_ended').on(t.endedAt, t.lapses, t.tier, t.inGrace, t.beganAt),
    check('membership_spells_end_after_they_begin', sql`${t.endedAt} is null or ${t.endedAt} > ${t.beganAt}`),
    check(
      'membership_spells_beginning_is_known',
      sql`${t.beginning} in ('new','returned','tier_changed','failed','made_good')`,
    ),
  ],
)
