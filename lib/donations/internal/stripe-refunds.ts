import { z } from 'zod'
import { hour } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { invoicePaymentSchema, type StripeCharge } from './objects.ts'
import { holdsTheMoney } from './returned.ts'
import { disputesOf, fetchCharge, fetchPayment, isMissing, stripe } from './stripe.ts'

/** https://docs.stripe.com/api/refunds/object */
const refundSchema = z
  .object({
    id: z.string(),
    status: z.string().nullable(),
    failure_reason: z.string().nullish(),
    metadata: z.record(z.string(), z.string()).nullish(),
  })
  .transform(({ id, status, failure_reason, metadata }) => ({
    id,
    status,
    failureReason: failure_reason ?? null,
    requestId: metadata?.request ?? null,
  }))
export type MadeRefund = z.output<typeof refundSchema>

const paymentOfInvoiceSchema = invoicePaymentSchema.extend({
  payment: z.object({ payment_intent: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]) }),
})

/**
 * The payment a donation came by, and its charge; null when Stripe knows none.
 * @param stripeRef the donation's: an invoice or a payment intent
 */
export async function paymentOfDonation(
  ctx: Context,
  stripeRef: string,
): Promise<{ paymentIntentId: string; charge: StripeCharge } | null> {
  const paymentIntentId = stripeRef.startsWith('in_') ? await paymentOfInvoice(ctx, stripeRef) : stripeRef
  const payment = paymentIntentId === null ? null : await fetchPayment(ctx, paymentIntentId)
  // The charge inside a payment may be older than the charge itself.
  const charge = payment?.charge ? await fetchCharge(ctx, payment.charge.id) : null
  return payment && charge ? { paymentIntentId: payment.id, charge } : null
}

/** https://docs.stripe.com/api/invoice-payment/list */
async function paymentOfInvoice(ctx: Context, invoiceId: string): Promise<string | null> {
  const page = await stripe(ctx).invoicePayments.list({ invoice: invoiceId, status: 'paid', limit: 1 })
  const [first] = page.data
  return first ? paymentOfInvoiceSchema.parse(first).payment.payment_intent : null
}

/** Whether the donor's bank holds the money of a charge over a dispute: then Stripe refunds nothing of it. */
export async function isHeldByDispute(ctx: Context, charge: StripeCharge): Promise<boolean> {
  return charge.disputed && (await disputesOf(ctx, charge.id)).some(holdsTheMoney)
}

/**
 * Sends money back. The same request never does so twice: the refund carries a mark, which is looked for first. The key is for an
 * answer still under way. It changes with each hour since the order, because Stripe repeats its answer to a known one for a day,
 * a fault of its own too (https://docs.stripe.com/api/idempotent_requests). Call it with the request's row locked.
 * @param refund.amount minor units; null for all that is left
 */
export async function makeRefund(
  ctx: Context,
  refund: { requestId: string; orderedAt: Date; paymentIntentId: string; amount: number | null },
): Promise<MadeRefund> {
  const { requestId, orderedAt, paymentIntentId, amount } = refund
  const known = await stripe(ctx).refunds.list({ payment_intent: paymentIntentId, limit: 100 })
  const made = known.data.map((one) => refundSchema.parse(one)).find((one) => one.requestId === requestId)
  if (made) return made
  const params = {
    payment_intent: paymentIntentId,
    ...(amount === null ? {} : { amount }),
    reason: 'requested_by_customer' as const,
    metadata: { app: 'standfirst', request: requestId },
  }
  const idempotencyKey = `${requestId} ${Math.floor((ctx.now.getTime() - orderedAt.getTime()) / hour)}`
  return refundSchema.parse(await stripe(ctx).refunds.create(params, { idempotencyKey }))
}

/** Null when Stripe knows no such refund. */
export async function fetchRefund(ctx: Context, id: string): Promise<MadeRefund | null> {
  try {
    return refundSchema.parse(await stripe(ctx).refunds.retrieve(id))
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/**
 * Ends a regular gift: now, or with the period that is paid for. One that is over already stays so. Doing it again does nothing,
 * with or without the key, which changes by the hour like a refund's.
 * https://docs.stripe.com/billing/subscriptions/cancel
 */
export async function endSubscription(
  ctx: Context,
  subscriptionId: string,
  when: 'now' | 'at_period_end',
  requestId: string,
): Promise<void> {
  const options = { idempotencyKey: `${requestId}-cancel ${Math.floor(ctx.now.getTime() / hour)}` }
  const details = { comment: 'Cancelled by the magazine, with a refund.' }
  try {
    if (when === 'now')
      await stripe(ctx).subscriptions.cancel(subscriptionId, { cancellation_details: details }, options)
    else
      await stripe(ctx).subscriptions.update(
        subscriptionId,
        { cancel_at_period_end: true, cancellation_details: details },
        options,
      )
  } catch (error) {
    // A cancelled subscription answers as one that does not exist.
    if (!isMissing(error)) throw error
  }
}
