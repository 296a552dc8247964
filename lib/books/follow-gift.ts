import { and, asc, desc, eq, gte, isNull, ne, notInArray, or } from 'drizzle-orm'
import { z } from 'zod'
import { campaignGifts } from '#db/schema/books.ts'
import { claims } from '#db/schema/claims.ts'
import { donations, subscriptions } from '#db/schema/donations.ts'
import { membershipLedger } from '#db/schema/membership.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { mayComeBack, moneyFact, type ClaimPayment } from './claim-life.ts'
import { lockCampaign, takeCopy } from './internal/copies.ts'
import { hasAllTheyMay, insertClaim } from './internal/insert-claim.ts'
import { moveClaim } from './internal/move-claim.ts'
import { joinList, takeHeldCopy } from './internal/waiting.ts'

/** Something was heard of a gift: whatever names it. */
export interface GiftNews {
  personId: string
  /** As it stands in Stripe's metadata: perhaps nothing of ours. */
  attemptId: string | null
  /** The donation's; of a one-off gift, or of a payment that went back. */
  stripeRef?: string
  subscriptionId?: string
  /** Whether a dispute, not a refund, has the money that went back. */
  disputed?: boolean
}

type Gift = typeof campaignGifts.$inferSelect

/**
 * Lets books follow their gift: promised with the first payment, earned with the last, ended when the money goes back or the
 * gift is over. It goes by what donations and subscriptions say now, so that it may be called at any time, in any order.
 * Call it within the donor's transaction, after the money is written.
 */
export async function followGift(tx: Context, news: GiftNews): Promise<void> {
  for (const gift of await giftsOf(tx, news)) await follow(tx, gift, news)
}

async function follow(tx: Context, gift: Gift, news: GiftNews): Promise<void> {
  const payments = await paymentsOf(tx, gift, news)
  const [payment] = payments
  if (payment && gift.paidAt === null) await notePaid(tx, gift, news, payment)
  const claim = await claimOf(tx, gift, news.personId, payment !== undefined && gift.paidAt === null)
  if (claim === null) return
  const fact = moneyFact(
    gift,
    payments.map((one) => ({ ...one, disputed: news.disputed ?? false })),
    await isOver(tx, news.subscriptionId ?? gift.stripeSubscriptionId),
  )
  if (fact !== null) await moveClaim(tx, claim, fact, { actorId: null })
}

/** One; or, of a regular gift, one for each book it was to bring. In the order in which campaigns are locked. */
async function giftsOf(tx: Context, { attemptId, stripeRef, subscriptionId }: GiftNews): Promise<Gift[]> {
  const id = z.uuid().safeParse(attemptId).data
  const [donation] =
    stripeRef === undefined
      ? []
      : await tx.db
          .select({ id: donations.id, subscriptionId: donations.stripeSubscriptionId })
          .from(donations)
          .where(eq(donations.stripeRef, stripeRef))
  const subscription = subscriptionId ?? donation?.subscriptionId ?? null
  const names = [
    ...(id === undefined ? [] : [eq(campaignGifts.id, id)]),
    ...(subscription === null ? [] : [eq(campaignGifts.stripeSubscriptionId, subscription)]),
    ...(donation === undefined ? [] : [eq(campaignGifts.donationId, donation.id)]),
  ]
  if (names.length === 0) return []
  return tx.db
    .select()
    .from(campaignGifts)
    .where(or(...names))
    .orderBy(asc(campaignGifts.campaignId), asc(campaignGifts.id))
    .for('update')
}

type Payment = Omit<ClaimPayment, 'disputed'> & { id: string }

async function paymentsOf(tx: Context, gift: Gift, { stripeRef, subscriptionId }: GiftNews): Promise<Payment[]> {
  const subscription = subscriptionId ?? gift.stripeSubscriptionId
  const which =
    subscription !== null
      ? eq(donations.stripeSubscriptionId, subscription)
      : gift.donationId !== null
        ? eq(donations.id, gift.donationId)
        : stripeRef === undefined
          ? null
          : eq(donations.stripeRef, stripeRef)
  if (which === null) return []
  const since = gift.countsFrom === null ? undefined : gte(donations.paidAt, gift.countsFrom)
  const rows = await tx.db.select().from(donations).where(and(which, since)).orderBy(donations.paidAt)
  return rows.map(({ id, amount, postage, refunded, paidAt }) => ({
    id,
    amount: amount - postage,
    returned: Math.max(0, refunded - postage),
    paidAt,
  }))
}

async function isOver(tx: Context, subscriptionId: string | null): Promise<boolean> {
  if (subscriptionId === null) return false
  const [row] = await tx.db
    .select({ status: subscriptions.status })
    .from(subscriptions)
    .where(eq(subscriptions.stripeSubscriptionId, subscriptionId))
  return row !== undefined && ['canceled', 'unpaid', 'incomplete_expired', 'paused'].includes(row.status)
}

async function notePaid(tx: Context, gift: Gift, news: GiftNews, payment: Payment): Promise<void> {
  const stripeSubscriptionId = news.subscriptionId ?? gift.stripeSubscriptionId
  await tx.db
    .update(campaignGifts)
    .set({
      paidAt: payment.paidAt,
      stripeSubscriptionId,
      donationId: payment.id,
      newMember: stripeSubscriptionId !== null && (await isFirstMembership(tx, news.personId, stripeSubscriptionId)),
    })
    .where(eq(campaignGifts.id, gift.id))
}

async function isFirstMembership(tx: Context, personId: string, subscriptionId: string): Promise<boolean> {
  const [other] = await tx.db
    .select({ sequence: membershipLedger.sequence })
    .from(membershipLedger)
    .where(and(eq(membershipLedger.personId, personId), ne(membershipLedger.sourceRef, subscriptionId)))
    .limit(1)
  return other === undefined
}

/**
 * The claim of a gift, as its payer's. Where none is left though one was wished and paid for (its page was paid after all), another
 * copy is tried for, and then the waiting list. Null where there is none.
 */
async function claimOf(tx: Context, gift: Gift, personId: string, paidNow: boolean): Promise<string | null> {
  const [claim] = await tx.db
    .select({ id: claims.id, personId: claims.personId })
    .from(claims)
    .where(and(eq(claims.giftId, gift.id), notInArray(claims.state, ['ended', 'replaced'])))
  if (claim?.personId) return claim.id
  // A gift that is given already took its copy with the wish: where none is left, it was let go.
  if (!claim && (!paidNow || gift.attemptId === null)) return returnedClaimOf(tx, gift)
  if (!claim && gift.wish === 'none') return null
  await lockCampaign(tx, gift.campaignId)
  if (claim) return giveToPayer(tx, gift, claim.id, personId)
  if (await hasAllTheyMay(tx, gift.campaignId, personId)) return null
  const copy =
    gift.wish === 'book' &&
    ((await takeHeldCopy(tx, gift.campaignId, personId)) || (await takeCopy(tx, gift.campaignId)))
  if (copy) return insertClaim(tx, gift, personId)
  await joinList(tx, gift.campaignId, personId, gift.id)
  return null
}

/** The claim of a gift that ended with its money, and may come back; null also for whoever has another copy by now, or is gone. */
async function returnedClaimOf(tx: Context, gift: Gift): Promise<string | null> {
  const [last] = await tx.db
    .select({ id: claims.id, personId: claims.personId, ending: claims.ending })
    .from(claims)
    .innerJoin(people, and(eq(people.id, claims.personId), isNull(people.deletedAt)))
    .where(eq(claims.giftId, gift.id))
    .orderBy(desc(claims.createdAt), desc(claims.id))
    .limit(1)
  if (!last?.personId || !mayComeBack(last)) return null
  await lockCampaign(tx, gift.campaignId)
  return (await hasAllTheyMay(tx, gift.campaignId, last.personId)) ? null : last.id
}

/** A visitor is somebody, now that they have paid: perhaps somebody who has had a copy. */
async function giveToPayer(tx: Context, gift: Gift, claimId: string, personId: string): Promise<string | null> {
  const full = await hasAllTheyMay(tx, gift.campaignId, personId, claimId)
  await tx.db.update(claims).set({ personId }).where(eq(claims.id, claimId))
  if (!full) return claimId
  await moveClaim(tx, claimId, { kind: 'over_cap' }, { actorId: null })
  return null
}
