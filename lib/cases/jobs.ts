import { z } from 'zod'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { forgetUnconfirmed } from './confirm.ts'

const forgetJob = defineJob('cases-forget-unconfirmed', z.object({}))

export const forgetUnconfirmedCases = handle(forgetJob, forgetUnconfirmed)

export const caseSchedules: Schedule[] = [{ job: forgetJob, cron: '50 3 * * *' }]
