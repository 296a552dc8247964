import { z } from 'zod'
import { defineJob } from '#lib/jobs/job.ts'

/** A second try may help where a disk was full. */
export const writePersonalArchiveJob = defineJob('privacy-write-archive', z.object({ id: z.uuid() }), {
  retryLimit: 3,
  retryDelay: 30,
  longestSeconds: 60 * 60,
})
