import { z } from 'zod'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { deliverDueGifts, deliverGift, deliverGiftJob } from './internal/deliver-gift.ts'

export const deliverGiftOnItsDay = handle(deliverGiftJob, (ctx, { giftId }) => deliverGift(ctx, giftId))

const deliverMissedJob = defineJob('gifts-deliver-missed', z.object({}))

export const deliverMissedGifts = handle(deliverMissedJob, deliverDueGifts)

export const giftSchedules: Schedule[] = [{ job: deliverMissedJob, cron: '10 * * * *' }]
