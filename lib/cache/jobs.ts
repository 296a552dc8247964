import { z } from 'zod'
import type { Config } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import { defineJob, handle } from '#lib/jobs/job.ts'
import { frontCaches } from './front-cache.ts'

/** Retried quickly and long: a page that stays old is a wrong page. */
export const clearCacheJob = defineJob('cache-clear', z.object({ tags: z.array(z.string()).min(1) }), {
  retryLimit: 200,
  retryDelay: 1,
  retryDelayMax: 15,
  isQuick: true,
})

/**
 * Says that what these tags name has changed. Written with the change itself, so that a crash between the two cannot
 * leave an old page standing; the worker then tells every web instance and front cache.
 */
export async function announceChange(ctx: Pick<Context, 'db' | 'queue'>, changed: string[]): Promise<void> {
  if (changed.length === 0) return
  await ctx.queue.send(ctx.db, clearCacheJob, { tags: [...new Set(changed)] })
}

/**
 * Has every web instance, then every front cache, forget what carries the tags. In this order, and the instances twice
 * where there are several: what one had not yet forgotten the others may have taken over from it meanwhile.
 * @throws when one does not answer, so that the job is tried again; the others are told all the same
 */
export const clearCache = handle(clearCacheJob, async (ctx, { tags }) => {
  const { config } = ctx
  const rounds = config.webUrls.length > 1 ? 2 : 1
  const told: PromiseSettledResult<void>[] = []
  for (let round = 0; round < rounds; round += 1)
    told.push(...(await Promise.allSettled(config.webUrls.map((webUrl) => tellInstance(webUrl, config, tags)))))
  told.push(...(await Promise.allSettled(frontCaches(config).map((cache) => cache.purge(tags)))))
  const failed = told.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
})

async function tellInstance(webUrl: string, config: Config, tags: string[]): Promise<void> {
  const response = await fetch(`${webUrl}/api/cache`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${config.internalToken}` },
    body: JSON.stringify({ tags }),
    signal: AbortSignal.timeout(5_000),
  })
  if (!response.ok) throw new Error(`${webUrl}/api/cache answered ${response.status}`)
}
