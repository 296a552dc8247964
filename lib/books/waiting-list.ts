import { and, asc, eq, getTableColumns, inArray, lte, sql } from 'drizzle-orm'
import { campaignGifts, campaigns } from '#db/schema/books.ts'
import { waitingList } from '#db/schema/claims.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { followGift } from './follow-gift.ts'
import { lockCampaign, passOnCopy } from './internal/copies.ts'
import { hasAllTheyMay, insertClaim } from './internal/insert-claim.ts'
import { joinList } from './internal/waiting.ts'
import { dedicationFault, stateOf, tidyDedication, zoneOf } from './model.ts'
import { zonesOf } from './wish.ts'

export interface WaitingEntry {
  id: string
  campaignId: string
  slug: string
  bookTitle: string
  bookAuthor: string
  isDedicated: boolean
  state: 'waiting' | 'held'
  /** Of those who wait, counted from 1; 0 for whom a copy is held. */
  place: number
  heldUntil: Date | null
  /** Whether a gift of theirs qualifies already. */
  isPaid: boolean
}

/** Where somebody waits, or has a copy held. */
export async function waitingOf(ctx: Context, personId: string): Promise<WaitingEntry[]> {
  const rows = await ctx.db
    .select({
      id: waitingList.id,
      campaignId: waitingList.campaignId,
      slug: campaigns.slug,
      bookTitle: campaigns.bookTitle,
      bookAuthor: campaigns.bookAuthor,
      signing: campaigns.signing,
      state: waitingList.state,
      heldUntil: waitingList.heldUntil,
      giftId: waitingList.giftId,
      place: sql<number>`(select count(*)::int from waiting_list other where other.campaign_id = ${waitingList.campaignId}
        and other.state = 'waiting' and other.sequence <= ${waitingList.sequence})`,
    })
    .from(waitingList)
    .innerJoin(campaigns, eq(campaigns.id, waitingList.campaignId))
    .where(and(eq(waitingList.personId, personId), inArray(waitingList.state, ['waiting', 'held'])))
    .orderBy(asc(waitingList.sequence))
  return rows.map(({ signing, giftId, state, ...row }) => ({
    ...row,
    state: state === 'held' ? 'held' : 'waiting',
    place: state === 'held' ? 0 : row.place,
    isDedicated: signing === 'dedicated',
    isPaid: giftId !== null,
  }))
}

/**
 * Puts somebody who is signed in on the list of a campaign whose copies are gone.
 * @throws Refusal `conflict` when there is nothing to wait for
 */
export async function waitForCopy(ctx: Context, campaignId: string, personId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockCampaign(tx, campaignId)
    const [campaign] = await tx.db.select().from(campaigns).where(eq(campaigns.id, campaignId))
    const state = campaign && stateOf(campaign, tx.now)
    if (state === 'live') throw new Refusal('conflict', 'A copy has just come back: there is no need to wait.')
    if (state !== 'sold_out') throw new Refusal('conflict', 'This offer has ended.')
    if (await hasAllTheyMay(tx, campaignId, personId))
      throw new Refusal('conflict', 'A copy of this book is yours already, and there is one for each donor.')
    await joinList(tx, campaignId, personId, null)
  })
}

/** Takes somebody off a list; a copy that was held for them goes on. */
export async function leaveWaitingList(ctx: Context, entryId: string, personId: string): Promise<void> {
  await settle(ctx, entryId, (entry) => entry.personId === personId, 'left')
}

/** Takes somebody who deletes their account off every list. Call it in the transaction that does. */
export async function leaveAllWaitingLists(tx: Context, personId: string): Promise<void> {
  for (const { id } of await waitingOf(tx, personId)) await leaveWaitingList(tx, id, personId)
}

/** Passes on the copies that were held, and not taken, long enough. @returns how many */
export async function lapseHolds(ctx: Context): Promise<number> {
  const due = await ctx.db
    .select({ id: waitingList.id })
    .from(waitingList)
    .where(and(eq(waitingList.state, 'held'), lte(waitingList.heldUntil, ctx.now)))
    .orderBy(asc(waitingList.sequence))
  for (const { id } of due)
    await settle(ctx, id, ({ heldUntil }) => heldUntil !== null && heldUntil <= ctx.now, 'lapsed')
  return due.length
}

type Entry = typeof waitingList.$inferSelect

async function settle(
  ctx: Context,
  entryId: string,
  applies: (entry: Entry) => boolean,
  as: 'left' | 'lapsed',
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const entry = await lockEntry(tx, entryId)
    if (!entry || !applies(entry) || (entry.state !== 'waiting' && entry.state !== 'held')) return
    await tx.db.update(waitingList).set({ state: as, settledAt: tx.now }).where(eq(waitingList.id, entryId))
    if (entry.state === 'held') await passOnCopy(tx, entry.campaignId)
  })
}

async function lockEntry(tx: Context, entryId: string): Promise<Entry | undefined> {
  const [found] = await tx.db
    .select({ campaignId: waitingList.campaignId })
    .from(waitingList)
    .where(eq(waitingList.id, entryId))
  if (!found) return undefined
  await lockCampaign(tx, found.campaignId)
  const [entry] = await tx.db.select().from(waitingList).where(eq(waitingList.id, entryId)).for('update')
  return entry
}

/**
 * Takes a copy that is held for somebody whose gift has earned or begun to earn it, without another payment.
 * @throws Refusal `conflict` when it is held no longer; `invalid` for the country or the dedication
 */
export async function takeWaitedCopy(
  ctx: Context,
  take: { entryId: string; personId: string; country: string; dedication: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    // Before the campaign, as whoever hears of the gift does.
    const [gift] = await tx.db
      .select(getTableColumns(campaignGifts))
      .from(campaignGifts)
      .innerJoin(waitingList, eq(waitingList.giftId, campaignGifts.id))
      .where(eq(waitingList.id, take.entryId))
      .for('update', { of: campaignGifts })
    const entry = await lockEntry(tx, take.entryId)
    const isTheirs = entry?.personId === take.personId && entry.state === 'held'
    if (!entry || !isTheirs || entry.heldUntil === null || entry.heldUntil <= tx.now)
      throw new Refusal('conflict', 'This copy is not held for you any more.')
    if (!gift) throw new Refusal('conflict', 'Give first: then the copy is yours.')
    const zone = zoneOf(await zonesOf(tx, entry.campaignId), take.country)
    // What was included then is included now: nothing more is charged to whoever has paid.
    if (!zone) throw fieldRefusal('country', 'Choose the country to send the book to. We cannot send it anywhere else.')
    const dedication = tidyDedication(take.dedication)
    const fault = dedicationFault(dedication)
    if (fault !== null) throw fieldRefusal('dedication', fault)
    await tx.db.update(waitingList).set({ state: 'taken', settledAt: tx.now }).where(eq(waitingList.id, entry.id))
    await insertClaim(tx, { ...gift, zoneId: zone.id, country: take.country, dedication }, take.personId)
    await followGift(tx, { personId: take.personId, attemptId: gift.id })
  })
}
