import { z } from 'zod'
import { after, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { defineJob } from '#lib/jobs/job.ts'

export const settleWishJob = defineJob('donations-settle-wish', z.object({ id: z.uuid() }), {
  retryLimit: 12,
  retryDelay: 60,
})

/** Looks after a wish that nobody comes back to: its donor has left, or the process died in the middle of it. */
export async function settleWishLater(ctx: Context, id: string): Promise<void> {
  await ctx.queue.send(ctx.db, settleWishJob, { id }, { startAfter: after(ctx.now, 10 * minute) })
}
