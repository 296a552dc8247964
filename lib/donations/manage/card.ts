import { desc, eq } from 'drizzle-orm'
import { v5 } from 'uuid'
import { z } from 'zod'
import { stripeCustomers } from '#db/schema/donations.ts'
import { hour } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Money } from '#lib/money.ts'
import { declineAdvice, type DeclineAdvice } from '../declines.ts'
import { applySubscription } from '../internal/apply-subscription.ts'
import { withDonor } from '../internal/donor.ts'
import { declineOf, isPaidAlready, openCardPage, payInvoice } from '../internal/stripe-gifts.ts'
import { fetchSubscription, isFromStripe, paymentProblemOf } from '../internal/stripe.ts'
import { subscriptionOf } from '../queries.ts'
import { owes } from './model.ts'

/**
 * Stripe's page on which a donor enters another card, which then pays for their regular gift.
 * @param visitId a UUID the form made; it comes back with the donor, see `settleAfterCard`
 * @returns its address
 * @throws Refusal `not_found` without a regular gift, `unavailable` when Stripe does not answer
 */
export async function beginCardUpdate(ctx: Context, personId: string, visitId: string): Promise<string> {
  const id = uuidIn(visitId)
  const subscription = await subscriptionOf(ctx, personId)
  if (!subscription) throw new Refusal('not_found', 'There is no regular gift on this account any more.')
  try {
    const customerId =
      (await fetchSubscription(ctx, subscription.id))?.customerId ?? (await newestCustomer(ctx, personId))
    if (customerId === null) throw new Refusal('not_found', 'There is no regular gift on this account any more.')
    return await openCardPage(ctx, {
      customerId,
      backUrl: `${ctx.config.publicUrl}/account/membership`,
      doneUrl: `${ctx.config.publicUrl}/account/membership/card?${new URLSearchParams({ visit: id })}`,
      // Links of the portal live for minutes only, so a form that comes back later gets a new one.
      idempotencyKey: v5(`card page ${customerId} ${Math.floor(ctx.now.getTime() / 60_000)}`, id),
    })
  } catch (error) {
    throw unreachable(ctx, error)
  }
}

export type Settlement =
  /** Nothing was owed, or it is paid now. */
  | { state: 'nothing_owed' }
  | { state: 'paid'; amount: Money }
  | { state: 'declined'; advice: DeclineAdvice; invoiceUrl: string | null }

/**
 * Looks at what is charged now, and pays what is owed with it. Asked twice with one id it tries once within an hour, so
 * that a page that is loaded again tries no card a second time.
 * @throws Refusal `unavailable` when Stripe does not answer: what is owed is not paid twice
 */
export async function settleOwed(ctx: Context, personId: string, visitId: string): Promise<Settlement> {
  const id = uuidIn(visitId)
  const subscription = await subscriptionOf(ctx, personId)
  if (!subscription) return { state: 'nothing_owed' }
  try {
    return await withDonor(ctx, personId, async (tx) => {
      // The invoice with it: it may have been paid by a call whose answer was lost.
      await applySubscription(tx, subscription.id, null, subscription.latestInvoiceId)
      const now = await subscriptionOf(tx, personId)
      const open = now && owes(now) ? await paymentProblemOf(tx, now.id) : null
      if (!now || open === null) return { state: 'nothing_owed' }
      // The key changes by the hour because Stripe repeats its answer to a known one, a fault of its own too. What such a
      // call has paid all the same is no longer owed by then, see above, and an invoice is paid only once.
      const key = v5(`pay ${open.invoiceId} ${Math.floor(tx.now.getTime() / hour)}`, id)
      const code = await tryToPay(tx, open.invoiceId, key)
      await applySubscription(tx, now.id, null, open.invoiceId)
      if (code === null) return { state: 'paid', amount: { amount: now.amount, currency: now.currency } }
      return { state: 'declined', advice: declineAdvice(code), invoiceUrl: open.invoiceUrl }
    })
  } catch (error) {
    throw unreachable(ctx, error)
  }
}

/** @returns null when it is paid, the bank's reason in Stripe's code when not */
async function tryToPay(ctx: Context, invoiceId: string, idempotencyKey: string): Promise<string | null> {
  try {
    await payInvoice(ctx, invoiceId, idempotencyKey)
    return null
  } catch (error) {
    if (isPaidAlready(error)) return null
    const code = declineOf(error)
    if (code === null) throw error
    return code
  }
}

async function newestCustomer(ctx: Context, personId: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ id: stripeCustomers.stripeCustomerId })
    .from(stripeCustomers)
    .where(eq(stripeCustomers.personId, personId))
    .orderBy(desc(stripeCustomers.createdAt))
    .limit(1)
  return row?.id ?? null
}

function uuidIn(given: string): string {
  const parsed = z.uuid().safeParse(given)
  if (!parsed.success) throw new Refusal('invalid', 'The form was not complete. Please load the page again.')
  return parsed.data
}

function unreachable(ctx: Context, error: unknown): unknown {
  if (!isFromStripe(error)) return error
  ctx.log.error({ err: error, event: 'card not updated' }, 'Stripe did not answer about a card')
  return new Refusal(
    'unavailable',
    'The payment service cannot be reached just now. Nothing is lost: please try again in a minute.',
  )
}
