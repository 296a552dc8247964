import { z } from 'zod'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { countMonths } from './commands.ts'

const monthsJob = defineJob('figures-months', z.object({}), { retryLimit: 3, retryDelay: 600 })

/** Counts the months that are over, so that the figures need count only the one that runs. */
export const countDonationMonths = handle(monthsJob, async (ctx) => {
  ctx.log.info({ event: 'months counted', months: await countMonths(ctx) }, 'counted what was given')
})

/** Nightly, after the comparison with Stripe. */
export const figureSchedules: Schedule[] = [{ job: monthsJob, cron: '40 4 * * *' }]
