import { z } from 'zod'
import { stripeEvents } from '#db/schema/donations.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { defineJob } from '#lib/jobs/job.ts'
import { verifiedEvent } from './internal/signature.ts'

/** Twelve retries over some eleven hours: longer than any outage of Stripe's or ours that nobody notices. */
export const stripeEventJob = defineJob('stripe-event', z.object({ eventId: z.string() }), {
  retryLimit: 12,
  retryDelay: 5,
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
  const verified = signature === null ? null : verifiedEvent(ctx, rawBody, signature)
  if (verified === null) {
    ctx.log.warn({ event: 'stripe signature refused' }, 'a webhook bore no valid signature')
    return 'refused'
  }
  const { event, payload } = verified
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
