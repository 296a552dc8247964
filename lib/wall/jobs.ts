import { lt } from 'drizzle-orm'
import { z } from 'zod'
import { giftLinks, meteredReadings } from '#db/schema/wall.ts'
import { after, calendarMonth, day } from '#lib/clock.ts'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { magazineSettings } from '#lib/settings/queries.ts'

const forgetJob = defineJob('wall-forget', z.object({}))

/** What somebody read is nobody's business when the month is over; a gift link is kept a while, to be told as past. */
export const forgetReadings = handle(forgetJob, async (ctx) => {
  const { name } = calendarMonth(ctx.now, (await magazineSettings(ctx)).timeZone)
  await ctx.db.delete(meteredReadings).where(lt(meteredReadings.month, name))
  await ctx.db.delete(giftLinks).where(lt(giftLinks.expiresAt, after(ctx.now, -180 * day)))
})

export const wallSchedules: Schedule[] = [{ job: forgetJob, cron: '40 3 * * *' }]
