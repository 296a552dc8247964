import { and, eq, sql } from 'drizzle-orm'
import { webhookDeliveries } from '#db/schema/webhooks.ts'
import type { Context } from '#lib/context.ts'
import { deliverWebhookJob } from './jobs.ts'

/** Gives up every delivery that no job is going to try; at the desk each can be sent by hand. @returns how many */
export async function giveUpUntried(ctx: Context): Promise<number> {
  const waiting = sql`(
    select (data ->> 'deliveryId')::uuid from pgboss.job
    where name = ${deliverWebhookJob.name} and state in ('created', 'retry'))`
  const given = await ctx.db
    .update(webhookDeliveries)
    .set({ state: 'failed', nextAt: null })
    .where(and(eq(webhookDeliveries.state, 'waiting'), sql`${webhookDeliveries.id} not in ${waiting}`))
    .returning({ id: webhookDeliveries.id })
  return given.length
}
