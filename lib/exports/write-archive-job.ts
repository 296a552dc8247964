import { z } from 'zod'
import { defineJob } from '#lib/jobs/job.ts'

/** A second try may help where a disk was full. */
export const writeArchiveJob = defineJob('exports-write-archive', z.object({ id: z.uuid() }), {
  retryLimit: 2,
  retryDelay: 30,
  // Many pictures take their time.
  longestSeconds: 6 * 60 * 60,
})
