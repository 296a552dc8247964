import { z } from 'zod'
import { defineJob } from '#lib/jobs/job.ts'

/**
 * One try at a delivery: `tries` says after how many, so that a job which runs twice tries once. When and whether there is another is
 * written by the try itself; these retries are for a database that was away.
 */
export const deliverWebhookJob = defineJob(
  'webhook-deliver',
  z.object({ deliveryId: z.uuid(), tries: z.int(), byHand: z.boolean() }),
  { retryLimit: 20, retryDelay: 5, isQuick: true },
)
