import { handle, type Schedule } from '#lib/jobs/job.ts'
import { deleteAccountsJob } from './deletion-job.ts'
import { finishDeletions } from './deletion.ts'

export const deleteAccounts = handle(deleteAccountsJob, finishDeletions)

/** Every quarter of an hour: whoever waits for their deletion waits for Stripe, not for us. */
export const accountSchedules: Schedule[] = [{ job: deleteAccountsJob, cron: '*/15 * * * *' }]
