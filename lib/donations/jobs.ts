import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { stripeEvents } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { stripeEventJob } from './inbox.ts'
import { applyEvent } from './internal/apply-event.ts'
import { eventSchema } from './internal/objects.ts'
import { reconcile } from './reconcile.ts'

/**
 * Applies one event of the inbox, and notes in its row what became of it.
 * @throws what applying throws, so that the job is tried again; the row then says `failed` and why
 */
export const applyStripeEvent = handle(stripeEventJob, async (ctx, { eventId }) => {
  const [row] = await ctx.db
    .select()
    .from(stripeEvents)
    .where(and(eq(stripeEvents.id, eventId), inArray(stripeEvents.state, ['received', 'failed'])))
  if (!row) return
  const { data } = eventSchema.parse(row.payload)
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

const reconcileJob = defineJob('stripe-reconcile', z.object({}), { retryLimit: 3, retryDelay: 600 })

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

/** Nightly, when few pay. */
export const donationSchedules: Schedule[] = [{ job: reconcileJob, cron: '40 3 * * *' }]
