import type { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { outsideTime } from '#lib/system-time.ts'
import { eventSchema } from './objects.ts'
import { isBadSignature, stripe } from './stripe.ts'

/** Stripe's own allowance between signing and receiving, in seconds: https://docs.stripe.com/webhooks#replay-attacks */
const tolerance = 300

export type Verification =
  | {
      verified: true
      event: z.output<typeof eventSchema>
      /** What is kept of it: what it names, and nobody's name or address. */ payload: unknown
    }
  /** `signature`: none of our secrets made it, or too long ago. `event`: rightly signed, and still no event. */
  | { verified: false; fault: 'signature' | 'event' }

/**
 * Checks a webhook's signature with each secret in turn: while the secret is rolled, the old and the new one are both valid
 * (https://docs.stripe.com/webhooks#roll-endpoint-secrets).
 */
export function verifyEvent(ctx: Context, rawBody: string, signature: string): Verification {
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
      return event.success
        ? { verified: true, event: event.data, payload: storable(event.data) }
        : { verified: false, fault: 'event' }
    } catch (error) {
      // Signed rightly and still not an event: broken JSON, or one of the thin events we did not ask for.
      if (!isBadSignature(error)) return { verified: false, fault: 'event' }
    }
  }
  return { verified: false, fault: 'signature' }
}

/**
 * JSON may hold what PostgreSQL's does not: NUL, and half a surrogate pair. A donor's name with one would otherwise be
 * refused by the table, and sent again for three days. https://www.postgresql.org/docs/current/datatype-json.html
 */
function storable(payload: unknown): unknown {
  return JSON.parse(JSON.stringify(payload), (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value,
  )
}
