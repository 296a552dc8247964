import { z } from 'zod'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { deliverDueGifts, deliverGift, deliverGiftJob } from './internal/deliver-gift.ts'
import { sweepUnpaidOrders } from './internal/forget-gifts.ts'

export const deliverGiftOnItsDay = handle(deliverGiftJob, (ctx, { giftId }) => deliverGift(ctx, giftId))

const deliverMissedJob = defineJob('gifts-deliver-missed', z.object({}))

export const deliverMissedGifts = handle(deliverMissedJob, deliverDueGifts)

const sweepOrdersJob = defineJob('gifts-sweep-unpaid-orders', z.object({}))

export const sweepGiftOrders = handle(sweepOrdersJob, sweepUnpaidOrders)

export const giftSchedules: Schedule[] = [
  { job: deliverMissedJob, cron: '10 * * * *' },
  { job: sweepOrdersJob, cron: '40 3 * * *' },
]
