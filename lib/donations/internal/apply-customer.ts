import { and, eq, inArray } from 'drizzle-orm'
import { stripeCustomers, subscriptions } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { applied, ignored, type Applied } from './applied.ts'
import { applySubscription, strangers } from './apply-subscription.ts'
import { liveStatuses } from './standing.ts'
import { fetchCustomer } from './stripe.ts'

/**
 * Somebody deleted a customer at Stripe, which cancels what the customer subscribed to at once
 * (https://docs.stripe.com/api/customers/delete). The next checkout makes a new customer.
 */
export async function applyCustomer(ctx: Context, customerId: string, eventId: string | null): Promise<Applied> {
  const [known] = await ctx.db
    .select({ personId: stripeCustomers.personId })
    .from(stripeCustomers)
    .where(eq(stripeCustomers.stripeCustomerId, customerId))
  if (!known) return ignored(strangers)
  const customer = await fetchCustomer(ctx, customerId)
  if (customer && !customer.deleted) return ignored('The customer is there.')
  const live = await ctx.db
    .select({ id: subscriptions.stripeSubscriptionId })
    .from(subscriptions)
    .where(and(eq(subscriptions.personId, known.personId), inArray(subscriptions.status, liveStatuses)))
  for (const { id } of live) await applySubscription(ctx, id, eventId)
  await ctx.db.delete(stripeCustomers).where(eq(stripeCustomers.stripeCustomerId, customerId))
  return applied('Customer forgotten; the person stays.', true)
}
