import { lt } from 'drizzle-orm'
import { z } from 'zod'
import { webhookEvents } from '#db/schema/webhooks.ts'
import { after, day } from '#lib/clock.ts'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { daysInLog } from './model.ts'

/**
 * One try at a delivery: `tries` says after how many, so that a job which runs twice tries once. When and whether there is another is
 * written by the try itself; these retries are for a database that was away.
 */
export const deliverWebhookJob = defineJob(
  'webhook-deliver',
  z.object({ deliveryId: z.uuid(), tries: z.int(), byHand: z.boolean() }),
  { retryLimit: 20, retryDelay: 5, isQuick: true },
)

const forgetWebhooksJob = defineJob('webhook-forget', z.object({}), { retryLimit: 3, retryDelay: 600 })

/** Lets go of what was sent long ago; deliveries and tries go with their event. */
export const forgetWebhooks = handle(forgetWebhooksJob, async (ctx) => {
  await ctx.db.delete(webhookEvents).where(lt(webhookEvents.at, after(ctx.now, -daysInLog * day)))
})

export const webhookSchedules: Schedule[] = [{ job: forgetWebhooksJob, cron: '50 3 * * *' }]
