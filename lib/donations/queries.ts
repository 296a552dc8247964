import { and, desc, eq, inArray } from 'drizzle-orm'
import { checkoutAttempts, donations, subscriptions } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import type { Interval, Tier } from '#lib/membership/model.ts'
import { currencySchema, type Currency, type Money } from '#lib/money.ts'
import { liveStatuses } from './internal/standing.ts'
import type { Frequency } from './model.ts'

export interface DonationView {
  id: string
  frequency: Frequency
  /** Minor units of `currency`. */
  amount: number
  currency: Currency
  /** How much of it went back, minor units of the same currency. */
  refunded: number
  paidAt: Date
}

/** What a person has given, newest first. */
export async function donationsOf(ctx: Context, personId: string): Promise<DonationView[]> {
  const rows = await ctx.db
    .select({
      id: donations.id,
      frequency: donations.frequency,
      amount: donations.amount,
      currency: donations.currency,
      refunded: donations.refunded,
      paidAt: donations.paidAt,
    })
    .from(donations)
    .where(eq(donations.personId, personId))
    .orderBy(desc(donations.paidAt), desc(donations.id))
  return rows.map((row) => ({ ...row, currency: currencySchema.parse(row.currency) }))
}

export interface SubscriptionView {
  id: string
  tier: Tier
  interval: Interval
  /** Minor units of `currency`, each interval. */
  amount: number
  currency: Currency
  /** When the next payment is due, or, when it does not go on, what is paid for ends. */
  currentPeriodEnd: Date
  cancelAtPeriodEnd: boolean
  /** Set while the last renewal has failed: the first instant without benefits. */
  graceUntil: Date | null
  startedAt: Date
  endedAt: Date | null
}

/** The regular gift of a person that goes on, or ends on a date to come; null when there is none. */
export async function subscriptionOf(ctx: Context, personId: string): Promise<SubscriptionView | null> {
  const [row] = await ctx.db
    .select({
      id: subscriptions.stripeSubscriptionId,
      tier: subscriptions.tier,
      interval: subscriptions.interval,
      amount: subscriptions.amount,
      currency: subscriptions.currency,
      currentPeriodEnd: subscriptions.currentPeriodEnd,
      cancelAtPeriodEnd: subscriptions.cancelAtPeriodEnd,
      graceUntil: subscriptions.graceUntil,
      startedAt: subscriptions.startedAt,
      endedAt: subscriptions.endedAt,
    })
    .from(subscriptions)
    .where(and(eq(subscriptions.personId, personId), inArray(subscriptions.status, liveStatuses)))
    .orderBy(desc(subscriptions.startedAt))
    .limit(1)
  return row ? { ...row, currency: currencySchema.parse(row.currency) } : null
}

export interface CheckoutAttempt {
  id: string
  personId: string | null
  frequency: Frequency
  amount: Money
  state: 'begun' | 'open' | 'completed' | 'expired' | 'failed'
  /** Stripe's page, while it can be paid there. */
  url: string | null
  returnPath: string
}

/** The attempt that opened a Checkout session; null for a session that was not begun here. */
export async function attemptOfSession(ctx: Context, sessionId: string): Promise<CheckoutAttempt | null> {
  const [row] = await ctx.db.select().from(checkoutAttempts).where(eq(checkoutAttempts.stripeSessionId, sessionId))
  return row ? present(row) : null
}

/** The attempt a cancelled checkout returns with, to show what was typed. @param id any text: what is no id finds nothing */
export async function attemptById(ctx: Context, id: string): Promise<CheckoutAttempt | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return null
  const [row] = await ctx.db.select().from(checkoutAttempts).where(eq(checkoutAttempts.id, id))
  return row ? present(row) : null
}

function present(row: typeof checkoutAttempts.$inferSelect): CheckoutAttempt {
  return {
    id: row.id,
    personId: row.personId,
    frequency: row.frequency,
    amount: { amount: row.amount, currency: currencySchema.parse(row.currency) },
    state: row.state,
    url: row.state === 'open' ? row.stripeSessionUrl : null,
    returnPath: row.returnPath,
  }
}
