import type { Context } from '#lib/context.ts'
import { outranks, tierForAmount, type Tier } from '#lib/membership/model.ts'
import { intervalSchema } from '#lib/membership/schema.ts'
import { plansOnSale } from '#lib/membership/queries.ts'
import { applySubscription, isOurSubscription } from './internal/apply-subscription.ts'
import { ensureCatalogue, productFor } from './internal/catalogue.ts'
import type { StripeSubscription } from './internal/objects.ts'
import { updateSubscription } from './internal/stripe-gifts.ts'
import { subscriptionsOfCustomer } from './internal/walk.ts'

export interface TakenOver {
  /** Ids of subscriptions that are ours from now on. */
  taken: string[]
  /** Those of the former system that stay as they are, and why. */
  left: { id: string; why: string }[]
}

/**
 * Makes a regular gift that another system began at the same Stripe account one of ours: at Stripe its price becomes one
 * of our product, of the same amount, on the same day, without proration, and it bears our mark. Nothing is charged by
 * that. Any number of times, the result is the same.
 * @param given.products ids at Stripe of what the former system sold as memberships: nothing else is touched
 * @throws what Stripe throws
 */
export async function takeOverGifts(
  ctx: Context,
  given: { personId: string; customerId: string; products: ReadonlySet<string> },
): Promise<TakenOver> {
  const result: TakenOver = { taken: [], left: [] }
  const fit: { subscription: StripeSubscription; tier: Tier; amount: number; change: Change }[] = []
  for await (const subscription of subscriptionsOfCustomer(ctx, given.customerId)) {
    const [item, ...more] = subscription.items
    if (!item || !given.products.has(item.productId) || (await isOurSubscription(ctx, subscription))) continue
    if (['canceled', 'incomplete', 'incomplete_expired'].includes(subscription.status)) continue
    const why = reasonAgainst(subscription, more.length > 0)
    const { currency, amount } = item
    const interval = intervalSchema.safeParse(item.interval)
    if (why !== null || currency === null || !interval.success) {
      result.left.push({ id: subscription.id, why: why ?? 'its currency or interval is none that is sold here' })
      continue
    }
    // Whoever gave less than ours begin at was a member there, and stays one.
    const plans = await plansOnSale(ctx, currency)
    const tier = tierForAmount(plans, interval.data, { amount, currency }) ?? 'supporter'
    fit.push({ subscription, tier, amount, change: { itemId: item.id, currency, interval: interval.data } })
  }
  const [best, ...others] = fit.toSorted((one, other) =>
    one.tier === other.tier ? other.amount - one.amount : outranks(one.tier, other.tier) ? -1 : 1,
  )
  for (const { subscription } of others)
    result.left.push({ id: subscription.id, why: 'the customer gives regularly twice: end one of them at Stripe' })
  if (best === undefined) return result
  const { subscription, tier, amount, change } = best
  await ensureCatalogue(ctx)
  await updateSubscription(
    ctx,
    subscription.id,
    {
      items: [
        {
          id: change.itemId,
          quantity: 1,
          price_data: {
            currency: change.currency.toLowerCase(),
            product: productFor(tier),
            unit_amount: amount,
            recurring: { interval: change.interval },
          },
        },
      ],
      proration_behavior: 'none',
      metadata: { app: 'standfirst', person: given.personId },
    },
    `take-over-${subscription.id}`,
  )
  await applySubscription(ctx, subscription.id, null)
  result.taken.push(subscription.id)
  return result
}

interface Change {
  itemId: string
  currency: string
  interval: 'month' | 'year'
}

/** One whose payment fails is settled where it was begun: its grace cannot be counted from invoices that are not ours. */
function reasonAgainst(subscription: StripeSubscription, hasMore: boolean): string | null {
  if (hasMore) return 'it is for several things at once'
  return ['active', 'trialing'].includes(subscription.status) ? null : `it is ${subscription.status.replace('_', ' ')}`
}
