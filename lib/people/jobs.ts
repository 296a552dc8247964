import { z } from 'zod'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { forgetExpiredSignIns } from './commands.ts'

const forgetJob = defineJob('people-forget-expired-sign-ins', z.object({}))

export const forgetExpired = handle(forgetJob, forgetExpiredSignIns)

export const peopleSchedules: Schedule[] = [{ job: forgetJob, cron: '20 3 * * *' }]
