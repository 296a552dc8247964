import Stripe from 'stripe'
import type { Context } from '#lib/context.ts'
import { hour } from '#lib/clock.ts'
import { reference } from './object-parts.ts'
import { isMissing, stripe } from './stripe.ts'

/** Ends a subscription now; one that is over already stays so: https://docs.stripe.com/api/subscriptions/cancel */
export async function endNow(ctx: Context, subscriptionId: string, comment: string): Promise<void> {
  try {
    await stripe(ctx).subscriptions.cancel(subscriptionId, { cancellation_details: { comment } })
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

/** The key in the metadata of a gift that is ended for another, under which that other one is named. */
export const endMarks = { second: 'second_of', failing: 'gave_way_to' } as const

/** Notes at Stripe, before a subscription ends, for which other it does, and why. Doing it again changes nothing. */
export async function markBeforeEnd(
  ctx: Context,
  subscriptionId: string,
  why: keyof typeof endMarks,
  otherId: string,
): Promise<void> {
  await stripe(ctx).subscriptions.update(subscriptionId, { metadata: { [endMarks[why]]: otherId } })
}

/**
 * Sends back whatever is left of what an invoice was paid with: https://docs.stripe.com/api/refunds/create
 * Doing it again does nothing, with or without the key, since nothing is left then. The key changes by the hour because Stripe
 * repeats its answer to a known one, a fault of its own too.
 * @param key of the donation that goes back
 */
export async function returnInvoice(ctx: Context, invoiceId: string, key: string): Promise<void> {
  const { data } = await stripe(ctx).invoicePayments.list({ invoice: invoiceId, status: 'paid', limit: 100 })
  for (const { payment } of data) {
    const intent = reference.safeParse(payment.payment_intent)
    if (!intent.success) continue
    const idempotencyKey = `${key} ${intent.data} ${Math.floor(ctx.now.getTime() / hour)}`
    const refund = { payment_intent: intent.data, reason: 'duplicate', metadata: { app: 'standfirst' } } as const
    try {
      await stripe(ctx).refunds.create(refund, { idempotencyKey })
    } catch (error) {
      if (!isBackAlready(error)) throw error
    }
  }
}

/** https://docs.stripe.com/error-codes#charge-already-refunded and #charge-disputed: the bank has taken it back itself. */
function isBackAlready(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return false
  return error.code === 'charge_already_refunded' || error.code === 'charge_disputed'
}
