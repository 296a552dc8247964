import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { donations } from '#db/schema/donations.ts'
import { followGift } from '#lib/books/follow-gift.ts'
import type { Context } from '#lib/context.ts'
import type { Interval, Tier } from '#lib/membership/model.ts'
import { forgetCountedMonth } from '../counted-months.ts'
import { postageProduct } from './catalogue.ts'
import type { StripeInvoice, StripePayment } from './objects.ts'
import { soldPeriod } from './sold.ts'
import { postThanks } from './thanks.ts'

/**
 * Writes one period of a recurring gift. An invoice that is not paid, or paid with nothing (a trial, a credit), is no
 * donation. Call it within `withDonor`.
 */
export async function writeInvoice(
  tx: Context,
  personId: string,
  invoice: StripeInvoice,
  gift: { subscriptionId: string; interval: Interval; tier: Tier },
): Promise<boolean> {
  if (invoice.status !== 'paid' || invoice.amountPaid <= 0 || invoice.currency === null) return false
  const paidAt = invoice.paidAt ?? tx.now
  // What was paid for, not what the gift has become since: an invoice may be heard of late.
  const { interval, tier } = soldPeriod(invoice.lines) ?? gift
  const made = await insertDonation(tx, {
    personId,
    frequency: interval,
    amount: invoice.amountPaid,
    currency: invoice.currency,
    stripeRef: invoice.id,
    stripeSubscriptionId: gift.subscriptionId,
    postage: postageOn(invoice),
    paidAt,
  })
  if (made && invoice.billingReason === 'subscription_create') {
    await postThanks(tx, personId, {
      ref: invoice.id,
      amount: invoice.amountPaid,
      currency: invoice.currency,
      frequency: interval,
      tier,
      paidAt,
    })
  }
  return made
}

/** Writes a one-off gift, once it has succeeded. Call it within `withDonor`. */
export async function writePayment(tx: Context, personId: string, payment: StripePayment): Promise<boolean> {
  if (payment.status !== 'succeeded' || payment.amountReceived <= 0 || payment.currency === null) return false
  const paidAt = payment.charge?.createdAt ?? tx.now
  const made = await insertDonation(tx, {
    personId,
    frequency: 'once',
    amount: payment.amountReceived,
    currency: payment.currency,
    stripeRef: payment.id,
    stripeSubscriptionId: null,
    postage: Math.min(postageSchema.parse(payment.metadata.postage), payment.amountReceived),
    paidAt,
  })
  // A membership for somebody else has a letter of its own.
  if (made && payment.metadata.gift === undefined)
    await postThanks(tx, personId, {
      ref: payment.id,
      amount: payment.amountReceived,
      currency: payment.currency,
      frequency: 'once',
      tier: null,
      paidAt,
    })
  await followGift(tx, { personId, attemptId: payment.metadata.attempt ?? null, stripeRef: payment.id })
  return made
}

/** What we wrote there ourselves; anybody with the dashboard may have written something else since. */
const postageSchema = z.coerce.number().int().min(0).catch(0)

/** What of an invoice paid for posting a book. */
function postageOn({ lines, amountPaid }: StripeInvoice): number {
  const postage = lines
    .filter(({ productId }) => productId === postageProduct)
    .reduce((sum, { amount }) => sum + amount, 0)
  return Math.min(Math.max(postage, 0), amountPaid)
}

/**
 * Notes how much of a donation has gone back. All of the charge is all of the donation, though the two may differ
 * by a credit balance. A book it was to bring goes with it.
 * @param returned minor units
 * @returns whether it was not noted so before
 */
export async function writeReturned(
  tx: Context,
  stripeRef: string,
  returned: { amount: number; all: boolean; disputed?: boolean },
): Promise<boolean> {
  const refunded = returned.all
    ? sql`${donations.amount}`
    : sql`least(${donations.amount}, ${returned.amount}::integer)`
  const noted = await tx.db
    .update(donations)
    .set({ refunded })
    .where(and(eq(donations.stripeRef, stripeRef), sql`${donations.refunded} <> ${refunded}`))
    .returning({ paidAt: donations.paidAt, personId: donations.personId })
  for (const { paidAt, personId } of noted) {
    await forgetCountedMonth(tx, paidAt)
    await followGift(tx, { personId, attemptId: null, stripeRef, disputed: returned.disputed ?? false })
  }
  return noted.length > 0
}

async function insertDonation(tx: Context, row: typeof donations.$inferInsert): Promise<boolean> {
  const made = await tx.db
    .insert(donations)
    .values({ ...row, createdAt: tx.now })
    .onConflictDoNothing({ target: donations.stripeRef })
    .returning({ paidAt: donations.paidAt })
  for (const { paidAt } of made) await forgetCountedMonth(tx, paidAt)
  return made.length > 0
}
