import { z } from 'zod'
import { defineJob } from '#lib/jobs/job.ts'

/** Finishes the deletions that wait. Some hours of retries; after those the schedule begins again. */
export const deleteAccountsJob = defineJob('accounts-delete', z.object({}), { retryLimit: 10, retryDelay: 15 })
