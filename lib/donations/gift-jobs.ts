import { z } from 'zod'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { forgetGoneGivers, removeUnpaidGifts } from './gift-traces.ts'
import { deliverDueGifts, deliverGift, deliverGiftJob } from './internal/deliver-gift.ts'

export const deliverGiftOnItsDay = handle(deliverGiftJob, (ctx, { giftId }) => deliverGift(ctx, giftId))

const deliverMissedJob = defineJob('gifts-deliver-missed', z.object({}))

export const deliverMissedGifts = handle(deliverMissedJob, deliverDueGifts)

const forgetJob = defineJob('gifts-forget', z.object({}))

export const forgetGifts = handle(forgetJob, async (ctx) => {
  await forgetGoneGivers(ctx)
  await removeUnpaidGifts(ctx)
})

export const giftSchedules: Schedule[] = [
  { job: deliverMissedJob, cron: '10 * * * *' },
  { job: forgetJob, cron: '50 3 * * *' },
]
