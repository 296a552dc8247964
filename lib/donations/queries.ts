import { and, desc, eq, inArray, ne } from 'drizzle-orm'
import { checkoutAttempts, donations, subscriptions } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import type { Interval, Tier } from '#lib/membership/model.ts'
import type { Currency, Money } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { liveStatuses } from './internal/statuses.ts'
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

/**
 * Who paid a checkout for a regular donation of their own. Nothing else of them may follow from knowing its id.
 * @param sessionId Stripe's; anything at all may stand here
 */
export async function payerOf(ctx: Context, sessionId: string): Promise<string | null> {
  if (!/^cs_\w{1,200}$/.test(sessionId)) return null
  const [attempt] = await ctx.db
    .select({ personId: checkoutAttempts.personId })
    .from(checkoutAttempts)
    .where(
      and(
        eq(checkoutAttempts.stripeSessionId, sessionId),
        eq(checkoutAttempts.state, 'completed'),
        ne(checkoutAttempts.frequency, 'once'),
      ),
    )
  return attempt?.personId ?? null
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
  /** Payments are paused; when they begin again by themselves, if a day was named. */
  collectionPaused: boolean
  resumesAt: Date | null
  /** Stripe's status: https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
  status: string
  /** Set while the last renewal has failed: the first instant without benefits. */
  graceUntil: Date | null
  /** The newest invoice at Stripe. */
  latestInvoiceId: string | null
  /** Why the last renewal failed, in Stripe's code: `declineAdvice` says it in words. Null while nothing fails. */
  declineCode: string | null
  /** Stripe's page on which the failed renewal can be paid or confirmed; null while nothing fails. */
  invoiceUrl: string | null
  /** Null for other ways of paying. */
  card: CardView | null
  startedAt: Date
  endedAt: Date | null
}

/** A card as people know theirs. */
export interface CardView {
  /** Stripe's word: visa, mastercard, amex, … */
  brand: string
  last4: string
  /** 1 to 12; it is good to the last day of that month. */
  expiresMonth: number
  expiresYear: number
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
      collectionPaused: subscriptions.collectionPaused,
      resumesAt: subscriptions.resumesAt,
      status: subscriptions.status,
      graceUntil: subscriptions.graceUntil,
      latestInvoiceId: subscriptions.latestInvoiceId,
      declineCode: subscriptions.declineCode,
      invoiceUrl: subscriptions.invoiceUrl,
      brand: subscriptions.cardBrand,
      last4: subscriptions.cardLast4,
      expiresMonth: subscriptions.cardExpiresMonth,
      expiresYear: subscriptions.cardExpiresYear,
      startedAt: subscriptions.startedAt,
      endedAt: subscriptions.endedAt,
    })
    .from(subscriptions)
    .where(and(eq(subscriptions.personId, personId), inArray(subscriptions.status, liveStatuses)))
    .orderBy(desc(subscriptions.startedAt))
    .limit(1)
  if (!row) return null
  const { brand, last4, expiresMonth, expiresYear, ...rest } = row
  const card =
    brand === null || last4 === null || expiresMonth === null || expiresYear === null
      ? null
      : { brand, last4, expiresMonth, expiresYear }
  return { ...rest, currency: currencySchema.parse(row.currency), card }
}

export interface CheckoutAttempt {
  id: string
  personId: string | null
  frequency: Frequency
  amount: Money
  state: 'begun' | 'open' | 'completed' | 'expired' | 'failed'
  returnPath: string
}

/** https://docs.stripe.com/api/checkout/sessions/object#checkout_session_object-id; it comes from the address bar, and may be anything. */
const sessionIdPattern = /^cs_[A-Za-z0-9_]{1,250}$/

/** The attempt that opened a Checkout session; null for a session that was not begun here. */
export async function attemptOfSession(ctx: Context, sessionId: string): Promise<CheckoutAttempt | null> {
  if (!sessionIdPattern.test(sessionId)) return null
  const [row] = await ctx.db.select().from(checkoutAttempts).where(eq(checkoutAttempts.stripeSessionId, sessionId))
  if (!row) return null
  const { id, personId, frequency, state, returnPath } = row
  return {
    id,
    personId,
    frequency,
    state,
    returnPath,
    amount: { amount: row.amount, currency: currencySchema.parse(row.currency) },
  }
}

/** When money last came in; null when it never has. */
export async function lastPaymentAt(ctx: Context): Promise<Date | null> {
  const [row] = await ctx.db
    .select({ paidAt: donations.paidAt })
    .from(donations)
    .orderBy(desc(donations.paidAt))
    .limit(1)
  return row?.paidAt ?? null
}
