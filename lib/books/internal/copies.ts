import { and, asc, eq, gt, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { campaigns } from '#db/schema/books.ts'
import { waitingList } from '#db/schema/claims.ts'
import { after, day } from '#lib/clock.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import type { Context } from '#lib/context.ts'
import { isNearlyGone } from '../model.ts'
import { tellOfHeldCopy } from './post-mails.ts'

/** How long a copy is held for whoever waited for it. */
const holdDays = 7

/** Locks a campaign to the end of the transaction: whoever counts its copies waits for each other. */
export async function lockCampaign(tx: Context, campaignId: string): Promise<void> {
  await tx.db.select({ id: campaigns.id }).from(campaigns).where(eq(campaigns.id, campaignId)).for('no key update')
}

/**
 * Takes a copy that is nobody's, if there is one: one conditional UPDATE, whose check the database repeats.
 * @param as `offered` while the campaign is live; `spare`, for what is sent in place of another copy, also afterwards
 * @returns whether there was one
 */
export async function takeCopy(tx: Context, campaignId: string, as: 'offered' | 'spare' = 'offered'): Promise<boolean> {
  const live = [
    isNotNull(campaigns.publishedAt),
    isNull(campaigns.endedAt),
    lte(campaigns.startsAt, tx.now),
    gt(campaigns.endsAt, tx.now),
  ]
  const [taken] = await tx.db
    .update(campaigns)
    .set({ remaining: sql`${campaigns.remaining} - 1` })
    .where(and(eq(campaigns.id, campaignId), gt(campaigns.remaining, 0), ...(as === 'offered' ? live : [])))
    .returning({ id: campaigns.id, stock: campaigns.stock, remaining: campaigns.remaining })
  if (taken) await announceCopies(tx, taken, taken.remaining + 1)
  return taken !== undefined
}

/**
 * A copy that is nobody's any more goes to whoever waits longest, and is held for them; else it is on offer again. Call it
 * with the campaign locked.
 */
export async function passOnCopy(tx: Context, campaignId: string): Promise<void> {
  const [next] = await tx.db
    .select({ id: waitingList.id })
    .from(waitingList)
    .where(and(eq(waitingList.campaignId, campaignId), eq(waitingList.state, 'waiting')))
    .orderBy(asc(waitingList.sequence))
    .limit(1)
    .for('update')
  if (next) return holdCopy(tx, next.id)
  const [given] = await tx.db
    .update(campaigns)
    .set({ remaining: sql`${campaigns.remaining} + 1` })
    .where(eq(campaigns.id, campaignId))
    .returning({ id: campaigns.id, stock: campaigns.stock, remaining: campaigns.remaining })
  if (given) await announceCopies(tx, given, given.remaining - 1)
}

/** Holds a copy that is taken from the others for somebody who waited, and writes to them. */
export async function holdCopy(tx: Context, entryId: string): Promise<void> {
  const heldUntil = after(tx.now, holdDays * day)
  await tx.db.update(waitingList).set({ state: 'held', heldUntil }).where(eq(waitingList.id, entryId))
  await tellOfHeldCopy(tx, entryId)
}

/** Every page carries the banner: it is told when the offer opens, runs low or closes, and not of each copy. */
async function announceCopies(
  tx: Context,
  campaign: { id: string; stock: number; remaining: number },
  before: number,
): Promise<void> {
  const { id, stock, remaining } = campaign
  const shown = (left: number) => `${left > 0} ${isNearlyGone({ stock, remaining: left })}`
  if (shown(before) !== shown(remaining)) await announceChange(tx, [tags.campaigns, tags.campaign(id)])
  else if (isNearlyGone(campaign)) await announceChange(tx, [tags.campaign(id)])
}
