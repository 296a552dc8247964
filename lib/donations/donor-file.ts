import { and, desc, eq, inArray, or } from 'drizzle-orm'
import {
  checkoutAttempts,
  donations,
  giftMemberships,
  refundRequests,
  subscriptionChanges,
  subscriptions,
} from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import type { Interval, Tier } from '#lib/membership/model.ts'
import type { Currency } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { liveStatuses } from './internal/statuses.ts'
import type { Frequency } from './model.ts'

/*
 * What the desk shows of somebody's giving. The donor's own pages read lib/donations/queries.ts.
 */

/** A regular gift as Stripe last stated it. */
export interface RegularGift {
  id: string
  status: string
  tier: Tier
  interval: Interval
  /** Minor units of `currency`, each interval. */
  amount: number
  currency: Currency
  currentPeriodEnd: Date
  cancelAtPeriodEnd: boolean
  collectionPaused: boolean
  resumesAt: Date | null
  graceUntil: Date | null
  /** Why the last renewal failed, in Stripe's code. */
  declineCode: string | null
  cardBrand: string | null
  cardLast4: string | null
  startedAt: Date
  endedAt: Date | null
}

const giftColumns = {
  id: subscriptions.stripeSubscriptionId,
  status: subscriptions.status,
  tier: subscriptions.tier,
  interval: subscriptions.interval,
  amount: subscriptions.amount,
  currency: subscriptions.currency,
  currentPeriodEnd: subscriptions.currentPeriodEnd,
  cancelAtPeriodEnd: subscriptions.cancelAtPeriodEnd,
  collectionPaused: subscriptions.collectionPaused,
  resumesAt: subscriptions.resumesAt,
  graceUntil: subscriptions.graceUntil,
  declineCode: subscriptions.declineCode,
  cardBrand: subscriptions.cardBrand,
  cardLast4: subscriptions.cardLast4,
  startedAt: subscriptions.startedAt,
  endedAt: subscriptions.endedAt,
}

/** The regular gifts of these people that go on, by person. */
export async function liveSubscriptionsOf(
  ctx: Context,
  personIds: string[],
): Promise<ReadonlyMap<string, RegularGift[]>> {
  const rows = await ctx.db
    .select({ personId: subscriptions.personId, ...giftColumns })
    .from(subscriptions)
    .where(and(inArray(subscriptions.personId, personIds), inArray(subscriptions.status, liveStatuses)))
  const gifts = new Map<string, RegularGift[]>()
  for (const { personId, ...row } of rows)
    gifts.set(personId, [...(gifts.get(personId) ?? []), { ...row, currency: currencySchema.parse(row.currency) }])
  return gifts
}

export interface DonationOnFile {
  id: string
  receiptNumber: number
  frequency: Frequency
  /** Minor units of `currency`. */
  amount: number
  refunded: number
  currency: Currency
  stripeRef: string
  paidAt: Date
}

export interface RefundOnFile {
  id: string
  donationId: string
  amount: number
  reason: string
  state: 'begun' | 'done' | 'refused'
  problem: string | null
  createdAt: Date
}

export interface GiftOnFile {
  id: string
  /** Whether this person paid for it; otherwise they redeemed it. */
  bought: boolean
  tier: Tier
  months: number
  giverName: string
  recipientName: string
  state: 'awaiting_payment' | 'paid' | 'redeemed' | 'withdrawn'
  deliverAt: Date
  deliveredAt: Date | null
  redeemedAt: Date | null
}

export interface AttemptOnFile {
  id: string
  frequency: Frequency
  amount: number
  currency: Currency
  state: 'begun' | 'open' | 'completed' | 'expired' | 'failed'
  createdAt: Date
}

export interface ChangeOnFile {
  id: string
  kind: 'change' | 'pause' | 'cancel' | 'resume'
  details: Record<string, string | number>
  reason: string | null
  comment: string | null
  state: 'begun' | 'done' | 'refused'
  problem: string | null
  createdAt: Date
}

export interface DonorFile {
  personId: string
  subscriptions: RegularGift[]
  donations: DonationOnFile[]
  refunds: RefundOnFile[]
  gifts: GiftOnFile[]
  attempts: AttemptOnFile[]
  changes: ChangeOnFile[]
}

/** Everything about one person's giving, each list newest first and at most 200 long. */
export async function donorFile(ctx: Context, personId: string): Promise<DonorFile> {
  const most = 200
  const [gifts, given, refunds, memberships, attempts, changes] = await Promise.all([
    ctx.db
      .select(giftColumns)
      .from(subscriptions)
      .where(eq(subscriptions.personId, personId))
      .orderBy(desc(subscriptions.startedAt))
      .limit(most),
    ctx.db
      .select()
      .from(donations)
      .where(eq(donations.personId, personId))
      .orderBy(desc(donations.paidAt), desc(donations.id))
      .limit(most),
    ctx.db
      .select({ refund: refundRequests })
      .from(refundRequests)
      .innerJoin(donations, eq(donations.id, refundRequests.donationId))
      .where(eq(donations.personId, personId))
      .orderBy(desc(refundRequests.createdAt))
      .limit(most),
    ctx.db
      .select()
      .from(giftMemberships)
      .where(or(eq(giftMemberships.buyerId, personId), eq(giftMemberships.redeemedBy, personId)))
      .orderBy(desc(giftMemberships.createdAt))
      .limit(most),
    ctx.db
      .select()
      .from(checkoutAttempts)
      .where(eq(checkoutAttempts.personId, personId))
      .orderBy(desc(checkoutAttempts.createdAt))
      .limit(most),
    ctx.db
      .select()
      .from(subscriptionChanges)
      .where(eq(subscriptionChanges.personId, personId))
      .orderBy(desc(subscriptionChanges.createdAt))
      .limit(most),
  ])
  return {
    personId,
    subscriptions: gifts.map((row) => ({ ...row, currency: currencySchema.parse(row.currency) })),
    donations: given.map(({ id, receiptNumber, frequency, amount, refunded, currency, stripeRef, paidAt }) => ({
      id,
      receiptNumber,
      frequency,
      amount,
      refunded,
      currency: currencySchema.parse(currency),
      stripeRef,
      paidAt,
    })),
    refunds: refunds.map(({ refund: { id, donationId, amount, reason, state, problem, createdAt } }) => ({
      id,
      donationId,
      amount,
      reason,
      state,
      problem,
      createdAt,
    })),
    gifts: memberships.map((gift) => ({
      id: gift.id,
      bought: gift.buyerId === personId,
      tier: gift.tier,
      months: gift.months,
      giverName: gift.giverName,
      recipientName: gift.recipientName,
      state: gift.state,
      deliverAt: gift.deliverAt,
      deliveredAt: gift.deliveredAt,
      redeemedAt: gift.redeemedAt,
    })),
    attempts: attempts.map(({ id, frequency, amount, currency, state, createdAt }) => ({
      id,
      frequency,
      amount,
      currency: currencySchema.parse(currency),
      state,
      createdAt,
    })),
    changes: changes.map(({ id, kind, details, reason, comment, state, problem, createdAt }) => ({
      id,
      kind,
      details,
      reason,
      comment,
      state,
      problem,
      createdAt,
    })),
  }
}
