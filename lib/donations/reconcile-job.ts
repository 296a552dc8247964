import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { recordAudit } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { defineJob } from '#lib/jobs/job.ts'

export const reconcileJob = defineJob('stripe-reconcile', z.object({}), { retryLimit: 3, retryDelay: 600 })

/**
 * Has the worker compare with Stripe now, unless it does so or is about to: one comparison at a time is enough.
 * @returns whether another was asked for
 */
export async function askForComparison(ctx: Context, actorId: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    // Two who press at once: the second finds the job of the first.
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('ask for a comparison with Stripe', 0))`)
    if (await tx.queue.isUnderWay(tx.db, reconcileJob)) return false
    await tx.queue.send(tx.db, reconcileJob, {})
    await recordAudit(tx, { actorId, action: 'asked for a comparison with Stripe', subject: 'stripe', details: {} })
    return true
  })
}
