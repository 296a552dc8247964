import { and, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import { checkoutAttempts } from '#db/schema/donations.ts'
import { keepCheckoutAddress } from '#lib/books/addresses.ts'
import { releaseReservation } from '#lib/books/reserve.ts'
import type { Context } from '#lib/context.ts'
import { applied, ignored, type Applied } from './applied.ts'
import { applySubscription, strangers } from './apply-subscription.ts'
import { bearsOurMark, donorFor, personOfSubscription, withDonor } from './donor.ts'
import type { CheckoutSession } from './objects.ts'
import { leaveOneGift, wasUndone } from './second-gift.ts'
import { soldMembership } from './sold.ts'
import { fetchInvoice, fetchPayment, fetchSession, fetchSubscription } from './stripe.ts'
import { writeInvoice, writePayment } from './write-donation.ts'
import { writeGift } from './write-gift.ts'
import { writeSubscription } from './write-subscription.ts'

/** Where a checkout stands: what the page somebody returns to needs to know. */
export type SessionStanding =
  | { state: 'paid'; personId: string }
  /** Paid, and sent back: it was a second regular gift of somebody who gives already. */
  | { state: 'returned'; personId: string }
  | { state: 'pending'; url: string | null }
  | { state: 'failed' }
  | { state: 'expired' }
  | { state: 'unknown' }

/**
 * Applies a Checkout session: a paid one becomes donation and membership, an expired or failed one closes its attempt.
 * The same function serves the webhook and the page the donor returns to, as often as either asks:
 * https://docs.stripe.com/checkout/fulfillment
 */
export async function fulfilSession(ctx: Context, sessionId: string, eventId: string | null): Promise<SessionStanding> {
  const session = await fetchSession(ctx, sessionId)
  if (!session || !bearsOurMark(session.metadata)) return { state: 'unknown' }
  if (session.status === 'expired') {
    await closeAttempt(ctx, session, 'expired')
    return { state: 'expired' }
  }
  if (session.status !== 'complete') return { state: 'pending', url: session.url }
  if (session.paymentStatus === 'unpaid') return unpaidSession(ctx, session, eventId)
  const personId = await donorOfSession(ctx, session)
  await withDonor(ctx, personId, (tx) => writeSession(tx, personId, session, eventId))
  const { subscriptionId } = session
  const undone = subscriptionId !== null && (await wasUndone(ctx, personId, subscriptionId))
  return { state: undone ? 'returned' : 'paid', personId }
}

/** The same, told to the inbox. */
export async function applySession(ctx: Context, sessionId: string, eventId: string | null): Promise<Applied> {
  const standing = await fulfilSession(ctx, sessionId, eventId)
  return standing.state === 'unknown'
    ? ignored(strangers)
    : applied(`Checkout ${standing.state}.`, standing.state !== 'pending')
}

async function donorOfSession(ctx: Context, session: CheckoutSession): Promise<string> {
  const known = session.subscriptionId === null ? null : await personOfSubscription(ctx, session.subscriptionId)
  return known ?? donorFor(ctx, { metadata: session.metadata, customerId: session.customerId, email: session.email })
}

/** A completed session never changes again, so it need not be fetched anew under the lock; what it led to may. */
async function writeSession(
  tx: Context,
  personId: string,
  session: CheckoutSession,
  eventId: string | null,
): Promise<void> {
  if (session.paymentIntentId !== null) {
    const payment = await fetchPayment(tx, session.paymentIntentId)
    if (payment) {
      await writePayment(tx, personId, payment)
      await writeGift(tx, personId, payment, eventId)
    }
  }
  if (session.subscriptionId !== null) {
    const subscription = await fetchSubscription(tx, session.subscriptionId)
    const sold = subscription && soldMembership(subscription)
    if (!subscription || !sold) throw new Error(`checkout ${session.id} bought something we do not sell`)
    const invoice = session.invoiceId === null ? null : await fetchInvoice(tx, session.invoiceId)
    if (invoice)
      await writeInvoice(tx, personId, invoice, {
        subscriptionId: subscription.id,
        interval: sold.interval,
        tier: sold.tier,
      })
    await writeSubscription(tx, personId, subscription, sold, eventId)
    await leaveOneGift(tx, personId, subscription)
  }
  const attemptId = z.uuid().safeParse(session.metadata.attempt).data
  if (session.sendTo !== null && attemptId !== undefined)
    await keepCheckoutAddress(tx, { attemptId, address: session.sendTo })
  await closeAttempt(tx, session, 'completed')
}

/** Complete but unpaid: the bank has yet to answer, or has said no after the donor left. */
async function unpaidSession(ctx: Context, session: CheckoutSession, eventId: string | null): Promise<SessionStanding> {
  const payment = session.paymentIntentId === null ? null : await fetchPayment(ctx, session.paymentIntentId)
  const subscription = session.subscriptionId === null ? null : await fetchSubscription(ctx, session.subscriptionId)
  const refused =
    payment?.status === 'requires_payment_method' ||
    payment?.status === 'canceled' ||
    subscription?.status === 'incomplete_expired' ||
    subscription?.status === 'canceled'
  // A regular gift goes on while its first debit is on its way: it must be known here, or it could not be ended here.
  if (subscription) await applySubscription(ctx, subscription.id, eventId)
  if (!refused) return { state: 'pending', url: null }
  await closeAttempt(ctx, session, 'failed')
  return { state: 'failed' }
}

async function closeAttempt(
  ctx: Context,
  session: CheckoutSession,
  state: 'completed' | 'expired' | 'failed',
): Promise<void> {
  await ctx.db
    .update(checkoutAttempts)
    .set({ state, ...(state === 'completed' ? { completedAt: ctx.now } : {}) })
    .where(and(eq(checkoutAttempts.stripeSessionId, session.id), ne(checkoutAttempts.state, state)))
  if (state !== 'completed')
    await releaseReservation(
      ctx,
      session.metadata.attempt ?? null,
      state === 'expired' ? 'checkout_expired' : 'checkout_failed',
    )
}
