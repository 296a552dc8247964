import { eq, inArray, and, sql } from 'drizzle-orm'
import { donations, giftMemberships, refundRequests, subscriptions } from '#db/schema/donations.ts'
import { isUndispatched } from '#lib/books/claim-life.ts'
import { bookOfDonation, type BookOfDonation } from '#lib/books/claim-queries.ts'
import { followGift } from '#lib/books/follow-gift.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { standingAt, type Standing } from '#lib/membership/model.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import type { Currency } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { liveStatuses } from './internal/statuses.ts'
import { soldMembership } from './internal/sold.ts'
import { fetchSubscription, isFromStripe } from './internal/stripe.ts'
import { isHeldByDispute, paymentOfDonation } from './internal/stripe-refunds.ts'
import { inTurn } from './internal/turn.ts'
import { writeSubscription } from './internal/write-subscription.ts'
import type { Frequency } from './model.ts'

/** A donation, and how much of it can still go back. */
export interface Refundable {
  id: string
  personId: string
  receiptNumber: number
  frequency: Frequency
  /** Minor units of `currency`. */
  amount: number
  /** What has gone back already. */
  refunded: number
  /** What has not gone back, and is not on its way back. */
  left: number
  currency: Currency
  stripeRef: string
  paidAt: Date
  /** The regular gift it belongs to, while that goes on. */
  subscription: { id: string; currentPeriodEnd: Date; isOfLatestPeriod: boolean; cancelAtPeriodEnd: boolean } | null
  /** The membership that was given to somebody else with it. */
  gift: { recipientName: string; isRedeemed: boolean } | null
}

/** @returns null when there is no such donation */
export async function refundable(ctx: Context, donationId: string): Promise<Refundable | null> {
  const [row] = await ctx.db.select().from(donations).where(eq(donations.id, donationId))
  if (!row) return null
  const requests = await ctx.db
    .select({ amount: refundRequests.amount, state: refundRequests.state })
    .from(refundRequests)
    .where(eq(refundRequests.donationId, donationId))
  const sumOf = (state: string) =>
    requests.filter((request) => request.state === state).reduce((sum, { amount }) => sum + amount, 0)
  const [gift] = await ctx.db
    .select({ recipientName: giftMemberships.recipientName, state: giftMemberships.state })
    .from(giftMemberships)
    .where(eq(giftMemberships.stripeRef, row.stripeRef))
  return {
    id: row.id,
    personId: row.personId,
    receiptNumber: row.receiptNumber,
    frequency: row.frequency,
    amount: row.amount,
    refunded: row.refunded,
    // What was sent back a moment ago may not be noted in the donation yet.
    left: Math.max(0, row.amount - Math.max(row.refunded, sumOf('done')) - sumOf('begun')),
    currency: currencySchema.parse(row.currency),
    stripeRef: row.stripeRef,
    paidAt: row.paidAt,
    subscription: await goesOn(ctx, row.stripeSubscriptionId, row.stripeRef),
    gift: gift ? { recipientName: gift.recipientName, isRedeemed: gift.state === 'redeemed' } : null,
  }
}

async function goesOn(
  ctx: Context,
  subscriptionId: string | null,
  stripeRef: string,
): Promise<Refundable['subscription']> {
  if (subscriptionId === null) return null
  const [row] = await ctx.db
    .select()
    .from(subscriptions)
    .where(and(eq(subscriptions.stripeSubscriptionId, subscriptionId), inArray(subscriptions.status, liveStatuses)))
  return row
    ? {
        id: subscriptionId,
        currentPeriodEnd: row.currentPeriodEnd,
        isOfLatestPeriod: row.latestInvoiceId === stripeRef,
        cancelAtPeriodEnd: row.cancelAtPeriodEnd,
      }
    : null
}

/** When a regular gift is to end with a refund. */
export type Ending = 'no' | 'now' | 'at_period_end'

/** Rule: whoever gets the whole of the present period back has nothing left to keep; anybody else keeps what is paid for. */
export function endingFor(donation: Refundable, amount: number, alsoCancel: boolean): Ending {
  if (!alsoCancel || donation.subscription === null) return 'no'
  return amount === donation.left && donation.subscription.isOfLatestPeriod ? 'now' : 'at_period_end'
}

export interface RefundPreview {
  donation: Refundable
  ending: Ending
  before: Standing
  after: Standing
  /** The book that the donation was to bring; null where there is none. */
  book: { title: string; becomes: BookAfterwards } | null
}

/** Before dispatch a claim may end, at once or for want of a further payment; afterwards it is for the desk to decide. */
export type BookAfterwards = 'stays' | 'ends' | 'ends_with_gift' | 'desk_is_told'

/**
 * What a refund would come to. Found by doing it on our side, with the functions that will do it, in a transaction that
 * is taken back.
 * @throws Refusal `conflict` for money that a dispute holds; `unavailable` when Stripe does not answer
 */
export async function previewRefund(
  ctx: Context,
  donation: Refundable,
  amount: number,
  alsoCancel: boolean,
): Promise<RefundPreview> {
  const ending = endingFor(donation, amount, alsoCancel)
  try {
    await refuseWhileDisputed(ctx, donation.stripeRef)
    const before = standingAt(await ledgerOf(ctx, donation.personId), ctx.now)
    const book = await bookOfDonation(ctx, donation.stripeRef)
    const then = await afterRefund(ctx, donation, amount, ending)
    return {
      donation,
      ending,
      before,
      after: then.standing,
      book: book && { title: book.bookTitle, becomes: bookAfterwards(donation, ending, then.book) },
    }
  } catch (error) {
    if (!isFromStripe(error)) throw error
    throw new Refusal('unavailable', 'Stripe cannot be reached just now, so that what would follow cannot be said.')
  }
}

async function refuseWhileDisputed(ctx: Context, stripeRef: string): Promise<void> {
  const payment = await paymentOfDonation(ctx, stripeRef)
  if (payment && (await isHeldByDispute(ctx, payment.charge))) throw new Refusal('conflict', heldByDispute)
}

export const heldByDispute =
  'The donor’s bank has taken this payment back in a dispute. It cannot be refunded as well; answer the dispute in Stripe’s dashboard.'

/** @param then null when the claim has ended */
function bookAfterwards(donation: Refundable, ending: Ending, then: BookOfDonation | null): BookAfterwards {
  if (then === null) return 'ends'
  if (!isUndispatched(then)) return then.trouble === 'refunded' ? 'desk_is_told' : 'stays'
  const isLastPayment = ending !== 'no' || donation.subscription?.cancelAtPeriodEnd === true
  return then.state === 'promised' && isLastPayment ? 'ends_with_gift' : 'stays'
}

interface Then {
  standing: Standing
  book: BookOfDonation | null
}

/** Leaves the transaction, and everything in it undone, with what was learned. */
class Undone extends Error {
  readonly found: Then
  constructor(found: Then) {
    super('only tried')
    this.found = found
  }
}

async function afterRefund(ctx: Context, donation: Refundable, amount: number, ending: Ending): Promise<Then> {
  const { personId, stripeRef } = donation
  try {
    return await inTurn(ctx, async (tx) => {
      await tx.db
        .update(donations)
        .set({ refunded: sql`least(${donations.amount}, ${donations.refunded} + ${amount}::integer)` })
        .where(eq(donations.id, donation.id))
      await applyTo(tx, donation, ending)
      await followGift(tx, { personId, attemptId: null, stripeRef })
      throw new Undone({
        standing: standingAt(await ledgerOf(tx, personId), tx.now),
        book: await bookOfDonation(tx, stripeRef),
      })
    })
  } catch (error) {
    if (error instanceof Undone) return error.found
    throw error
  }
}

async function applyTo(tx: Context, donation: Refundable, ending: Ending): Promise<void> {
  if (donation.subscription === null) return
  const subscription = await fetchSubscription(tx, donation.subscription.id)
  const sold = subscription && soldMembership(subscription)
  if (!subscription || !sold) return
  const ended = { status: 'canceled', cancelledAt: tx.now, endedAt: tx.now }
  const noticed = { cancelAtPeriodEnd: true, cancelledAt: tx.now }
  const then = ending === 'now' ? ended : ending === 'at_period_end' ? noticed : {}
  await writeSubscription(tx, donation.personId, { ...subscription, ...then }, sold, null)
}
