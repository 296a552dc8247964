import { z } from 'zod'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { recount } from './recount.ts'

const recountJob = defineJob('comments-recount', z.object({}))

/** Every night: whatever was counted wrong is put right, and said in the log, because something must have made it so. */
export const recountComments = handle(recountJob, async (ctx) => {
  for await (const wrong of recount(ctx)) ctx.log.warn(wrong, 'a count of comments was wrong and is put right')
})

export const commentSchedules: Schedule[] = [{ job: recountJob, cron: '20 4 * * *' }]
