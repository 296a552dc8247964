import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { intervals, tiers } from './membership.ts'
import { people } from './people.ts'

export const donationFrequencies = ['once', 'month', 'year'] as const
export const attemptStates = ['begun', 'open', 'completed', 'expired', 'failed'] as const

/** Which customer at Stripe a person is. */
export const stripeCustomers = pgTable(
  'stripe_customers',
  {
    stripeCustomerId: text().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [index('stripe_customers_person').on(t.personId)],
)

/** One press of the donate button. Its id is the idempotency key of every create call it leads to. */
export const checkoutAttempts = pgTable(
  'checkout_attempts',
  {
    id: id(),
    personId: uuid().references(() => people.id, { onDelete: 'set null' }),
    frequency: text({ enum: donationFrequencies }).notNull(),
    /** Minor units of `currency`. */
    amount: integer().notNull(),
    currency: text().notNull(),
    state: text({ enum: attemptStates }).notNull().default('begun'),
    stripeSessionId: text().unique(),
    stripeSessionUrl: text(),
    /** Where in the magazine the donor came from, a path. */
    returnPath: text().notNull().default('/'),
    createdAt: instant().notNull().defaultNow(),
    completedAt: instant(),
  },
  (t) => [
    index('checkout_attempts_person').on(t.personId),
    check('checkout_attempts_amount_is_positive', sql`${t.amount} > 0`),
    check('checkout_attempts_currency_is_iso_4217', sql`${t.currency} ~ '^[A-Z]{3}$'`),
    check('checkout_attempts_state_is_known', sql`${t.state} in ('begun','open','completed','expired','failed')`),
    check('checkout_attempts_return_stays_here', sql`${t.returnPath} like '/%' and ${t.returnPath} not like '//%'`),
  ],
)

/** Our copy of a Stripe subscription's present state, as last fetched. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    stripeSubscriptionId: text().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    status: text().notNull(),
    tier: text({ enum: tiers }).notNull(),
    interval: text({ enum: intervals }).notNull(),
    /** Minor units of `currency`, each interval. */
    amount: integer().notNull(),
    currency: text().notNull(),
    currentPeriodEnd: instant().notNull(),
    cancelAtPeriodEnd: boolean().notNull().default(false),
    graceUntil: instant(),
    startedAt: instant().notNull(),
    endedAt: instant(),
    fetchedAt: instant().notNull(),
  },
  (t) => [index('subscriptions_person').on(t.personId), index('subscriptions_status').on(t.status)],
)

/** Money received: a one-off gift, or one period of a recurring one. */
export const donations = pgTable(
  'donations',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    frequency: text({ enum: donationFrequencies }).notNull(),
    /** Minor units of `currency`. */
    amount: integer().notNull(),
    currency: text().notNull(),
    refunded: integer().notNull().default(0),
    /** The invoice (recurring) or payment intent (one-off) at Stripe: one donation each, however often we are told. */
    stripeRef: text().notNull().unique(),
    stripeSubscriptionId: text(),
    paidAt: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index('donations_person').on(t.personId, t.paidAt.desc().nullsFirst()),
    index('donations_paid').on(t.paidAt.desc().nullsFirst()),
    check('donations_amount_is_positive', sql`${t.amount} > 0`),
    check('donations_refund_within_amount', sql`${t.refunded} between 0 and ${t.amount}`),
    check('donations_currency_is_iso_4217', sql`${t.currency} ~ '^[A-Z]{3}$'`),
  ],
)

/** The inbox: every event Stripe told us of, once. */
export const stripeEvents = pgTable(
  'stripe_events',
  {
    id: text().primaryKey(),
    type: text().notNull(),
    payload: jsonb().notNull(),
    state: text({ enum: ['received', 'applied', 'ignored', 'failed'] })
      .notNull()
      .default('received'),
    outcome: text(),
    receivedAt: instant().notNull().defaultNow(),
    settledAt: instant(),
  },
  (t) => [
    index('stripe_events_unsettled')
      .on(t.receivedAt)
      .where(sql`state in ('received','failed')`),
    check('stripe_events_state_is_known', sql`${t.state} in ('received','applied','ignored','failed')`),
  ],
)
