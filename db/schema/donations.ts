import { sql } from 'drizzle-orm'
import { bigserial, boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
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
    /** Payments are paused; when they begin again by themselves, if a day was named. */
    collectionPaused: boolean().notNull().default(false),
    resumesAt: instant(),
    graceUntil: instant(),
    /** The newest invoice at Stripe; what a failed renewal is told apart by. */
    latestInvoiceId: text(),
    /** Why the last renewal failed, in Stripe's code (https://docs.stripe.com/declines/codes); null while nothing fails. */
    declineCode: text(),
    /** Stripe's page on which a failed or unconfirmed invoice can be paid; null while nothing fails. */
    invoiceUrl: text(),
    /** What is charged: a card as people know theirs. Null for other ways of paying. */
    cardBrand: text(),
    cardLast4: text(),
    cardExpiresMonth: integer(),
    cardExpiresYear: integer(),
    startedAt: instant().notNull(),
    endedAt: instant(),
    /** When Stripe was last asked, and the ledger written accordingly: what differs later came about since. */
    fetchedAt: instant().notNull(),
  },
  (t) => [
    index('subscriptions_person').on(t.personId),
    index('subscriptions_status').on(t.status),
    index('subscriptions_paused')
      .on(t.personId)
      .where(sql`collection_paused`),
    // What figures of the regular gifts need, without a look into the table.
    index('subscriptions_going_on')
      .on(t.status, t.currency, t.interval, t.cancelAtPeriodEnd, t.collectionPaused, t.graceUntil, t.amount)
      .where(sql`ended_at is null`),
  ],
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
    /** What of `amount` paid for posting a book. */
    postage: integer().notNull().default(0),
    /** Counts up: what a receipt is quoted by. */
    receiptNumber: bigserial({ mode: 'number' }).notNull().unique(),
    /** The invoice (recurring) or payment intent (one-off) at Stripe: one donation each, however often we are told. */
    stripeRef: text().notNull().unique(),
    stripeSubscriptionId: text(),
    paidAt: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index('donations_person').on(t.personId, t.paidAt.desc().nullsFirst()),
    index('donations_paid').on(t.paidAt.desc().nullsFirst()),
    // What figures of a month need, without a look into the table.
    index('donations_in_figures').on(t.paidAt, t.currency, t.frequency, t.amount, t.refunded),
    check('donations_amount_is_positive', sql`${t.amount} > 0`),
    check('donations_postage_within_amount', sql`${t.postage} between 0 and ${t.amount}`),
    check('donations_refund_within_amount', sql`${t.refunded} between 0 and ${t.amount}`),
    check('donations_currency_is_iso_4217', sql`${t.currency} ~ '^[A-Z]{3}$'`),
  ],
)

/**
 * What was given in months that are over, by the last count: lib/figures counts them nightly, and a donation that is
 * written or refunded afterwards takes its month out, so that what stands here is right.
 */
export const countedMonths = pgTable(
  'counted_months',
  {
    fromAt: instant().notNull(),
    /** The first instant after it. */
    untilAt: instant().notNull(),
    /** By currency and frequency. */
    sums: jsonb().notNull(),
    countedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.fromAt, t.untilAt] })],
)

export const changeKinds = ['change', 'pause', 'cancel', 'resume'] as const
export const requestStates = ['begun', 'done', 'refused'] as const

/** One wish of a donor about their regular gift. Its id is the idempotency key of the call to Stripe that it leads to. */
export const subscriptionChanges = pgTable(
  'subscription_changes',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    stripeSubscriptionId: text().notNull(),
    kind: text({ enum: changeKinds }).notNull(),
    /** For a change: amount in minor units, interval, tier, before and after; for a pause: until when. */
    details: jsonb().$type<Record<string, string | number>>().notNull(),
    /** What its confirmation will say, kept before Stripe is asked: the answer may be lost. Null when nothing was to be done. */
    confirmation: jsonb().$type<object>(),
    /** Why, if they chose to say. */
    reason: text(),
    comment: text(),
    state: text({ enum: requestStates }).notNull().default('begun'),
    /** What Stripe said against it. */
    problem: text(),
    createdAt: instant().notNull(),
    settledAt: instant(),
  },
  (t) => [
    index('subscription_changes_person').on(t.personId, t.createdAt.desc().nullsFirst()),
    index('subscription_changes_kind').on(t.kind, t.createdAt.desc().nullsFirst()),
    check('subscription_changes_kind_is_known', sql`${t.kind} in ('change','pause','cancel','resume')`),
    check('subscription_changes_state_is_known', sql`${t.state} in ('begun','done','refused')`),
  ],
)

/** Money that staff send back. The refund at Stripe bears its id as a mark; idempotency keys are made from it (lib/donations/internal/stripe-refunds.ts). */
export const refundRequests = pgTable(
  'refund_requests',
  {
    id: id(),
    donationId: uuid()
      .notNull()
      .references(() => donations.id, { onDelete: 'restrict' }),
    /** Minor units of the donation's currency. */
    amount: integer().notNull(),
    reason: text().notNull(),
    actorId: uuid().references(() => people.id, { onDelete: 'set null' }),
    state: text({ enum: requestStates }).notNull().default('begun'),
    stripeRefundId: text().unique(),
    problem: text(),
    createdAt: instant().notNull(),
    settledAt: instant(),
  },
  (t) => [
    index('refund_requests_donation').on(t.donationId),
    check('refund_requests_amount_is_positive', sql`${t.amount} > 0`),
    check('refund_requests_state_is_known', sql`${t.state} in ('begun','done','refused')`),
  ],
)

export const giftStates = ['awaiting_payment', 'paid', 'redeemed', 'withdrawn'] as const

/** A membership paid for by one person and redeemed by another with a code. */
export const giftMemberships = pgTable(
  'gift_memberships',
  {
    id: id(),
    attemptId: uuid()
      .notNull()
      .unique()
      .references(() => checkoutAttempts.id, { onDelete: 'restrict' }),
    /** What a visitor's browser shows it is the one that began this by: a key it keeps, hashed. Null for somebody signed in. */
    browserKeyHash: text(),
    /** Who paid; known once the payment is. */
    buyerId: uuid().references(() => people.id, { onDelete: 'restrict' }),
    tier: text({ enum: tiers }).notNull(),
    months: integer().notNull(),
    giverName: text().notNull(),
    recipientName: text().notNull(),
    recipientEmail: text().notNull(),
    message: text().notNull().default(''),
    /** When the mail with the code goes out. */
    deliverAt: instant().notNull(),
    /** Made when it is paid. */
    code: text().unique(),
    state: text({ enum: giftStates }).notNull().default('awaiting_payment'),
    /** The payment intent at Stripe. */
    stripeRef: text().unique(),
    paidAt: instant(),
    deliveredAt: instant(),
    redeemedBy: uuid().references(() => people.id, { onDelete: 'restrict' }),
    redeemedAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [
    index('gift_memberships_buyer').on(t.buyerId),
    index('gift_memberships_redeemer').on(t.redeemedBy),
    index('gift_memberships_to_deliver')
      .on(t.deliverAt)
      .where(sql`state = 'paid' and delivered_at is null`),
    index('gift_memberships_unpaid')
      .on(t.createdAt)
      .where(sql`state = 'awaiting_payment'`),
    check('gift_memberships_state_is_known', sql`${t.state} in ('awaiting_payment','paid','redeemed','withdrawn')`),
    check('gift_memberships_months_are_positive', sql`${t.months} > 0`),
    check('gift_memberships_paid_has_a_code', sql`${t.state} = 'awaiting_payment' or ${t.code} is not null`),
    check(
      'gift_memberships_redeemed_by_somebody',
      sql`${t.state} <> 'redeemed' or (${t.redeemedBy} is not null and ${t.redeemedAt} is not null)`,
    ),
  ],
)

/** What each comparison with Stripe found; lib/donations/reconcile.ts writes them. */
export const driftReports = pgTable(
  'drift_reports',
  {
    id: id(),
    at: instant().notNull(),
    checked: jsonb().notNull(),
    repaired: jsonb().notNull(),
    unrepaired: jsonb().notNull(),
  },
  (t) => [index('drift_reports_newest').on(t.at.desc().nullsFirst())],
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
    /** How often applying it was tried. */
    attempts: integer().notNull().default(0),
    receivedAt: instant().notNull().defaultNow(),
    settledAt: instant(),
  },
  (t) => [
    index('stripe_events_newest').on(t.receivedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('stripe_events_unsettled')
      .on(t.receivedAt)
      .where(sql`state in ('received','failed')`),
    check('stripe_events_state_is_known', sql`${t.state} in ('received','applied','ignored','failed')`),
  ],
)
