import type { Context } from '#lib/context.ts'
import { licenceInvoiceJob, licenceOf } from '../licence-invoices.ts'
import { applied, ignored, type Applied } from './applied.ts'
import { bearsOurMark, donorOfSubscription, personOfSubscription, withDonor } from './donor.ts'
import { withNewestCard } from './newest-card.ts'
import type { StripeSubscription } from './objects.ts'
import { leaveOneGift } from './second-gift.ts'
import { soldMembership } from './sold.ts'
import { fetchInvoice, fetchSubscription } from './stripe.ts'
import { writeInvoice } from './write-donation.ts'
import { writeSubscription } from './write-subscription.ts'

export const strangers = 'Not a donation to this magazine.'

/** Whether a subscription is to this magazine: it bears our mark and buys what we sell, or we have known it before. */
export async function isOurSubscription(ctx: Context, subscription: StripeSubscription): Promise<boolean> {
  if (soldMembership(subscription) === null) return false
  return bearsOurMark(subscription.metadata) || (await personOfSubscription(ctx, subscription.id)) !== null
}

/**
 * Applies what Stripe says of a subscription now, and of one of its invoices if named. Any number of times, in any
 * order, the result is the same.
 */
export async function applySubscription(
  ctx: Context,
  subscriptionId: string,
  eventId: string | null,
  invoiceId: string | null = null,
): Promise<Applied> {
  const first = await fetchSubscription(ctx, subscriptionId)
  if (!first) return ignored('Stripe knows no such subscription.')
  if (!(await isOurSubscription(ctx, first))) return ignored(strangers)
  const personId = await donorOfSubscription(ctx, first)
  return withDonor(ctx, personId, async (tx) => {
    const subscription = await withNewestCard(tx, await fetchSubscription(tx, subscriptionId))
    const sold = subscription && soldMembership(subscription)
    if (!subscription || !sold) return ignored(strangers)
    const invoice = invoiceId === null ? null : await fetchInvoice(tx, invoiceId)
    const donated =
      invoice !== null &&
      (await writeInvoice(tx, personId, invoice, { subscriptionId, interval: sold.interval, tier: sold.tier }))
    const changed = await writeSubscription(tx, personId, subscription, sold, eventId)
    if (await leaveOneGift(tx, personId, subscription)) return applied('One of two regular gifts was undone.', true)
    return applied(
      `${donated ? 'Donation recorded; membership' : 'Membership'} ${changed ? 'changed' : 'unchanged'}: ${subscription.status}.`,
      donated || changed,
    )
  })
}

/** Applies an invoice and the subscription it is for; one of a licence is handed on. */
export async function applyInvoice(ctx: Context, invoiceId: string, eventId: string | null): Promise<Applied> {
  const invoice = await fetchInvoice(ctx, invoiceId)
  if (!invoice) return ignored('Stripe knows no such invoice.')
  if (invoice.subscriptionId !== null) return applySubscription(ctx, invoice.subscriptionId, eventId, invoiceId)
  const licenceId = licenceOf(invoice.metadata)
  if (licenceId === null) return ignored(strangers)
  await ctx.queue.send(ctx.db, licenceInvoiceJob, { licenceId })
  return applied('Of a licence to republish: no donation.', false)
}
