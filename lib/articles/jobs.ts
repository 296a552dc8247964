import { z } from 'zod'
import { defineJob } from '#lib/jobs/job.ts'

/** Due at the hour an article is scheduled for. Taken up by `publishScheduled`. */
export const publishScheduledJob = defineJob('article-publish', z.object({ articleId: z.uuid() }), {
  retryLimit: 30,
  retryDelay: 2,
  isQuick: true,
})
