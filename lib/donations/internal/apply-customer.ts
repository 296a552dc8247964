import { and, eq, inArray } from 'drizzle-orm'
import { stripeCustomers, subscriptions } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { applied, ignored, type Applied } from './applied.ts'
import { applySubscription, strangers } from './apply-subscription.ts'
import { liveStatuses } from './statuses.ts'
import { customerOfMethod, fetchCustomer } from './stripe.ts'

/**
 * Somebody changed a customer at Stripe, or deleted it. Name and address here are the person's own and stay; what the
 * customer pays with counts for their subscriptions. Deleting cancels what they subscribed to at once
 * (https://docs.stripe.com/api/customers/delete), and the next checkout makes a new customer.
 */
export async function applyCustomer(ctx: Context, customerId: string, eventId: string | null): Promise<Applied> {
  const personId = await personOf(ctx, customerId)
  if (personId === null) return ignored(strangers)
  const customer = await fetchCustomer(ctx, customerId)
  if (customer && !customer.deleted) return refreshed(await applyAllOf(ctx, personId, eventId))
  await applyAllOf(ctx, personId, eventId)
  await ctx.db.delete(stripeCustomers).where(eq(stripeCustomers.stripeCustomerId, customerId))
  return applied('Customer forgotten; the person stays.', true)
}

/** The bank has sent its customer a new card, and told Stripe: https://docs.stripe.com/payments/cards/overview#automatic-card-updates */
export async function applyPaymentMethod(ctx: Context, methodId: string, eventId: string | null): Promise<Applied> {
  const customerId = await customerOfMethod(ctx, methodId)
  const personId = customerId === null ? null : await personOf(ctx, customerId)
  if (personId === null) return ignored(strangers)
  return refreshed(await applyAllOf(ctx, personId, eventId))
}

async function personOf(ctx: Context, customerId: string): Promise<string | null> {
  const [known] = await ctx.db
    .select({ personId: stripeCustomers.personId })
    .from(stripeCustomers)
    .where(eq(stripeCustomers.stripeCustomerId, customerId))
  return known?.personId ?? null
}

/** @returns what applying each of a person's subscriptions that goes on came to */
async function applyAllOf(ctx: Context, personId: string, eventId: string | null): Promise<Applied[]> {
  const live = await ctx.db
    .select({ id: subscriptions.stripeSubscriptionId })
    .from(subscriptions)
    .where(and(eq(subscriptions.personId, personId), inArray(subscriptions.status, liveStatuses)))
  const outcomes: Applied[] = []
  for (const { id } of live) outcomes.push(await applySubscription(ctx, id, eventId))
  return outcomes
}

function refreshed(outcomes: Applied[]): Applied {
  if (outcomes.length === 0) return ignored('Whoever it is gives nothing regularly.')
  const changed = outcomes.some((outcome) => outcome.changed)
  return applied(`What is charged was looked at again; membership ${changed ? 'changed' : 'unchanged'}.`, changed)
}
