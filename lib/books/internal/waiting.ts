import { and, eq, gt, gte, inArray, sql } from 'drizzle-orm'
import { waitingList } from '#db/schema/claims.ts'
import type { Context } from '#lib/context.ts'
import { holdCopy, takeCopy } from './copies.ts'

/**
 * Puts somebody on the waiting list, at its end; whoever is on it stays where they are. Should a copy be on offer, it is held
 * for them at once. Call it with the campaign locked.
 * @param giftId a gift already made that qualifies, if there is one
 */
export async function joinList(
  tx: Context,
  campaignId: string,
  personId: string,
  giftId: string | null,
): Promise<void> {
  const [entry] = await tx.db
    .insert(waitingList)
    .values({ campaignId, personId, giftId, joinedAt: tx.now })
    .onConflictDoNothing()
    .returning({ id: waitingList.id })
  if (entry && (await takeCopy(tx, campaignId))) await holdCopy(tx, entry.id)
  // A gift that was made since spares them another.
  if (!entry && giftId !== null)
    await tx.db
      .update(waitingList)
      .set({ giftId })
      .where(
        and(
          eq(waitingList.campaignId, campaignId),
          eq(waitingList.personId, personId),
          inArray(waitingList.state, ['waiting', 'held']),
        ),
      )
}

/**
 * Puts the donor of a claim that ended before others, once: whoever has left the list since, or let a copy go, is not put
 * there again. Call it with the campaign locked.
 * @returns whether they were put there now
 */
export async function waitFirst(
  tx: Context,
  claim: { campaignId: string; personId: string | null; giftId: string; endedAt: Date | null },
): Promise<boolean> {
  const { campaignId, personId, giftId, endedAt } = claim
  if (personId === null || endedAt === null) return false
  const [known] = await tx.db
    .select({ id: waitingList.id })
    .from(waitingList)
    .where(and(eq(waitingList.giftId, giftId), gte(waitingList.joinedAt, endedAt)))
    .limit(1)
  if (known) return false
  const first = sql`(select coalesce(min(sequence), 0) - 1 from waiting_list where campaign_id = ${campaignId} and state = 'waiting')`
  const entries = await tx.db
    .insert(waitingList)
    .values({ campaignId, personId, giftId, sequence: first, joinedAt: tx.now })
    // Whoever has joined meanwhile, perhaps meaning to give again, need not.
    .onConflictDoUpdate({
      target: [waitingList.campaignId, waitingList.personId],
      targetWhere: sql`state in ('waiting','held')`,
      set: { giftId, sequence: first, joinedAt: tx.now },
    })
    .returning({ id: waitingList.id })
  return entries.length > 0
}

/** Takes the copy that was held for somebody while they waited. @returns whether there was one */
export async function takeHeldCopy(tx: Context, campaignId: string, personId: string): Promise<boolean> {
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
