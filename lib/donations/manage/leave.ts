import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { checkoutAttempts, stripeCustomers, subscriptionChanges, subscriptions } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { forgetGiftsOf } from '../gift-traces.ts'
import { fulfilSession } from '../internal/apply-session.ts'
import { applySubscription } from '../internal/apply-subscription.ts'
import { withDonor } from '../internal/donor.ts'
import { liveStatuses } from '../internal/statuses.ts'
import { deleteCustomer, endSubscription } from '../internal/stripe-gifts.ts'
import { expireSession, isFromStripe, isRefusedByStripe } from '../internal/stripe.ts'

/**
 * Ends everything through which a person could be charged again: payment pages left open, regular gifts, at once, and
 * the customers at Stripe with the cards saved there. One step after the other, so that no transaction waits for all of them;
 * done twice it is done once.
 * @param afterwards what follows once all has ended, in one transaction in which nothing of this person's can begin again in
 *   another window; what had begun there meanwhile is ended first
 * @throws Refusal `unavailable` when Stripe does not answer: what has ended until then stays so, and the rest is tried again
 */
export async function endAllGiving(
  ctx: Context,
  personId: string,
  afterwards: (tx: Context) => Promise<void>,
): Promise<void> {
  try {
    for (let round = 0; round < 3; round += 1) {
      const ended = await endWhatGoesOn(ctx, personId)
      const done = await withDonor(ctx, personId, async (tx) => {
        const begun = [...(await openSessionsOf(tx, personId)), ...(await liveSubscriptionsOf(tx, personId))]
        if (begun.some((id) => !ended.includes(id))) return false
        await afterwards(tx)
        return true
      })
      if (done) return
    }
  } catch (error) {
    if (!isFromStripe(error)) throw error
    ctx.log.warn({ err: error, event: 'giving not ended', personId }, 'Stripe did not end what somebody gives')
    throw new Refusal('unavailable', 'The payment service cannot be reached just now.')
  }
  throw new Refusal('unavailable', 'Something is being given in another window just now.')
}

/** @returns what was ended, by its id at Stripe: sessions, of which one may still wait for a bank, and subscriptions */
async function endWhatGoesOn(ctx: Context, personId: string): Promise<string[]> {
  const open = await openSessionsOf(ctx, personId)
  for (const id of open) await closeCheckout(ctx, id)
  const live = await liveSubscriptionsOf(ctx, personId)
  for (const id of live) {
    await endSubscription(ctx, id)
    await applySubscription(ctx, id, null)
  }
  for (const id of await customersOf(ctx, personId)) await deleteCustomer(ctx, id)
  return [...open, ...live]
}

/** One that was paid in the meantime, or whose debit is on its way, is applied: what it began is then ended with the rest. */
async function closeCheckout(ctx: Context, sessionId: string): Promise<void> {
  try {
    await expireSession(ctx, sessionId)
  } catch (error) {
    // Only open sessions can be expired: this one is paid, expired or forgotten, which the next line learns.
    if (!isRefusedByStripe(error)) throw error
  }
  await fulfilSession(ctx, sessionId, null)
}

async function openSessionsOf(ctx: Context, personId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: checkoutAttempts.stripeSessionId })
    .from(checkoutAttempts)
    .where(
      and(
        eq(checkoutAttempts.personId, personId),
        eq(checkoutAttempts.state, 'open'),
        isNotNull(checkoutAttempts.stripeSessionId),
      ),
    )
  return rows.flatMap(({ id }) => (id === null ? [] : [id]))
}

async function liveSubscriptionsOf(ctx: Context, personId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: subscriptions.stripeSubscriptionId })
    .from(subscriptions)
    .where(and(eq(subscriptions.personId, personId), inArray(subscriptions.status, liveStatuses)))
  return rows.map(({ id }) => id)
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
export async function forgetDonor(tx: Context, person: { id: string; email: string }): Promise<void> {
  await tx.db
    .update(subscriptionChanges)
    .set({ comment: null, confirmation: null })
    .where(eq(subscriptionChanges.personId, person.id))
  await forgetGiftsOf(tx, person)
}
