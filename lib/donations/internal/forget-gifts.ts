import { and, eq, exists, inArray, isNotNull, lt, or, type SQL } from 'drizzle-orm'
import { checkoutAttempts, giftMemberships } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'

const unpaid = eq(giftMemberships.state, 'awaiting_payment')
const notPaid = inArray(checkoutAttempts.state, ['expired', 'failed'])

/**
 * Forgets what somebody wrote when they gave memberships to others, and to whom. A code that was sent goes on to work; one
 * still to be sent keeps what its letter needs until then. Orders that were not paid go altogether.
 */
export async function forgetGiftsFrom(tx: Context, personId: string): Promise<void> {
  await forgetWords(tx, and(eq(giftMemberships.buyerId, personId), isNotNull(giftMemberships.deliveredAt)))
  await dropOrders(tx, and(eq(checkoutAttempts.personId, personId), notPaid))
}

/** The same for a gift whose letter went out after its giver's account was deleted. */
export async function forgetGiftWhenGiverIsGone(tx: Context, giftId: string): Promise<void> {
  const gone = tx.db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, giftMemberships.buyerId), isNotNull(people.deletedAt)))
  await forgetWords(tx, and(eq(giftMemberships.id, giftId), exists(gone)))
}

/**
 * Forgets orders that nobody paid: two days after the payment was not made, while their form can be filled in from them
 * again; and after sixty days whatever became of it, as no way of paying takes as long to say yes or no.
 */
export async function sweepUnpaidOrders(ctx: Context): Promise<void> {
  const { createdAt } = checkoutAttempts
  const over = and(notPaid, lt(createdAt, after(ctx.now, -2 * day)))
  await dropOrders(ctx, or(over, lt(createdAt, after(ctx.now, -60 * day))))
}

async function forgetWords(tx: Context, which: SQL | undefined): Promise<void> {
  const nobody = { giverName: 'A reader', recipientName: 'a friend', recipientEmail: 'nobody@deleted.invalid' }
  await tx.db
    .update(giftMemberships)
    .set({ ...nobody, message: '' })
    .where(which)
}

async function dropOrders(ctx: Context, which: SQL | undefined): Promise<void> {
  const attempts = ctx.db.select({ id: checkoutAttempts.id }).from(checkoutAttempts).where(which)
  await ctx.db.delete(giftMemberships).where(and(unpaid, inArray(giftMemberships.attemptId, attempts)))
}
