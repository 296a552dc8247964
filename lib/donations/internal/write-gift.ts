import { randomInt } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { donations, giftMemberships } from '#db/schema/donations.ts'
import { membershipLedger } from '#db/schema/membership.ts'
import type { Context } from '#lib/context.ts'
import { recordMembership } from '#lib/membership/commands.ts'
import { newGiftCode } from '../gift-membership.ts'
import { isStillThere } from './donor.ts'
import { deliverGift, deliverGiftJob } from './deliver-gift.ts'
import type { GiftRow } from './gift-order.ts'
import { postGiftReceipt } from './gift-receipt.ts'
import type { StripePayment } from './objects.ts'

/**
 * Brings a membership for somebody else to where its money is: paid, it has a code and is announced; with all of the
 * money gone back, it is withdrawn, and a membership made of it ends; with the money back after a dispute was won, both stand
 * again. Any number of times, in any order, the result is the same. Call it within `withDonor`, after the donation and what
 * was returned of it are written.
 * @returns whether anything changed
 */
export async function writeGift(
  tx: Context,
  personId: string,
  payment: Pick<StripePayment, 'id' | 'metadata'>,
  eventId: string | null,
): Promise<boolean> {
  const attemptId = z.uuid().safeParse(payment.metadata.attempt)
  if (!attemptId.success) return false
  const [gift] = await tx.db
    .select()
    .from(giftMemberships)
    .where(eq(giftMemberships.attemptId, attemptId.data))
    .for('update')
  const [donation] = await tx.db.select().from(donations).where(eq(donations.stripeRef, payment.id))
  if (!gift || !donation) return false
  const returned = donation.refunded >= donation.amount
  if (gift.state === 'awaiting_payment') {
    await payGift(tx, gift, { personId, donation, returned })
    return true
  }
  if (returned === (gift.state === 'withdrawn')) return false
  const state = returned ? 'withdrawn' : gift.redeemedBy === null ? 'paid' : 'redeemed'
  await tx.db.update(giftMemberships).set({ state }).where(eq(giftMemberships.id, gift.id))
  if (gift.redeemedBy !== null) await followMoney(tx, gift, gift.redeemedBy, returned, eventId)
  return true
}

async function payGift(
  tx: Context,
  gift: GiftRow,
  { personId, donation, returned }: { personId: string; donation: typeof donations.$inferSelect; returned: boolean },
): Promise<void> {
  const paid = {
    state: returned ? ('withdrawn' as const) : ('paid' as const),
    code: newGiftCode(randomInt),
    buyerId: personId,
    stripeRef: donation.stripeRef,
    paidAt: donation.paidAt,
  }
  await tx.db.update(giftMemberships).set(paid).where(eq(giftMemberships.id, gift.id))
  // Refunded before anybody here heard of the payment: a code that does not work is sent to nobody.
  if (returned) return
  await postGiftReceipt(tx, { ...gift, ...paid }, donation)
  if (gift.deliverAt <= tx.now) await deliverGift(tx, gift.id)
  else await tx.queue.send(tx.db, deliverGiftJob, { giftId: gift.id }, { startAfter: gift.deliverAt })
}

/** The membership of whoever redeemed the gift, after the money went or came back; its days are the ones first given. */
async function followMoney(
  tx: Context,
  gift: GiftRow,
  redeemedBy: string,
  returned: boolean,
  eventId: string | null,
): Promise<void> {
  const [given] = await tx.db
    .select({ validFrom: membershipLedger.validFrom, validUntil: membershipLedger.validUntil })
    .from(membershipLedger)
    .where(
      and(
        eq(membershipLedger.source, 'gift'),
        eq(membershipLedger.sourceRef, gift.id),
        eq(membershipLedger.personId, redeemedBy),
      ),
    )
    .orderBy(asc(membershipLedger.sequence))
    .limit(1)
  if (!given || !(await isStillThere(tx, redeemedBy))) return
  await recordMembership(tx, {
    personId: redeemedBy,
    source: 'gift',
    sourceRef: gift.id,
    tier: gift.tier,
    state: returned ? 'lapsed' : 'ending',
    // One that had not begun yet begins no sooner for having been in dispute.
    validFrom: !returned && given.validFrom > tx.now ? given.validFrom : tx.now,
    validUntil: returned ? null : given.validUntil,
    reason: returned ? 'The payment for the gift went back.' : 'The payment for the gift stands after all.',
    stripeEventId: eventId,
  })
}
