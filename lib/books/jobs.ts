import { z } from 'zod'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { lapseHolds } from './waiting-list.ts'

/** Due when a campaign begins or ends. */
export const turnOfCampaignsJob = defineJob('campaigns-turn', z.object({}), { retryLimit: 30, retryDelay: 2 })

/** Which campaigns are live follows from the time, and a cached page knows none. */
export const turnCampaigns = handle(turnOfCampaignsJob, (ctx) => announceChange(ctx, [tags.campaigns]))

const holdsJob = defineJob('books-pass-on', z.object({}))

/** Passes on the copies nobody took. */
export const passOnHeldCopies = handle(holdsJob, async (ctx) => {
  const passed = await lapseHolds(ctx)
  if (passed > 0) ctx.log.info({ event: 'copies passed on', passed }, 'copies that were held went on')
})

export const bookSchedules: Schedule[] = [{ job: holdsJob, cron: '*/10 * * * *' }]
