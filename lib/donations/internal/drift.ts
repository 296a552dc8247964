import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { missingRows } from './ledger-rows.ts'
import type { StripeSubscription } from './objects.ts'
import type { SoldMembership } from './sold.ts'
import { standingOf } from './standing.ts'
import { gatherFacts } from './subscription-facts.ts'
import { cardColumns } from './write-subscription.ts'

/**
 * In what our tables and a subscription of ours at Stripe differ, in words for the drift report; empty when they agree.
 */
export async function driftOf(ctx: Context, subscription: StripeSubscription, sold: SoldMembership): Promise<string[]> {
  const [copy] = await ctx.db
    .select()
    .from(subscriptions)
    .where(eq(subscriptions.stripeSubscriptionId, subscription.id))
  if (!copy) return ['unknown here']
  const pairs: [string, unknown, unknown][] = [
    ['status', copy.status, subscription.status],
    ['tier', copy.tier, sold.tier],
    ['amount', copy.amount, sold.amount],
    ['currency', copy.currency, sold.currency],
    ['interval', copy.interval, sold.interval],
    ['period', copy.currentPeriodEnd.getTime(), sold.periodEnd.getTime()],
    ['notice', copy.cancelAtPeriodEnd, subscription.cancelAtPeriodEnd || subscription.cancelAt !== null],
    ['pause', copy.collectionPaused, subscription.collectionPaused],
    ['end of the pause', copy.resumesAt?.getTime(), subscription.resumesAt?.getTime()],
    ['latest invoice', copy.latestInvoiceId, subscription.latestInvoice?.id ?? null],
    ['card', inWords(copy), inWords(cardColumns(subscription.card))],
    ['end', copy.endedAt?.getTime(), subscription.endedAt?.getTime()],
  ]
  const differing = pairs.filter(([, ours, theirs]) => ours !== theirs).map(([name]) => name)
  return (await ledgerAgrees(ctx, copy.personId, subscription, sold)) ? differing : [...differing, 'membership']
}

function inWords(card: ReturnType<typeof cardColumns>): string {
  return `${card.cardBrand} ${card.cardLast4} ${card.cardExpiresMonth}/${card.cardExpiresYear}`
}

async function ledgerAgrees(
  ctx: Context,
  personId: string,
  subscription: StripeSubscription,
  sold: SoldMembership,
): Promise<boolean> {
  const facts = await gatherFacts(ctx, personId, subscription, sold)
  const standing = standingOf(facts, ctx.now)
  return standing === null || missingRows(facts, standing, ctx.now).length === 0
}
