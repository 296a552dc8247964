import { asc, eq, or } from 'drizzle-orm'
import { campaigns, campaignGifts } from '#db/schema/books.ts'
import {
  checkoutAttempts,
  donations,
  giftMemberships,
  refundRequests,
  stripeCustomers,
  subscriptionChanges,
  subscriptions,
} from '#db/schema/donations.ts'
import { membershipLedger } from '#db/schema/membership.ts'
import type { Receipt } from '#lib/donations/receipts.ts'
import { receiptOf } from '#lib/donations/receipts.ts'
import type { Context } from '#lib/context.ts'
import { amountOf, ofPerson, type Part } from './part.ts'

const memberships: Part = {
  key: 'memberships',
  title: 'Memberships',
  about:
    'The ledger that says what you may do, since when, and what paid for it. Nothing in it is ever changed: the last line of a source counts.',
  isTable: true,
  async read(ctx, subject) {
    const rows = await ctx.db
      .select()
      .from(membershipLedger)
      .where(ofPerson(membershipLedger.personId, subject))
      .orderBy(asc(membershipLedger.sequence))
    return rows.map(({ source, sourceRef, tier, state, validFrom, validUntil, reason, recordedAt }) => ({
      recorded: recordedAt,
      tier,
      state,
      from: validFrom,
      until: validUntil,
      paidBy: source,
      reference: sourceRef,
      reason,
    }))
  },
}

/** Draws a receipt as the account shows it; the worker brings it along, since drawing needs what pages are made of. */
export type DrawReceipt = (ctx: Context, receipt: Receipt) => Promise<Uint8Array>

function donationsPart(drawReceipt: DrawReceipt): Part {
  return {
    key: 'donations',
    title: 'Donations',
    about: 'What you gave. A receipt for each is in the folder “receipts”.',
    isTable: true,
    async read(ctx, subject) {
      const rows = await ctx.db
        .select()
        .from(donations)
        .where(ofPerson(donations.personId, subject))
        .orderBy(asc(donations.paidAt))
      return rows.map((one) => ({
        paid: one.paidAt,
        amount: amountOf(one.amount, one.currency),
        ofItPostage: amountOf(one.postage, one.currency),
        refunded: amountOf(one.refunded, one.currency),
        frequency: one.frequency,
        receipt: one.receiptNumber,
        atStripe: one.stripeRef,
      }))
    },
    async *files(ctx, subject) {
      const { personId } = subject
      if (personId === null) return
      const rows = await ctx.db
        .select({ id: donations.id, number: donations.receiptNumber })
        .from(donations)
        .where(eq(donations.personId, personId))
        .orderBy(asc(donations.paidAt))
      for (const { id, number } of rows) {
        const receipt = await receiptOf(ctx, personId, id)
        if (receipt) yield { name: `receipts/receipt-${number}.pdf`, bytes: await drawReceipt(ctx, receipt) }
      }
    },
  }
}

const regularGifts: Part = {
  key: 'regular-gifts',
  title: 'Regular gifts',
  about:
    'What is taken regularly by Stripe, and what you wished changed. Of your card we know its kind, last four digits and end.',
  async read(ctx, subject) {
    const regular = await ctx.db
      .select()
      .from(subscriptions)
      .where(ofPerson(subscriptions.personId, subject))
      .orderBy(asc(subscriptions.startedAt))
    const changes = await ctx.db
      .select()
      .from(subscriptionChanges)
      .where(ofPerson(subscriptionChanges.personId, subject))
      .orderBy(asc(subscriptionChanges.createdAt))
    const customers = await ctx.db
      .select()
      .from(stripeCustomers)
      .where(ofPerson(stripeCustomers.personId, subject))
      .orderBy(asc(stripeCustomers.createdAt))
    return [
      ...customers.map(({ stripeCustomerId, createdAt }) => ({
        what: 'Who you are at Stripe',
        number: stripeCustomerId,
        since: createdAt,
      })),
      ...regular.map((one) => ({
        what: 'Regular gift',
        number: one.stripeSubscriptionId,
        amount: amountOf(one.amount, one.currency),
        each: one.interval,
        tier: one.tier,
        state: one.status,
        since: one.startedAt,
        paidUntil: one.currentPeriodEnd,
        ended: one.endedAt,
        endsWithThePeriod: one.cancelAtPeriodEnd,
        paused: one.collectionPaused,
        goesOn: one.resumesAt,
        graceUntil: one.graceUntil,
        lastRefusal: one.declineCode,
        card:
          one.cardLast4 === null
            ? null
            : `${one.cardBrand ?? 'card'} ending ${one.cardLast4}, until ${one.cardExpiresMonth}/${one.cardExpiresYear}`,
      })),
      ...changes.map(({ kind, details, reason, comment, state, problem, createdAt, settledAt }) => ({
        what: `Wish: ${kind}`,
        at: createdAt,
        details,
        reason,
        yourWords: comment,
        state,
        problem,
        settled: settledAt,
      })),
    ]
  },
}

const checkouts: Part = {
  key: 'checkouts',
  title: 'Donations begun',
  about:
    'Each press of the donate button, whether it was paid or not, and the book that was wished with it. What was never paid is forgotten after a while.',
  isTable: true,
  async read(ctx, subject) {
    const rows = await ctx.db
      .select({
        attempt: checkoutAttempts,
        book: campaigns.bookTitle,
        wish: campaignGifts.wish,
        dedication: campaignGifts.dedication,
      })
      .from(checkoutAttempts)
      .leftJoin(campaignGifts, eq(campaignGifts.attemptId, checkoutAttempts.id))
      .leftJoin(campaigns, eq(campaigns.id, campaignGifts.campaignId))
      .where(ofPerson(checkoutAttempts.personId, subject))
      .orderBy(asc(checkoutAttempts.createdAt))
    return rows.map(({ attempt, book, wish, dedication }) => ({
      begun: attempt.createdAt,
      amount: amountOf(attempt.amount, attempt.currency),
      frequency: attempt.frequency,
      state: attempt.state,
      completed: attempt.completedAt,
      cameFrom: attempt.returnPath,
      book,
      wish,
      dedication: dedication === '' ? null : dedication,
    }))
  },
}

const refunds: Part = {
  key: 'refunds',
  title: 'Money sent back',
  about: 'Refunds that the magazine made.',
  isTable: true,
  async read(ctx, subject) {
    const rows = await ctx.db
      .select({ refund: refundRequests, currency: donations.currency, receipt: donations.receiptNumber })
      .from(refundRequests)
      .innerJoin(donations, eq(donations.id, refundRequests.donationId))
      .where(ofPerson(donations.personId, subject))
      .orderBy(asc(refundRequests.createdAt))
    return rows.map(({ refund, currency, receipt }) => ({
      at: refund.createdAt,
      amount: amountOf(refund.amount, currency),
      ofReceipt: receipt,
      reason: refund.reason,
      state: refund.state,
    }))
  },
}

const gifts: Part = {
  key: 'gift-memberships',
  title: 'Memberships given and received',
  about: 'Memberships you bought for others, with what you wrote to them; and those that were given to you.',
  async read(ctx, subject) {
    const rows = await ctx.db
      .select()
      .from(giftMemberships)
      .where(
        or(
          ofPerson(giftMemberships.buyerId, subject),
          ofPerson(giftMemberships.redeemedBy, subject),
          eq(giftMemberships.recipientEmail, subject.email),
        ),
      )
      .orderBy(asc(giftMemberships.createdAt))
    return rows.map((one) => {
      const isGiver = subject.personId !== null && one.buyerId === subject.personId
      return {
        what: isGiver ? 'You gave' : 'You received',
        tier: one.tier,
        months: one.months,
        from: one.giverName,
        to: one.recipientName,
        toAddress: one.recipientEmail,
        message: one.message,
        // A code is money: it is in the giver’s account and the recipient’s mail, and in no file.
        paid: one.paidAt,
        toBeDelivered: one.deliverAt,
        delivered: one.deliveredAt,
        redeemed: one.redeemedAt,
        state: one.state,
      }
    })
  },
}

export function givingParts(drawReceipt: DrawReceipt): Part[] {
  return [memberships, donationsPart(drawReceipt), regularGifts, checkouts, refunds, gifts]
}
