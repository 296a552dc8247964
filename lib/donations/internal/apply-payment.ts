import type { Context } from '#lib/context.ts'
import { formatMoney, type Currency } from '#lib/money.ts'
import { applied, ignored, type Applied } from './applied.ts'
import { isOurSubscription, strangers } from './apply-subscription.ts'
import { bearsOurMark, donorFor, donorOfSubscription, withDonor } from './donor.ts'
import { amountReturned } from './returned.ts'
import { leaveOneGift } from './second-gift.ts'
import { soldMembership } from './sold.ts'
import { disputesOf, fetchCharge, fetchInvoice, fetchPayment, fetchSubscription, invoiceOfPayment } from './stripe.ts'
import { writeInvoice, writePayment, writeReturned } from './write-donation.ts'
import { writeGift } from './write-gift.ts'
import { writeSubscription } from './write-subscription.ts'

/**
 * Applies what has become of a charge: how much of it went back, by refund or dispute, and the membership period
 * that goes with it.
 */
export async function applyCharge(ctx: Context, chargeId: string, eventId: string | null): Promise<Applied> {
  const charge = await fetchCharge(ctx, chargeId)
  if (!charge || charge.paymentIntentId === null) return ignored(strangers)
  const invoiceId = await invoiceOfPayment(ctx, charge.paymentIntentId)
  if (invoiceId === null) return applyOneOffCharge(ctx, chargeId, charge.paymentIntentId, eventId)
  return applyRecurringCharge(ctx, chargeId, invoiceId, eventId)
}

async function applyOneOffCharge(
  ctx: Context,
  chargeId: string,
  paymentIntentId: string,
  eventId: string | null,
): Promise<Applied> {
  const first = await fetchPayment(ctx, paymentIntentId)
  if (!first || !bearsOurMark(first.metadata)) return ignored(strangers)
  const personId = await donorFor(ctx, { metadata: first.metadata, customerId: first.customerId, email: null })
  return withDonor(ctx, personId, async (tx) => {
    const payment = await fetchPayment(tx, paymentIntentId)
    const returned = await fetchReturned(tx, chargeId)
    if (!payment) return ignored(strangers)
    const donated = await writePayment(tx, personId, payment)
    const noted = await writeReturned(tx, paymentIntentId, returned)
    // After the money: whether a membership for somebody else stands depends on it.
    const given = await writeGift(tx, personId, payment, eventId)
    return applied(`One-off gift; ${inWords(returned, payment.currency)} returned.`, donated || noted || given)
  })
}

async function applyRecurringCharge(
  ctx: Context,
  chargeId: string,
  invoiceId: string,
  eventId: string | null,
): Promise<Applied> {
  const subscriptionId = (await fetchInvoice(ctx, invoiceId))?.subscriptionId ?? null
  const first = subscriptionId === null ? null : await fetchSubscription(ctx, subscriptionId)
  if (!first || !(await isOurSubscription(ctx, first))) return ignored(strangers)
  const personId = await donorOfSubscription(ctx, first)
  return withDonor(ctx, personId, async (tx) => {
    const invoice = await fetchInvoice(tx, invoiceId)
    const returned = await fetchReturned(tx, chargeId)
    const subscription = await fetchSubscription(tx, first.id)
    const sold = subscription && soldMembership(subscription)
    if (!invoice || !subscription || !sold) return ignored(strangers)
    const donated = await writeInvoice(tx, personId, invoice, {
      subscriptionId: subscription.id,
      interval: sold.interval,
      tier: sold.tier,
    })
    const noted = await writeReturned(tx, invoiceId, returned)
    // After the money: whether the period stands depends on it.
    const changed = await writeSubscription(tx, personId, subscription, sold, eventId, returned.disputed)
    await leaveOneGift(tx, personId, subscription)
    return applied(
      `Recurring gift; ${inWords(returned, invoice.currency)} returned; membership ${changed ? 'changed' : 'unchanged'}.`,
      donated || noted || changed,
    )
  })
}

function inWords({ amount }: Returned, currency: Currency | null): string {
  return currency === null ? 'something' : formatMoney({ amount, currency })
}

interface Returned {
  /** Minor units. */
  amount: number
  all: boolean
  /** Whether a dispute has part in it. */
  disputed: boolean
}

async function fetchReturned(tx: Context, chargeId: string): Promise<Returned> {
  const charge = await fetchCharge(tx, chargeId)
  if (!charge) return { amount: 0, all: false, disputed: false }
  const amount = amountReturned(charge, charge.disputed ? await disputesOf(tx, chargeId) : [])
  return { amount, all: amount >= charge.amount, disputed: charge.amountRefunded < charge.amount && charge.disputed }
}
