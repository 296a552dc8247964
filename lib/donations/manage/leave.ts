import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { checkoutAttempts, stripeCustomers, subscriptionChanges, subscriptions } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { forgetGiftsFrom } from '../internal/forget-gifts.ts'
import { fulfilSession } from '../internal/apply-session.ts'
import { applySubscription } from '../internal/apply-subscription.ts'
import { liveStatuses } from '../internal/statuses.ts'
import { deleteCustomer, endSubscription } from '../internal/stripe-gifts.ts'
import { expireSession, isFromStripe, isRefusedByStripe } from '../internal/stripe.ts'

/**
 * Ends everything through which a person could be charged again: payment pages left open, regular gifts, at once, and
 * the customers at Stripe with the cards saved there. One step after the other, so that no transaction waits for all of them;
 * done twice it is done once.
 * @throws Refusal `unavailable` when Stripe does not answer: what has ended until then stays so, and the rest is tried again
 */
export async function endAllGiving(ctx: Context, personId: string): Promise<void> {
  try {
    await closeOpenCheckouts(ctx, personId)
    const live = await ctx.db
      .select({ id: subscriptions.stripeSubscriptionId })
      .from(subscriptions)
      .where(and(eq(subscriptions.personId, personId), inArray(subscriptions.status, liveStatuses)))
    for (const { id } of live) {
      await endSubscription(ctx, id)
      await applySubscription(ctx, id, null)
    }
    for (const id of await customersOf(ctx, personId)) await deleteCustomer(ctx, id)
  } catch (error) {
    if (!isFromStripe(error)) throw error
    ctx.log.warn({ err: error, event: 'giving not ended', personId }, 'Stripe did not end what somebody gives')
    throw new Refusal('unavailable', 'The payment service cannot be reached just now.')
  }
}

/** One that was paid in the meantime is applied, so that what it began is ended with the rest. */
async function closeOpenCheckouts(ctx: Context, personId: string): Promise<void> {
  const open = await ctx.db
    .select({ sessionId: checkoutAttempts.stripeSessionId })
    .from(checkoutAttempts)
    .where(
      and(
        eq(checkoutAttempts.personId, personId),
        eq(checkoutAttempts.state, 'open'),
        isNotNull(checkoutAttempts.stripeSessionId),
      ),
    )
  for (const { sessionId } of open) {
    if (sessionId === null) continue
    try {
      await expireSession(ctx, sessionId)
    } catch (error) {
      // Only open sessions can be expired: this one is paid, expired or forgotten, which the next line learns.
      if (!isRefusedByStripe(error)) throw error
    }
    await fulfilSession(ctx, sessionId, null)
  }
}

async function customersOf(ctx: Context, personId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: stripeCustomers.stripeCustomerId })
    .from(stripeCustomers)
    .where(eq(stripeCustomers.personId, personId))
  return rows.map(({ id }) => id)
}

/**
 * Takes names, addresses and words out of what is kept of a person's giving. Amounts, dates and Stripe's ids stay: the
 * accounts need them. Call it within the transaction that takes the rest.
 */
export async function forgetDonor(tx: Context, personId: string): Promise<void> {
  await tx.db
    .update(subscriptionChanges)
    .set({ comment: null, confirmation: null })
    .where(eq(subscriptionChanges.personId, personId))
  await forgetGiftsFrom(tx, personId)
}
