import { inArray, sql } from 'drizzle-orm'
import { stripeEvents } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'

export interface InboxLag {
  /** Events that nobody has tried to apply, and those that failed at the last try. */
  received: number
  failed: number
  /** When the oldest of the first came in. */
  oldestAt: Date | null
}

/** How far the worker is behind with what Stripe told us. */
export async function inboxLag(ctx: Context): Promise<InboxLag> {
  const { state, receivedAt } = stripeEvents
  const [row] = await ctx.db
    .select({
      received: sql<number>`count(*) filter (where ${state} = 'received')`.mapWith(Number),
      failed: sql<number>`count(*) filter (where ${state} = 'failed')`.mapWith(Number),
      oldestAt: sql<Date | null>`min(${receivedAt}) filter (where ${state} = 'received')`.mapWith(receivedAt),
    })
    .from(stripeEvents)
    // In the words of the index of what is not settled.
    .where(inArray(state, ['received', 'failed']))
  return row ?? { received: 0, failed: 0, oldestAt: null }
}
