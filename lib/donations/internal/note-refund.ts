import { and, eq } from 'drizzle-orm'
import { refundRequests } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { fetchRefund } from './stripe-refunds.ts'

/**
 * A refund that Stripe made may still fail at the bank, days later: the money is back with the magazine then, and whoever asked
 * for the refund must know. https://docs.stripe.com/refunds#failed-refunds
 */
export async function noteRefund(ctx: Context, stripeRefundId: string): Promise<void> {
  const refund = await fetchRefund(ctx, stripeRefundId)
  if (refund?.status !== 'failed' && refund?.status !== 'canceled') return
  await ctx.db
    .update(refundRequests)
    .set({
      state: 'refused',
      problem: `The bank sent the money back to us: ${refund.failureReason ?? 'it does not say why'}.`,
      settledAt: ctx.now,
    })
    .where(and(eq(refundRequests.stripeRefundId, stripeRefundId), eq(refundRequests.state, 'done')))
}
