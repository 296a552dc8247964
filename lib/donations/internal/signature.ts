import type { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { outsideTime } from '#lib/system-time.ts'
import { eventSchema } from './objects.ts'
import { isBadSignature, stripe } from './stripe.ts'

/** Stripe's own allowance between signing and receiving, in seconds: https://docs.stripe.com/webhooks#replay-attacks */
const tolerance = 300

/**
 * Checks a webhook's signature with each secret in turn: while the secret is rolled, the old and the new one are both valid
 * (https://docs.stripe.com/webhooks#roll-endpoint-secrets).
 * @returns null when none fits, or when what was signed is no event
 */
export function verifiedEvent(
  ctx: Context,
  rawBody: string,
  signature: string,
): { event: z.output<typeof eventSchema>; payload: unknown } | null {
  for (const secret of ctx.config.stripe.webhookSecrets) {
    try {
      const payload: unknown = stripe(ctx).webhooks.constructEvent(
        rawBody,
        signature,
        secret,
        tolerance,
        undefined,
        outsideTime(ctx).getTime(),
      )
      const event = eventSchema.safeParse(payload)
      return event.success ? { event: event.data, payload } : null
    } catch (error) {
      // Signed rightly and still not an event: broken JSON, or one of the thin events we did not ask for.
      if (!isBadSignature(error)) return null
    }
  }
  return null
}
