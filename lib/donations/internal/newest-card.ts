import type { Context } from '#lib/context.ts'
import type { StripeSubscription } from './objects.ts'
import { liveStatuses } from './statuses.ts'
import { fetchSubscription, stripe } from './stripe.ts'

/**
 * Rule: a regular gift is charged to the card that its donor entered last. Stripe's portal makes that the customer's
 * (https://docs.stripe.com/customer-management/portal-deep-links), while a subscription begun at Checkout has one of its
 * own, which goes before it and would be charged for ever. Call it within `withDonor`, for subscriptions of ours only.
 * @returns the subscription, as it is afterwards
 */
export async function withNewestCard(
  tx: Context,
  subscription: StripeSubscription | null,
): Promise<StripeSubscription | null> {
  if (!subscription || subscription.newerMethodId === null) return subscription
  if (subscription.customerDeleted || !liveStatuses.includes(subscription.status)) return subscription
  await stripe(tx).subscriptions.update(
    subscription.id,
    { default_payment_method: subscription.newerMethodId },
    { idempotencyKey: `${subscription.id} ${subscription.newerMethodId}` },
  )
  return fetchSubscription(tx, subscription.id)
}
