import { z } from 'zod'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { defineJob, handle } from '#lib/jobs/job.ts'

/** Due when a house campaign begins, ends, or may be shown again after a day that was full. */
export const turnOfAdsJob = defineJob('ads-turn', z.object({}), { retryLimit: 30, retryDelay: 2 })

/**
 * Clears what shows advertising: which campaigns run follows from the time, and a cached page knows none. One that was
 * moved meanwhile clears it once too often, which harms nobody.
 */
export const turnAds = handle(turnOfAdsJob, (ctx) => announceChange(ctx, [tags.ads]))
