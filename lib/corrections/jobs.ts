import { z } from 'zod'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { defineJob, handle } from '#lib/jobs/job.ts'

/** Due when the front page ceases to name a correction. */
export const correctionLeavesJob = defineJob('correction-leaves', z.object({}), { retryLimit: 30, retryDelay: 2 })

/** Clears what names corrections: which of them the front page has follows from the time, and a cached page knows none. */
export const letCorrectionsLeave = handle(correctionLeavesJob, (ctx) => announceChange(ctx, [tags.corrections]))
