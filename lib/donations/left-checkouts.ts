import { eq } from 'drizzle-orm'
import { checkoutAttempts } from '#db/schema/donations.ts'
import { releaseReservation, reservationsSince } from '#lib/books/reserve.ts'
import { after, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { fulfilSession } from './internal/apply-session.ts'
import { attemptsOf, copyIsKeptFor } from './internal/attempts.ts'

/**
 * Asks Stripe what became of checkouts that keep a copy of a book for longer than their page was open: its event may have been lost.
 * One whose page was never made is over.
 * @returns how many were looked at
 */
export async function settleLeftCheckouts(ctx: Context): Promise<number> {
  const left = await attemptsOf(ctx, await reservationsSince(ctx, after(ctx.now, -copyIsKeptFor - 10 * minute)))
  for (const { id, stripeSessionId } of left) {
    const state = stripeSessionId === null ? 'unknown' : (await fulfilSession(ctx, stripeSessionId, null)).state
    if (state !== 'unknown') continue
    await ctx.db.update(checkoutAttempts).set({ state: 'failed' }).where(eq(checkoutAttempts.id, id))
    await releaseReservation(ctx, id, 'checkout_failed')
  }
  return left.length
}
