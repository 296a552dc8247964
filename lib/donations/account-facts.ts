import { and, inArray, lt, max } from 'drizzle-orm'
import { stripeEvents } from '#db/schema/donations.ts'
import { after, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { eventsWanted } from './internal/apply-event.ts'
import { isLive, stripe } from './internal/stripe.ts'
import { accountOf, eventsAmiss, findEndpoint } from './setup.ts'

export interface AccountFacts {
  account: { id: string; name: string } | null
  isLive: boolean
  /** How far Stripe's clock is ahead of this machine's, in milliseconds, as exact as its answers' dates: a second. */
  aheadMs: number
  /** Our webhook endpoint; null when there is none. */
  endpoint: { isEnabled: boolean; missing: string[]; needless: string[] } | null
  /** Of the newest events that concern us, those that happened over ten minutes ago and never came. */
  unheard: string[]
  /** When an event last came. */
  lastHeard: Date | null
}

/** A delivery may take a while, and is tried again (https://docs.stripe.com/webhooks#retries). */
const patience = 10 * minute

/** Looks at Stripe from where we stand. @throws what Stripe throws: its key is wrong, or it cannot be reached */
export async function accountFacts(ctx: Context): Promise<AccountFacts> {
  const account = await accountOf(ctx)
  const asked = Date.now()
  const events = await stripe(ctx).events.list({ limit: 50 })
  const answered = (asked + Date.now()) / 2
  const date = Date.parse(events.lastResponse.headers.date ?? '')
  const endpoint = await findEndpoint(ctx)
  const since = after(ctx.now, -patience).getTime()
  const due = events.data.filter(({ type, created }) => eventsWanted.includes(type) && created * 1000 < since)
  return {
    account,
    isLive: isLive(ctx),
    // The header names the second that had begun.
    aheadMs: Number.isNaN(date) ? 0 : date + 500 - answered,
    endpoint: endpoint && { isEnabled: endpoint.status === 'enabled', ...eventsAmiss(endpoint) },
    unheard: await neverCame(
      ctx,
      due.map(({ id }) => id),
    ),
    lastHeard: await lastHeard(ctx),
  }
}

async function neverCame(ctx: Context, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const came = await ctx.db.select({ id: stripeEvents.id }).from(stripeEvents).where(inArray(stripeEvents.id, ids))
  const known = new Set(came.map(({ id }) => id))
  return ids.filter((id) => !known.has(id))
}

async function lastHeard(ctx: Context): Promise<Date | null> {
  const [row] = await ctx.db.select({ at: max(stripeEvents.receivedAt) }).from(stripeEvents)
  return row?.at ?? null
}

/** Events that came over so many milliseconds ago and are not settled yet. */
export async function unsettledEvents(ctx: Context, ms: number): Promise<number> {
  return ctx.db.$count(
    stripeEvents,
    and(inArray(stripeEvents.state, ['received', 'failed']), lt(stripeEvents.receivedAt, after(ctx.now, -ms))),
  )
}
