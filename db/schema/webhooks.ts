import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const
export const reasonsOff = ['by_hand', 'failing', 'gone'] as const

/** Where somebody else's software is told of events. Secrets are sealed: lib/webhooks/secret.ts. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    id: id(),
    url: text().notNull(),
    /** For the desk alone. */
    description: text().notNull().default(''),
    /** Which kinds of event it is told of. */
    events: text().array().notNull(),
    secret: text().notNull(),
    /** Signs beside the new one until then, so that the other side can change over. */
    oldSecret: text(),
    oldSecretUntil: instant(),
    /** The first failure since the last success. */
    failingSince: instant(),
    offSince: instant(),
    offBecause: text({ enum: reasonsOff }),
    /** Taken out by somebody; what was sent stays in the log for its time. */
    removedAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [
    check('webhook_endpoints_off_has_a_reason', sql`(${t.offSince} is null) = (${t.offBecause} is null)`),
    check('webhook_endpoints_reason_is_known', sql`${t.offBecause} in ('by_hand','failing','gone')`),
    check('webhook_endpoints_is_told_something', sql`cardinality(${t.events}) > 0`),
  ],
)

/** What happened, as it is told: written with the change itself, and only while an endpoint wants to know. */
export const webhookEvents = pgTable('webhook_events', {
  id: id(),
  type: text().notNull(),
  /** The JSON that is sent, to the letter: what is signed must not be written anew. */
  body: text().notNull(),
  /** One event a key, ever. */
  dedupeKey: text().notNull().unique(),
  at: instant().notNull(),
})

export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: id(),
    eventId: uuid()
      .notNull()
      .references(() => webhookEvents.id, { onDelete: 'cascade' }),
    endpointId: uuid()
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: 'cascade' }),
    state: text({ enum: deliveryStates }).notNull(),
    tries: integer().notNull().default(0),
    /** When it is tried next; null unless it waits. */
    nextAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [
    unique('webhook_deliveries_once').on(t.eventId, t.endpointId),
    check('webhook_deliveries_state_is_known', sql`${t.state} in ('waiting','delivered','failed')`),
    index('webhook_deliveries_latest').on(t.createdAt, t.id),
    index('webhook_deliveries_of').on(t.endpointId, t.createdAt, t.id),
  ],
)

/** Each try at a delivery and what came of it. */
export const webhookTries = pgTable(
  'webhook_tries',
  {
    id: id(),
    deliveryId: uuid()
      .notNull()
      .references(() => webhookDeliveries.id, { onDelete: 'cascade' }),
    at: instant().notNull(),
    byHand: boolean().notNull(),
    /** HTTP's; null when there was no answer. */
    status: integer(),
    /** Why it failed; null when it did not. */
    problem: text(),
    /** How long it took, milliseconds. */
    took: integer().notNull(),
    /** The beginning of the answer, at most 2 KB. */
    answer: text().notNull(),
  },
  (t) => [index('webhook_tries_of').on(t.deliveryId, t.at)],
)
