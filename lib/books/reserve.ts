import { and, eq, gt, notInArray, sql } from 'drizzle-orm'
import { campaignGifts } from '#db/schema/books.ts'
import { claims, waitingList } from '#db/schema/claims.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { reserved } from './claim-life.ts'
import { lockCampaign, takeCopy } from './internal/copies.ts'
import { moveClaim, writeHistory } from './internal/move-claim.ts'
import type { QualifyingRule } from './model.ts'

/** What a donor wishes of a campaign with a gift that qualifies, as it was offered to them. */
export interface BookOrder {
  /** The attempt to pay, which is written already. */
  attemptId: string
  campaignId: string
  /** Null for a visitor. */
  personId: string | null
  wish: 'book' | 'wait' | 'none'
  rule: QualifyingRule
  /** Minor units each payment must reach. */
  least: number
  paymentsNeeded: number
  zoneId: string | null
  /** ISO 3166-1 alpha-2. */
  country: string | null
  /** Minor units charged beside the gift. */
  postage: number
  dedication: string
}

export type Reservation = 'reserved' | 'no_book_wished' | 'sold_out' | 'has_one_already'

/**
 * Notes the wish and, for whoever wants the book, takes a copy and keeps it while they pay. The same attempt again finds what
 * it has. One transaction, in which nobody outside is asked.
 */
export async function reserveBook(ctx: Context, order: BookOrder): Promise<Reservation> {
  return inTransaction(ctx, async (tx) => {
    const { personId, ...gift } = order
    await tx.db
      .insert(campaignGifts)
      .values({ ...gift, createdAt: tx.now })
      .onConflictDoNothing({ target: campaignGifts.attemptId })
    if (order.wish !== 'book') return 'no_book_wished'
    await lockCampaign(tx, order.campaignId)
    const [mine] = await tx.db
      .select({ id: claims.id })
      .from(claims)
      .where(and(eq(claims.attemptId, order.attemptId), notInArray(claims.state, ['ended', 'replaced'])))
    if (mine) return 'reserved'
    if (personId !== null && (await hasAllTheyMay(tx, order.campaignId, personId))) return 'has_one_already'
    const held = personId !== null && (await takeHeldCopy(tx, order.campaignId, personId))
    if (!held && !(await takeCopy(tx, order.campaignId))) return 'sold_out'
    await insertClaim(tx, order)
    return 'reserved'
  })
}

/** Whether somebody has as many claims of a campaign as one donor may have. */
async function hasAllTheyMay(tx: Context, campaignId: string, personId: string): Promise<boolean> {
  const [row] = await tx.db
    .select({
      full: sql<boolean>`count(*) >= (select per_donor from campaigns where id = ${campaignId})`,
    })
    .from(claims)
    .where(
      and(
        eq(claims.campaignId, campaignId),
        eq(claims.personId, personId),
        notInArray(claims.state, ['ended', 'replaced']),
      ),
    )
  return row?.full ?? false
}

/** The copy that was held for them while they waited, if there is one. */
async function takeHeldCopy(tx: Context, campaignId: string, personId: string): Promise<boolean> {
  const taken = await tx.db
    .update(waitingList)
    .set({ state: 'taken', settledAt: tx.now })
    .where(
      and(
        eq(waitingList.campaignId, campaignId),
        eq(waitingList.personId, personId),
        eq(waitingList.state, 'held'),
        gt(waitingList.heldUntil, tx.now),
      ),
    )
    .returning({ id: waitingList.id })
  return taken.length > 0
}

async function insertClaim(tx: Context, order: BookOrder): Promise<void> {
  const { attemptId, campaignId, personId, paymentsNeeded, dedication, zoneId, country } = order
  const [claim] = await tx.db
    .insert(claims)
    .values({
      ...reserved(paymentsNeeded),
      attemptId,
      campaignId,
      personId,
      dedication,
      dedicationState: dedication === '' ? 'none' : 'pending',
      zoneId,
      country,
      createdAt: tx.now,
    })
    .returning({ id: claims.id })
  if (!claim) throw new Error('a claim was not written')
  await writeHistory(tx, { claimId: claim.id, fact: 'reserved', before: null, after: 'reserved', actorId: personId })
}

/**
 * Releases the copy of a checkout that is over without payment. One that has none, or was paid, stays as it is.
 */
export async function releaseReservation(
  ctx: Context,
  attemptId: string,
  how: 'checkout_expired' | 'checkout_failed',
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [claim] = await tx.db
      .select({ id: claims.id })
      .from(claims)
      .where(and(eq(claims.attemptId, attemptId), eq(claims.state, 'reserved')))
    if (claim) await moveClaim(tx, claim.id, { kind: 'checkout_over', how }, { actorId: null })
  })
}
