import { z } from 'zod'
import { stripeEvents } from '#db/schema/donations.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { countOf, countUp, type Count } from '#lib/counters.ts'
import { defineJob } from '#lib/jobs/job.ts'
import { verifyEvent } from './internal/signature.ts'

/** Twelve retries over some eleven hours: longer than any outage of Stripe's or ours that nobody notices. */
export const stripeEventJob = defineJob('stripe-event', z.object({ eventId: z.string() }), {
  retryLimit: 12,
  retryDelay: 5,
  isQuick: true,
})

export type Receipt = 'received' | 'duplicate' | 'refused'

/**
 * Takes in one webhook: checks the signature, then writes the event and its job together, and nothing else, so that the
 * answer is quick and an event is never half taken. Stripe repeats events and does not keep their order:
 * https://docs.stripe.com/webhooks#handle-duplicate-events
 * @param rawBody the body byte for byte as it came: the signature is over it
 * @param signature the `Stripe-Signature` header
 * @returns `refused` when the signature or the shape is wrong: answer 400. Otherwise 200.
 */
export async function receiveEvent(ctx: Context, rawBody: string, signature: string | null): Promise<Receipt> {
  const verification = verifyEvent(ctx, rawBody, signature ?? '')
  if (!verification.verified) {
    await countRefusal(ctx, verification.fault)
    return 'refused'
  }
  const { event, payload } = verification
  return inTransaction(ctx, async (tx) => {
    const written = await tx.db
      .insert(stripeEvents)
      .values({ id: event.id, type: event.type, payload, receivedAt: tx.now })
      .onConflictDoNothing({ target: stripeEvents.id })
      .returning({ id: stripeEvents.id })
    if (written.length === 0) return 'duplicate'
    await tx.queue.send(tx.db, stripeEventJob, { eventId: event.id })
    return 'received'
  })
}

const refusals = { signature: 'stripe webhook: bad signature', event: 'stripe webhook: no event' } as const

/** Kept for the desk to show: many mean that the signing secret is not the endpoint's, or that somebody is trying. */
async function countRefusal(ctx: Context, fault: keyof typeof refusals): Promise<void> {
  ctx.log.warn({ event: 'stripe webhook refused', fault }, 'a webhook was refused')
  try {
    await countUp(ctx, refusals[fault])
  } catch (error) {
    // The answer does not depend on it: whoever it was is refused all the same.
    ctx.log.error({ err: error, event: 'refusal not counted' }, 'a refused webhook could not be counted')
  }
}

/** The webhooks refused in the last week for their signature, and since when it has been quiet; null when there were none. */
export function refusedSignatures(ctx: Context): Promise<Count | null> {
  return countOf(ctx, refusals.signature, 7)
}
