import { subscriptions } from '#db/schema/donations.ts'
import { followGift } from '#lib/books/follow-gift.ts'
import type { Context } from '#lib/context.ts'
import { recordMembership } from '#lib/membership/commands.ts'
import { missingRows, type MissingRow } from './ledger-rows.ts'
import type { StripeCard } from './object-parts.ts'
import type { StripeSubscription } from './objects.ts'
import { tellOfChange, tellOfTrouble } from './post-dunning.ts'
import type { SoldMembership } from './sold.ts'
import { standingOf } from './standing.ts'
import type { SubscriptionFacts, SubscriptionStanding } from './standing-facts.ts'
import { awaitsPayment } from './statuses.ts'
import { paymentProblemOf, type PaymentProblem } from './stripe.ts'
import { gatherFacts } from './subscription-facts.ts'

/**
 * Writes a subscription's present state: our copy of it, and the membership it gives. Call it within `withDonor`,
 * with what was fetched there.
 * @param eventId the event that told us, for the ledger; null when nobody did
 * @param disputed whether a dispute, not a refund, took the money of the latest invoice, if it went back
 * @returns whether the membership changed
 */
export async function writeSubscription(
  tx: Context,
  personId: string,
  subscription: StripeSubscription,
  sold: SoldMembership,
  eventId: string | null,
  disputed = false,
): Promise<boolean> {
  const facts = await gatherFacts(tx, personId, subscription, sold)
  const standing = standingOf(facts, tx.now)
  const problem = awaitsPayment(subscription.status) ? await paymentProblemOf(tx, subscription.id) : null
  await copySubscription(tx, personId, subscription, sold, standing, problem)
  const changed =
    standing !== null && (await writeStanding(tx, personId, subscription, facts, standing, eventId, disputed))
  await followGift(tx, {
    personId,
    attemptId: subscription.metadata.attempt ?? null,
    subscriptionId: subscription.id,
    disputed,
  })
  return changed
}

async function writeStanding(
  tx: Context,
  personId: string,
  subscription: StripeSubscription,
  facts: SubscriptionFacts,
  standing: SubscriptionStanding,
  eventId: string | null,
  disputed: boolean,
): Promise<boolean> {
  const missing = missingRows(facts, standing, tx.now)
  for (const row of missing) await record(tx, personId, subscription.id, row, eventId)
  const changed = missing.length > 0
  await tellOfChange(tx, subscription, { before: facts.recorded, standing, changed, disputed })
  await tellOfTrouble(tx, subscription.id)
  return changed
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

async function record(
  tx: Context,
  personId: string,
  subscriptionId: string,
  { tier, state, from, until, reason }: MissingRow,
  eventId: string | null,
): Promise<void> {
  await recordMembership(tx, {
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
