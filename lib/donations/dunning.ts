import { and, eq, gt, inArray, lte, or, sql } from 'drizzle-orm'
import { subscriptions } from '#db/schema/donations.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { cardReminderHorizon, timelySince } from './internal/dunning-rules.ts'
import { tellOfTrouble } from './internal/post-dunning.ts'

/**
 * Tells donors of what no event announces: a grace that ends or has ended, a card that will have run out when the next
 * payment is due. Once a day is enough; more often changes nothing.
 * @returns how many gifts were looked at
 */
export async function remindDonors(ctx: Context): Promise<number> {
  const inGrace = and(eq(subscriptions.status, 'past_due'), gt(subscriptions.graceUntil, timelySince(ctx.now)))
  const cardRunsOut = and(
    inArray(subscriptions.status, ['active', 'trialing']),
    gt(subscriptions.currentPeriodEnd, ctx.now),
    lte(subscriptions.currentPeriodEnd, cardReminderHorizon(ctx.now)),
    // The first day of the month after the one printed on the card.
    sql`make_timestamptz(${subscriptions.cardExpiresYear}, ${subscriptions.cardExpiresMonth}, 1, 0, 0, 0, 'UTC') + interval '1 month' <= ${subscriptions.currentPeriodEnd}`,
  )
  const candidates = await ctx.db
    .select({ id: subscriptions.stripeSubscriptionId })
    .from(subscriptions)
    .where(or(inGrace, cardRunsOut))
  for (const { id } of candidates) await inTransaction(ctx, (tx) => tellOfTrouble(tx, id))
  return candidates.length
}
