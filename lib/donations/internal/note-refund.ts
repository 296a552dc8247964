import { and, eq } from 'drizzle-orm'
import { donations, refundRequests } from '#db/schema/donations.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { formatMoney } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { fetchRefund } from './stripe-refunds.ts'

/**
 * A refund that Stripe made may still fail at the bank, days later: the money is back with the magazine then, and whoever asked
 * for the refund must know. Told twice, it is noted once. https://docs.stripe.com/refunds#failed-refunds
 */
export async function noteRefund(ctx: Context, stripeRefundId: string): Promise<void> {
  const refund = await fetchRefund(ctx, stripeRefundId)
  if (refund?.status !== 'failed' && refund?.status !== 'canceled') return
  const problem = `The bank sent the money back to us: ${refund.failureReason ?? 'it does not say why'}.`
  await inTransaction(ctx, async (tx) => {
    const [request] = await tx.db
      .update(refundRequests)
      .set({ state: 'refused', problem, settledAt: tx.now })
      .where(and(eq(refundRequests.stripeRefundId, stripeRefundId), eq(refundRequests.state, 'done')))
      .returning()
    if (request) await noteFailure(tx, request, problem)
  })
}

/** In the name of whoever asked for it, as everything else about it. */
async function noteFailure(tx: Context, request: typeof refundRequests.$inferSelect, problem: string): Promise<void> {
  const { actorId, donationId, amount, reason } = request
  const [donation] = await tx.db.select().from(donations).where(eq(donations.id, donationId))
  if (actorId === null || !donation) return
  await recordAudit(tx, {
    actorId,
    action: 'made a refund that failed at the bank',
    subject: subjectOf('person', donation.personId),
    details: {
      amount: formatMoney({ amount, currency: currencySchema.parse(donation.currency) }),
      receipt: donation.receiptNumber,
      reason,
      problem,
    },
  })
}
