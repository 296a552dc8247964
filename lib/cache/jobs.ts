import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { defineJob, handle } from '#lib/jobs/job.ts'

/** Retried quickly and long: a page that stays old is a wrong page. */
export const clearCacheJob = defineJob('cache-clear', z.object({ tags: z.array(z.string()).min(1) }), {
  retryLimit: 200,
  retryDelay: 1,
  retryDelayMax: 15,
})

/**
 * Says that what these tags name has changed. Written with the change itself, so that a crash between the two cannot
 * leave an old page standing; the worker then tells every web instance.
 */
export async function announceChange(ctx: Pick<Context, 'db' | 'queue'>, changed: string[]): Promise<void> {
  if (changed.length === 0) return
  await ctx.queue.send(ctx.db, clearCacheJob, { tags: [...new Set(changed)] })
}

/** Tells every web instance to forget what carries the tags. @throws when one does not answer, so that the job is tried again */
export const clearCache = handle(clearCacheJob, async (ctx, { tags }) => {
  await Promise.all(
    ctx.config.webUrls.map(async (webUrl) => {
      const response = await fetch(`${webUrl}/api/cache`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${ctx.config.internalToken}` },
        body: JSON.stringify({ tags }),
        signal: AbortSignal.timeout(5_000),
      })
      if (!response.ok) throw new Error(`${webUrl}/api/cache answered ${response.status}`)
    }),
  )
})
