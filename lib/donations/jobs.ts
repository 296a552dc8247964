import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { stripeEvents } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { remindDonors } from './dunning.ts'
import { stripeEventJob } from './inbox.ts'
import { applyEvent } from './internal/apply-event.ts'
import { eventSchema } from './internal/objects.ts'
import { isLive } from './internal/stripe.ts'
import { settleLeftCheckouts } from './left-checkouts.ts'
import { reconcile } from './reconcile.ts'
import { reconcileJob } from './reconcile-job.ts'
import { carryOut, refundJob } from './refunds.ts'

/**
 * Applies one event of the inbox, and notes in its row what became of it.
 * @throws what applying throws, so that the job is tried again; the row then says `failed` and why
 */
export const applyStripeEvent = handle(stripeEventJob, async (ctx, { eventId }) => {
  // Counted before it is tried: a worker that is killed over it has tried too.
  const [row] = await ctx.db
    .update(stripeEvents)
    .set({ attempts: sql`${stripeEvents.attempts} + 1` })
    .where(and(eq(stripeEvents.id, eventId), inArray(stripeEvents.state, ['received', 'failed'])))
    .returning()
  if (!row) return
  const { data, livemode } = eventSchema.parse(row.payload)
  if (livemode !== undefined && livemode !== isLive(ctx))
    return settle(ctx, eventId, 'ignored', 'Of the other mode at Stripe: test money and real money never mix.')
  try {
    const { state, why } = await applyEvent(ctx, {
      eventId,
      type: row.type,
      objectId: data.object.id ?? null,
      subscriptionId: data.object.parent?.subscription_details?.subscription ?? null,
    })
    await settle(ctx, eventId, state, why)
  } catch (error) {
    await settle(ctx, eventId, 'failed', error instanceof Error ? error.message : String(error))
    throw error
  }
})

async function settle(
  ctx: Context,
  eventId: string,
  state: 'applied' | 'ignored' | 'failed',
  outcome: string,
): Promise<void> {
  await ctx.db.update(stripeEvents).set({ state, outcome, settledAt: ctx.now }).where(eq(stripeEvents.id, eventId))
}

export const reconcileWithStripe = handle(reconcileJob, async (ctx) => {
  const report = await reconcile(ctx)
  ctx.log.info(
    {
      event: 'reconciled',
      checked: report.checked,
      repaired: report.repaired.length,
      unrepaired: report.unrepaired.length,
    },
    'compared with Stripe',
  )
})

/** Finishes a refund that somebody asked for while Stripe did not answer, or before a crash. */
export const finishRefund = handle(refundJob, carryOut)

const remindJob = defineJob('donations-remind', z.object({}))

export const remindOfPayments = handle(remindJob, async (ctx) => {
  const looked = await remindDonors(ctx)
  ctx.log.info({ event: 'donors reminded', looked }, 'looked for payments in trouble')
})

const leftJob = defineJob('donations-left-checkouts', z.object({}), { retryLimit: 3, retryDelay: 30 })

export const settleCheckouts = handle(leftJob, async (ctx) => {
  await settleLeftCheckouts(ctx)
})

/** Nightly, when few pay; and in the morning, when people read their mail, what the night has found out. */
export const donationSchedules: Schedule[] = [
  { job: reconcileJob, cron: '40 3 * * *' },
  { job: remindJob, cron: '10 8 * * *' },
  { job: leftJob, cron: '5,20,35,50 * * * *' },
]
