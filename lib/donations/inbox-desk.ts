import { and, count, desc, eq, inArray, sql } from 'drizzle-orm'
import { stripeEvents } from '#db/schema/donations.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { stripeEventJob } from './inbox.ts'

export const eventStates = ['received', 'applied', 'ignored', 'failed'] as const
export type EventState = (typeof eventStates)[number]

export interface InboxEvent {
  id: string
  type: string
  state: EventState
  /** What became of it, or why it failed; null while nobody has tried. */
  outcome: string | null
  attempts: number
  receivedAt: Date
  settledAt: Date | null
  /** As Stripe sent it. */
  payload: unknown
}

/** Where a list of events goes on: after this one. */
export interface InboxPosition {
  receivedAt: Date
  id: string
}

/** What Stripe told us, the newest first. */
export async function inboxEvents(
  ctx: Context,
  options: { state?: EventState | undefined; before?: InboxPosition | undefined; limit: number },
): Promise<InboxEvent[]> {
  const { state, before, limit } = options
  return ctx.db
    .select()
    .from(stripeEvents)
    .where(
      and(
        state && eq(stripeEvents.state, state),
        before &&
          sql`(${stripeEvents.receivedAt}, ${stripeEvents.id}) < (${before.receivedAt.toISOString()}::timestamptz, ${before.id})`,
      ),
    )
    .orderBy(desc(stripeEvents.receivedAt), desc(stripeEvents.id))
    .limit(limit)
}

export async function inboxEvent(ctx: Context, id: string): Promise<InboxEvent | null> {
  const [row] = await ctx.db.select().from(stripeEvents).where(eq(stripeEvents.id, id))
  return row ?? null
}

/** How many events failed at the last try. */
export async function failedEvents(ctx: Context): Promise<number> {
  const [row] = await ctx.db
    .select({ failed: count() })
    .from(stripeEvents)
    // In the words of the index of what is not settled.
    .where(and(inArray(stripeEvents.state, ['received', 'failed']), eq(stripeEvents.state, 'failed')))
  return row?.failed ?? 0
}

/** Most events replayed at once: the rest by pressing again. */
const mostReplayed = 500

/**
 * Has events that failed tried again: one, or all that failed. An event applied meanwhile is left alone, and one that
 * is tried twice comes to the same.
 * @returns how many will be tried
 */
export async function replayEvents(ctx: Context, which: { id: string } | 'failed', actorId: string): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const waiting = await tx.db
      .select({ id: stripeEvents.id })
      .from(stripeEvents)
      .where(
        and(
          inArray(stripeEvents.state, ['received', 'failed']),
          which === 'failed' ? eq(stripeEvents.state, 'failed') : eq(stripeEvents.id, which.id),
        ),
      )
      .orderBy(stripeEvents.receivedAt)
      .limit(mostReplayed)
    for (const { id } of waiting) {
      await tx.queue.send(tx.db, stripeEventJob, { eventId: id })
      await recordAudit(tx, { actorId, action: 'replayed an event', subject: subjectOf('event', id), details: {} })
    }
    return waiting.length
  })
}
