import { eq, inArray } from 'drizzle-orm'
import {
  checkoutAttempts,
  donations,
  giftMemberships,
  refundRequests,
  stripeCustomers,
  subscriptions,
} from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { chargeOfRefund, fetchCharge, fetchInvoice, invoiceOfPayment, isFromStripe } from './internal/stripe.ts'

/** What Stripe is asked when the tables do not know an id: at most so many steps from one object to the next. */
const mostSteps = 4

/**
 * Whose an object at Stripe is: a customer, subscription, invoice, payment, charge, refund or checkout. Stripe is asked
 * where our tables keep no id, as for charges.
 * @returns people's ids; empty for an object that is nobody's here
 * @throws Refusal `unavailable` when Stripe must be asked and does not answer
 */
export async function donorsByStripeId(ctx: Context, stripeId: string): Promise<string[]> {
  let id: string | null = stripeId
  for (let step = 0; step < mostSteps && id !== null; step += 1) {
    const known = await knownDonors(ctx, id)
    if (known.length > 0) return known
    try {
      id = await leadsTo(ctx, id)
    } catch (error) {
      if (!isFromStripe(error)) throw error
      throw new Refusal('unavailable', 'Stripe must be asked whose that is, and does not answer just now.')
    }
  }
  return []
}

export async function donorsByReceipt(ctx: Context, receiptNumber: number): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: donations.personId })
    .from(donations)
    .where(eq(donations.receiptNumber, receiptNumber))
  return rows.map(({ id }) => id)
}

async function knownDonors(ctx: Context, id: string): Promise<string[]> {
  const { db } = ctx
  const found = await Promise.all([
    db.select({ id: stripeCustomers.personId }).from(stripeCustomers).where(eq(stripeCustomers.stripeCustomerId, id)),
    db.select({ id: subscriptions.personId }).from(subscriptions).where(eq(subscriptions.stripeSubscriptionId, id)),
    db.select({ id: donations.personId }).from(donations).where(eq(donations.stripeRef, id)),
    db.select({ id: giftMemberships.buyerId }).from(giftMemberships).where(eq(giftMemberships.stripeRef, id)),
    db.select({ id: checkoutAttempts.personId }).from(checkoutAttempts).where(eq(checkoutAttempts.stripeSessionId, id)),
    db
      .select({ id: donations.personId })
      .from(donations)
      .where(
        inArray(
          donations.id,
          db
            .select({ id: refundRequests.donationId })
            .from(refundRequests)
            .where(eq(refundRequests.stripeRefundId, id)),
        ),
      ),
  ])
  return [...new Set(found.flat().flatMap((row) => (row.id === null ? [] : [row.id])))]
}

/** The next object on the way to one we know; null at the end. */
async function leadsTo(ctx: Context, id: string): Promise<string | null> {
  if (id.startsWith('re_')) return chargeOfRefund(ctx, id)
  if (id.startsWith('ch_') || id.startsWith('py_')) return (await fetchCharge(ctx, id))?.paymentIntentId ?? null
  if (id.startsWith('pi_')) return invoiceOfPayment(ctx, id)
  if (id.startsWith('in_')) return (await fetchInvoice(ctx, id))?.subscriptionId ?? null
  return null
}
