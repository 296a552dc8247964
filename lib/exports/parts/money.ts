import { asc, eq, gt } from 'drizzle-orm'
import { donations, giftMemberships, subscriptions } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { inBatches } from '../in-batches.ts'
import type { Line } from '../csv-file.ts'

export const donationColumns = [
  'id',
  'person_id',
  'paid_at',
  'kind',
  'amount',
  'postage',
  'refunded',
  'currency',
  'receipt_number',
  'stripe_id',
  'stripe_subscription_id',
] as const

/** Everything that was paid; sums in minor units. */
export async function* donationLines(ctx: Context): AsyncGenerator<Line<(typeof donationColumns)[number]>> {
  const rows = inBatches(
    (after: string | undefined, size) =>
      ctx.db
        .select({ donation: donations, giftId: giftMemberships.id })
        .from(donations)
        .leftJoin(giftMemberships, eq(giftMemberships.stripeRef, donations.stripeRef))
        .where(after === undefined ? undefined : gt(donations.id, after))
        .orderBy(asc(donations.id))
        .limit(size),
    ({ donation }) => donation.id,
  )
  for await (const { donation, giftId } of rows) {
    yield {
      id: donation.id,
      person_id: donation.personId,
      paid_at: donation.paidAt.toISOString(),
      kind: giftId === null ? donation.frequency : 'gift',
      amount: String(donation.amount),
      postage: String(donation.postage),
      refunded: String(donation.refunded),
      currency: donation.currency,
      receipt_number: String(donation.receiptNumber),
      stripe_id: donation.stripeRef,
      stripe_subscription_id: donation.stripeSubscriptionId ?? '',
    }
  }
}

export const subscriptionColumns = [
  'stripe_subscription_id',
  'person_id',
  'status',
  'tier',
  'interval',
  'amount',
  'currency',
  'current_period_end',
  'cancel_at_period_end',
  'collection_paused',
  'started_at',
  'ended_at',
] as const

/** Regular gifts as Stripe last told of them, those that ended too. */
export async function* subscriptionLines(ctx: Context): AsyncGenerator<Line<(typeof subscriptionColumns)[number]>> {
  const rows = inBatches(
    (after: string | undefined, size) =>
      ctx.db
        .select()
        .from(subscriptions)
        .where(after === undefined ? undefined : gt(subscriptions.stripeSubscriptionId, after))
        .orderBy(asc(subscriptions.stripeSubscriptionId))
        .limit(size),
    (row) => row.stripeSubscriptionId,
  )
  for await (const row of rows) {
    yield {
      stripe_subscription_id: row.stripeSubscriptionId,
      person_id: row.personId,
      status: row.status,
      tier: row.tier,
      interval: row.interval,
      amount: String(row.amount),
      currency: row.currency,
      current_period_end: row.currentPeriodEnd.toISOString(),
      cancel_at_period_end: row.cancelAtPeriodEnd ? 'yes' : 'no',
      collection_paused: row.collectionPaused ? 'yes' : 'no',
      started_at: row.startedAt.toISOString(),
      ended_at: row.endedAt?.toISOString() ?? '',
    }
  }
}
