import { z } from 'zod'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { forgetUnconfirmed } from './confirm.ts'
import { removeUnusedFiles } from './files.ts'

const forgetJob = defineJob('cases-forget-unconfirmed', z.object({}))

/** First the forms nobody confirmed in time, then the files nobody needs any more. */
export const forgetUnconfirmedCases = handle(forgetJob, async (ctx) => {
  await forgetUnconfirmed(ctx)
  await removeUnusedFiles(ctx)
})

export const caseSchedules: Schedule[] = [{ job: forgetJob, cron: '50 3 * * *' }]
