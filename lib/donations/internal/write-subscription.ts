import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import { donations, subscriptions } from '#db/schema/donations.ts'
import { membershipLedger } from '#db/schema/membership.ts'
import type { Context } from '#lib/context.ts'
import { recordMembership } from '#lib/membership/commands.ts'
import { intervalSchema, type Interval, type Tier } from '#lib/membership/model.ts'
import type { Currency } from '#lib/money.ts'
import { donationSettings } from '#lib/settings/queries.ts'
import { tierOfProduct } from './catalogue.ts'
import type { StripeCard } from './object-parts.ts'
import type { StripeSubscription } from './objects.ts'
import {
  awaitsPayment,
  liveStatuses,
  missedBeginning,
  standingOf,
  type SubscriptionFacts,
  type SubscriptionStanding,
} from './standing.ts'
import { paymentProblemOf, type PaymentProblem } from './stripe.ts'

/** What a subscription of ours sells: which tier, how much (minor units) and how often. */
export interface SoldMembership {
  tier: Tier
  amount: number
  currency: Currency
  interval: Interval
  periodEnd: Date
}

/** Null for a subscription to something we do not sell. */
export function soldMembership(subscription: StripeSubscription): SoldMembership | null {
  for (const item of subscription.items) {
    const tier = tierOfProduct(item.productId)
    const interval = intervalSchema.safeParse(item.interval)
    if (tier === null || item.currency === null || !interval.success) continue
    return { tier, amount: item.amount, currency: item.currency, interval: interval.data, periodEnd: item.periodEnd }
  }
  return null
}

/**
 * Writes a subscription's present state: our copy of it, and the membership it gives. Call it within `withDonor`,
 * with what was fetched there.
 * @param eventId the event that told us, for the ledger; null when nobody did
 * @returns whether the membership changed
 */
export async function writeSubscription(
  tx: Context,
  personId: string,
  subscription: StripeSubscription,
  sold: SoldMembership,
  eventId: string | null,
): Promise<boolean> {
  const facts = await gatherFacts(tx, personId, subscription, sold)
  const standing = standingOf(facts, tx.now)
  const problem = awaitsPayment(subscription.status) ? await paymentProblemOf(tx, subscription.id) : null
  await copySubscription(tx, personId, subscription, sold, standing, problem)
  if (standing === null) return false
  if (standing.state !== 'lapsed') await warnOfSecond(tx, personId, subscription.id)
  const beginning = missedBeginning(facts, standing)
  if (beginning) await record(tx, personId, subscription.id, sold.tier, beginning, eventId)
  // Over before it was ever paid: there is nothing to say.
  if (!beginning && facts.recorded === null && standing.state === 'lapsed') return false
  return record(tx, personId, subscription.id, sold.tier, standing, eventId)
}

/** What the table of states goes by. */
export async function gatherFacts(
  ctx: Context,
  personId: string,
  subscription: StripeSubscription,
  sold: SoldMembership,
): Promise<SubscriptionFacts> {
  const [copy] = await ctx.db
    .select({ graceUntil: subscriptions.graceUntil })
    .from(subscriptions)
    .where(eq(subscriptions.stripeSubscriptionId, subscription.id))
  const [recorded] = await ctx.db
    .select({ state: membershipLedger.state, tier: membershipLedger.tier, validUntil: membershipLedger.validUntil })
    .from(membershipLedger)
    .where(
      and(
        eq(membershipLedger.source, 'stripe'),
        eq(membershipLedger.sourceRef, subscription.id),
        eq(membershipLedger.personId, personId),
      ),
    )
    .orderBy(desc(membershipLedger.sequence))
    .limit(1)
  return {
    ...subscription,
    tier: sold.tier,
    periodEnd: sold.periodEnd,
    moneyReturned: subscription.latestInvoice !== null && (await allReturned(ctx, subscription.latestInvoice.id)),
    graceUntil: copy?.graceUntil ?? null,
    graceDays: (await donationSettings(ctx)).graceDays,
    recorded: recorded ?? null,
  }
}

async function allReturned(ctx: Context, invoiceId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: donations.id })
    .from(donations)
    .where(and(eq(donations.stripeRef, invoiceId), sql`${donations.refunded} >= ${donations.amount}`))
  return row !== undefined
}

async function copySubscription(
  tx: Context,
  personId: string,
  subscription: StripeSubscription,
  sold: SoldMembership,
  standing: SubscriptionStanding | null,
  problem: PaymentProblem | null,
): Promise<void> {
  const { tier, amount, currency, interval, periodEnd } = sold
  const state = {
    status: subscription.status,
    tier,
    interval,
    amount,
    currency,
    currentPeriodEnd: periodEnd,
    cancelAtPeriodEnd: subscription.cancelAtPeriodEnd || subscription.cancelAt !== null,
    collectionPaused: subscription.collectionPaused,
    resumesAt: subscription.resumesAt,
    graceUntil: standing?.state === 'grace' ? standing.until : null,
    latestInvoiceId: subscription.latestInvoice?.id ?? null,
    declineCode: problem?.declineCode ?? null,
    invoiceUrl: problem?.invoiceUrl ?? null,
    ...cardColumns(subscription.card),
    endedAt: subscription.endedAt,
    fetchedAt: tx.now,
  }
  await tx.db
    .insert(subscriptions)
    .values({ stripeSubscriptionId: subscription.id, personId, startedAt: subscription.startedAt, ...state })
    .onConflictDoUpdate({ target: subscriptions.stripeSubscriptionId, set: state })
}

export function cardColumns(card: StripeCard | null) {
  return {
    cardBrand: card?.brand ?? null,
    cardLast4: card?.last4 ?? null,
    cardExpiresMonth: card?.expiresMonth ?? null,
    cardExpiresYear: card?.expiresYear ?? null,
  }
}

function record(
  tx: Context,
  personId: string,
  subscriptionId: string,
  tier: Tier,
  standing: SubscriptionStanding,
  eventId: string | null,
): Promise<boolean> {
  const { state, from, until, reason } = standing
  return recordMembership(tx, {
    personId,
    source: 'stripe',
    sourceRef: subscriptionId,
    tier,
    state,
    validFrom: from,
    validUntil: until,
    reason,
    stripeEventId: eventId,
  })
}

/** Two visitors' checkouts with one address can end so; nobody is told by Stripe, so staff must be. */
async function warnOfSecond(tx: Context, personId: string, subscriptionId: string): Promise<void> {
  const others = await tx.db
    .select({ id: subscriptions.stripeSubscriptionId })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.personId, personId),
        ne(subscriptions.stripeSubscriptionId, subscriptionId),
        inArray(subscriptions.status, liveStatuses),
      ),
    )
  if (others.length > 0)
    tx.log.warn({ event: 'second subscription', personId, subscriptionId, others }, 'somebody gives regularly twice')
}
