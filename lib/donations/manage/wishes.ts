import { and, eq, gte, ne } from 'drizzle-orm'
import { v5 } from 'uuid'
import { subscriptionChanges } from '#db/schema/donations.ts'
import { after, minute } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { settleWishLater } from './later.ts'
import type { RegularGift, Wish, WishPlan } from './model.ts'
import { ensureCatalogue, productFor } from '../internal/catalogue.ts'
import type { StripeSubscription } from '../internal/objects.ts'
import { endSubscription, updateSubscription } from '../internal/stripe-gifts.ts'

export type WishRow = typeof subscriptionChanges.$inferSelect

/** What somebody adds to a cancellation, if they choose to. */
export interface Said {
  reason: string | null
  comment: string | null
}

/**
 * The id of a wish: the same form with the same choice is one wish, however often it is sent; another choice (the back
 * button brings old forms back) or another person's is another.
 */
export function wishId(formId: string, personId: string, wish: Wish): string {
  return v5(`${personId} ${JSON.stringify(wish)}`, formId)
}

/** The wish that takes the place of one that is over, when the same form is sent again. */
export function successorOf(id: string): string {
  return v5('again', id)
}

/**
 * Writes a wish before Stripe is asked for it, with the job that looks after it.
 * @param confirmation what its mail will say; null when there is nothing to do
 */
export async function findOrWriteWish(
  ctx: Context,
  id: string,
  personId: string,
  gift: RegularGift,
  wish: Wish,
  said: Said,
  confirmation: object | null,
): Promise<void> {
  const { kind, ...wanted } = wish
  const before = { amountBefore: gift.amount, intervalBefore: gift.interval, tierBefore: gift.held?.tier ?? gift.tier }
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .insert(subscriptionChanges)
      .values({
        id,
        personId,
        stripeSubscriptionId: gift.id,
        kind,
        details: { ...wanted, currency: gift.currency, ...before },
        confirmation,
        ...said,
        createdAt: tx.now,
      })
      .onConflictDoNothing({ target: subscriptionChanges.id })
    await settleWishLater(tx, id)
  })
}

/** Whether another window's wish did the same while this one waited, and was confirmed. */
export async function wasDoneByAnother(tx: Context, row: WishRow): Promise<boolean> {
  const [other] = await tx.db
    .select({ id: subscriptionChanges.id })
    .from(subscriptionChanges)
    .where(
      and(
        eq(subscriptionChanges.personId, row.personId),
        eq(subscriptionChanges.stripeSubscriptionId, row.stripeSubscriptionId),
        eq(subscriptionChanges.kind, row.kind),
        eq(subscriptionChanges.state, 'done'),
        // Both are when their request began: the one that did it may have begun before the one that waited for it.
        gte(subscriptionChanges.settledAt, after(row.createdAt, -minute)),
        ne(subscriptionChanges.id, row.id),
      ),
    )
    .limit(1)
  return other !== undefined
}

/** The wish again, locked to the end of the transaction. */
export async function lockWish(tx: Context, id: string): Promise<WishRow> {
  const [row] = await tx.db.select().from(subscriptionChanges).where(eq(subscriptionChanges.id, id)).for('update')
  if (!row) throw new Error(`wish ${id} vanished`)
  return row
}

export async function settleWish(
  ctx: Context,
  id: string,
  outcome: { state: 'done'; details?: Record<string, string | number> } | { state: 'refused'; problem: string },
): Promise<void> {
  await ctx.db
    .update(subscriptionChanges)
    .set({ problem: null, ...outcome, settledAt: ctx.now })
    .where(and(eq(subscriptionChanges.id, id), eq(subscriptionChanges.state, 'begun')))
}

/** Notes a fault of Stripe's, by which a wish is not settled. */
export async function noteFault(ctx: Context, id: string, problem: string): Promise<void> {
  await ctx.db
    .update(subscriptionChanges)
    .set({ problem })
    .where(and(eq(subscriptionChanges.id, id), eq(subscriptionChanges.state, 'begun')))
}

/** Keeps what a wish's mail will say, when it is not what was thought before Stripe was asked how the gift is. */
export async function keepConfirmation(tx: Context, id: string, confirmation: object | null): Promise<void> {
  await tx.db.update(subscriptionChanges).set({ confirmation }).where(eq(subscriptionChanges.id, id))
}

/** What of a plan is worth keeping with the wish. */
export function outcomeDetails(plan: WishPlan): Record<string, string | number> {
  switch (plan.does) {
    case 'change':
      return { tier: plan.tier, charged: plan.chargedNow?.amount ?? 0 }
    case 'pause':
      return { until: plan.firstPayment.toISOString() }
    case 'end':
      return { until: plan.endsOn.toISOString() }
    case 'resume':
      return { charged: plan.chargedNow?.amount ?? 0 }
    default:
      return {}
  }
}

/** Asks Stripe for what a plan says. Money that cannot be taken changes nothing: `error_if_incomplete`. */
export async function askStripe(
  ctx: Context,
  subscription: StripeSubscription,
  plan: WishPlan,
  { id, reason, comment }: Pick<WishRow, 'id' | 'reason' | 'comment'>,
): Promise<void> {
  const update = (params: Parameters<typeof updateSubscription>[2]) =>
    updateSubscription(ctx, subscription.id, params, id)
  const why = { ...feedbackFor(reason), ...(comment === null ? {} : { comment }) }
  switch (plan.does) {
    case 'nothing':
      return
    case 'change': {
      await ensureCatalogue(ctx)
      const [item] = subscription.items
      if (!item) throw new Error(`subscription ${subscription.id} has no item`)
      const { amount, currency, interval } = plan.gift
      const product = productFor(plan.tier)
      const price = { currency: currency.toLowerCase(), product, unit_amount: amount, recurring: { interval } }
      await update({
        items: [{ id: item.id, price_data: price }],
        proration_behavior: 'none',
        payment_behavior: 'error_if_incomplete',
      })
      return
    }
    case 'pause': {
      const resumesAt = Math.floor(plan.resumesAt.getTime() / 1000)
      await update({ pause_collection: { behavior: 'void', resumes_at: resumesAt } })
      return
    }
    case 'end':
      if (plan.at === 'once') await endSubscription(ctx, subscription.id, why)
      else await update({ cancel_at_period_end: true, cancellation_details: why })
      return
    case 'take_back_notice':
      await update({ cancel_at_period_end: false })
      return
    case 'resume':
      await update({
        pause_collection: '',
        ...(plan.takesBackNotice ? { cancel_at_period_end: false } : {}),
        ...(plan.chargedNow === null
          ? {}
          : {
              billing_cycle_anchor: { type: 'now' },
              proration_behavior: 'none',
              payment_behavior: 'error_if_incomplete',
            }),
      })
  }
}

const feedbacks = ['too_expensive', 'unused', 'low_quality', 'missing_features', 'switched_service', 'other'] as const

/** Our reasons are Stripe's own, so that its dashboard counts them too. */
function feedbackFor(reason: string | null) {
  const feedback = feedbacks.find((one) => one === reason)
  return feedback === undefined ? {} : { feedback }
}
