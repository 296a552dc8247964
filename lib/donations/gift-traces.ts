import { and, eq, inArray, isNotNull, lt, ne, or, type SQL } from 'drizzle-orm'
import { checkoutAttempts, giftMemberships } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { after } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fulfilSession } from './internal/apply-session.ts'
import { deliveryKey } from './internal/deliver-gift.ts'
import { unpaidOrderLife } from './gift-queries.ts'

const nobodysAddress = 'nobody@deleted.invalid'
const noRecipient = { recipientName: 'a reader', recipientEmail: nobodysAddress }

/** Nobody can pay any more for an order whose checkout was never opened, is over, or failed. */
const unpayable = ['begun', 'expired', 'failed'] as const

/**
 * Forgets what somebody who deletes their account wrote into gifts, and what others wrote there of them. What is still
 * to be delivered keeps its names and words until then: it was promised to somebody else. So does what a debit on its way
 * pays for. Call it within the transaction that takes the rest.
 */
export async function forgetGiftsOf(tx: Context, { id, email }: { id: string; email: string }): Promise<void> {
  await tx.db.delete(giftMemberships).where(
    and(
      eq(giftMemberships.state, 'awaiting_payment'),
      inArray(
        giftMemberships.attemptId,
        tx.db
          .select({ id: checkoutAttempts.id })
          .from(checkoutAttempts)
          .where(and(eq(checkoutAttempts.personId, id), inArray(checkoutAttempts.state, [...unpayable]))),
      ),
    ),
  )
  await forgetWords(tx, eq(giftMemberships.buyerId, id))
  await tx.db
    .update(giftMemberships)
    .set(noRecipient)
    .where(
      or(
        eq(giftMemberships.redeemedBy, id),
        and(eq(giftMemberships.recipientEmail, email), isNotNull(giftMemberships.deliveredAt)),
      ),
    )
}

/** The same for gifts that were delivered after their givers had deleted their accounts. */
export async function forgetGoneGivers(ctx: Context): Promise<void> {
  const gone = ctx.db.select({ id: people.id }).from(people).where(isNotNull(people.deletedAt))
  await inTransaction(ctx, (tx) => forgetWords(tx, inArray(giftMemberships.buyerId, gone)))
}

/** Takes names, address and message out of gifts, and out of the letters that told of them, once these are out. */
async function forgetWords(tx: Context, whose: SQL): Promise<void> {
  const done = or(isNotNull(giftMemberships.deliveredAt), inArray(giftMemberships.state, ['redeemed', 'withdrawn']))
  const gifts = await tx.db
    .select({ id: giftMemberships.id })
    .from(giftMemberships)
    .where(and(whose, done, ne(giftMemberships.recipientEmail, nobodysAddress)))
    .for('update')
  for (const { id } of gifts) {
    const [letter] = await tx.db
      .select()
      .from(mails)
      .where(eq(mails.dedupeKey, deliveryKey(id)))
    if (letter && letter.sentAt === null && letter.refusedAt === null) continue
    if (letter) await tx.db.update(mails).set({ recipient: nobodysAddress, data: {} }).where(eq(mails.id, letter.id))
    await tx.db
      .update(giftMemberships)
      .set({ ...noRecipient, giverName: 'A reader', message: '' })
      .where(eq(giftMemberships.id, id))
  }
}

/**
 * Removes orders that nobody has paid for and nobody can pay for any more. Stripe is asked about those that we believe
 * open: one may be paid, or wait for a bank, and we have not heard.
 * @throws Error when some could not be looked at, so that the job is tried again
 */
export async function removeUnpaidGifts(ctx: Context): Promise<void> {
  const unpaid = await ctx.db
    .select({ id: giftMemberships.id, state: checkoutAttempts.state, sessionId: checkoutAttempts.stripeSessionId })
    .from(giftMemberships)
    .innerJoin(checkoutAttempts, eq(checkoutAttempts.id, giftMemberships.attemptId))
    .where(
      and(
        eq(giftMemberships.state, 'awaiting_payment'),
        lt(giftMemberships.createdAt, after(ctx.now, -unpaidOrderLife)),
      ),
    )
  let failed = 0
  for (const { id, state, sessionId } of unpaid) {
    try {
      if (!(await isUnpayable(ctx, state, sessionId))) continue
      await ctx.db
        .delete(giftMemberships)
        .where(and(eq(giftMemberships.id, id), eq(giftMemberships.state, 'awaiting_payment')))
    } catch (error) {
      failed += 1
      ctx.log.warn({ err: error, event: 'unpaid gift not looked at', giftId: id }, 'a gift order could not be removed')
    }
  }
  if (failed > 0) throw new Error(`${failed} unpaid gift orders could not be looked at`)
}

async function isUnpayable(ctx: Context, state: string, sessionId: string | null): Promise<boolean> {
  if (unpayable.some((one) => one === state)) return true
  if (state !== 'open' || sessionId === null) return false
  const standing = await fulfilSession(ctx, sessionId, null)
  return ['expired', 'failed', 'unknown'].includes(standing.state)
}
