import { and, eq, isNull, lte, ne, sql } from 'drizzle-orm'
import { campaigns } from '#db/schema/books.ts'
import { claimAddresses, claims } from '#db/schema/claims.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { replacementOf, standingOf, type HandFact } from './claim-life.ts'
import { copyAddress } from './addresses.ts'
import { lockCampaign, takeCopy } from './internal/copies.ts'
import { moveClaim, writeHistory, type ClaimRow } from './internal/move-claim.ts'
import { tellOfComplaint } from './internal/post-mails.ts'

/** Who does it, and what they say about it. */
export interface Hand {
  actorId: string
  why?: string
}

/**
 * Packs a book that is ready. In a numbered edition the copy has its number from then on at the latest.
 * @returns the claim's number, and the copy's
 * @throws Refusal `conflict` when it is not ready, with the reason; packed twice, the second is told so
 */
export async function packClaim(
  ctx: Context,
  claimId: string,
  by: Hand,
): Promise<{ number: number; copyNumber: number | null }> {
  return inTransaction(ctx, async (tx) => {
    const claim = await claimOf(tx, claimId)
    await lockCampaign(tx, claim.campaignId)
    const [now] = await tx.db.select().from(claims).where(eq(claims.id, claimId)).for('update')
    const [address] = await tx.db
      .select({ lockedAt: claimAddresses.lockedAt })
      .from(claimAddresses)
      .where(and(eq(claimAddresses.claimId, claimId), isNull(claimAddresses.removedAt)))
    const why = now && notReady(now, address ?? null, tx.now)
    if (why) throw new Refusal('conflict', why)
    const copyNumber = await numberFor(tx, claim)
    await moveClaim(tx, claimId, { kind: 'packed' }, by, { copyNumber })
    return { number: claim.number, copyNumber }
  })
}

function notReady(claim: ClaimRow, address: { lockedAt: Date | null } | null, now: Date): string | null {
  const standing = standingOf(claim, address, now)
  if (standing === 'ready') return null
  if (standing === 'packed') return `Claim ${claim.number} is packed already.`
  if (standing === 'address_missing') return `Claim ${claim.number} has no address yet.`
  if (standing !== 'earned') return `Claim ${claim.number} is ${standing}, and not to be packed.`
  return claim.dedicationState === 'pending'
    ? `The dedication of claim ${claim.number} has not been read yet.`
    : `The donor may still change the address of claim ${claim.number}.`
}

/**
 * The copy's number, of a numbered edition: the lowest that no claim has. Call it with the campaign locked.
 * @returns null where copies have no numbers
 */
async function numberFor(tx: Context, claim: Pick<ClaimRow, 'campaignId' | 'copyNumber'>): Promise<number | null> {
  if (claim.copyNumber !== null) return claim.copyNumber
  const [campaign] = await tx.db
    .select({ signing: campaigns.signing })
    .from(campaigns)
    .where(eq(campaigns.id, claim.campaignId))
  if (campaign?.signing !== 'numbered') return null
  const [lowest] = await tx.db.execute<{ copy: number }>(sql`
    select copy from campaigns, generate_series(1, stock) as copy
    where campaigns.id = ${claim.campaignId}
      and not exists (select 1 from claims where campaign_id = ${claim.campaignId} and copy_number = copy)
    order by copy limit 1`)
  if (!lowest) throw new Refusal('conflict', 'Every number of the edition is given out.')
  return lowest.copy
}

/** Numbers the copies of claims of a numbered edition, so that a pick list can name them. Call it in a transaction. */
export async function assignNumbers(tx: Context, campaignId: string, claimIds: string[]): Promise<void> {
  await lockCampaign(tx, campaignId)
  for (const id of claimIds) {
    const copyNumber = await numberFor(tx, await claimOf(tx, id))
    if (copyNumber !== null) await tx.db.update(claims).set({ copyNumber }).where(eq(claims.id, id))
  }
}

/** Moves a claim by hand, where nothing else has to happen. @throws Refusal `conflict` where it cannot be */
export async function moveByHand(
  ctx: Context,
  claimId: string,
  fact: Extract<HandFact, { kind: 'unpacked' | 'delivered' | 'returned' | 'trouble_settled' | 'ended_by_desk' }>,
  by: Hand,
): Promise<void> {
  await inTransaction(ctx, (tx) => moveClaim(tx, claimId, fact, by))
}

/**
 * Sends another copy in place of one that was damaged, lost or came back: a claim of its own, with a copy from the stock and
 * the same address.
 * @param given.copyIsBack whether the former copy lies here again and can be given to somebody else
 * @returns the new claim's id
 * @throws Refusal `conflict` when no copy is left, or the book was never sent
 */
export async function replaceClaim(
  ctx: Context,
  claimId: string,
  given: Hand & { copyIsBack: boolean },
): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const old = await claimOf(tx, claimId)
    await lockCampaign(tx, old.campaignId)
    // First, since a copy that is back goes to whoever waits longest.
    if (!(await takeCopy(tx, old.campaignId, 'spare')))
      throw new Refusal(
        'conflict',
        'No copy is left to send in its place. Raise the stock, or wait for one to come back.',
      )
    const moved = await moveClaim(tx, claimId, { kind: 'replaced', copyIsBack: given.copyIsBack }, given)
    if (moved.verdict.rule !== 'moved') throw new Refusal('conflict', 'It has been replaced already.')
    const { campaignId, personId, giftId, dedication, dedicationState, dedicationNote, zoneId, country } = moved.before
    const [made] = await tx.db
      .insert(claims)
      .values({
        ...replacementOf(moved.before),
        campaignId,
        personId,
        giftId,
        dedication,
        dedicationState,
        dedicationNote,
        zoneId,
        country,
        replacesId: claimId,
        createdAt: tx.now,
        earnedAt: tx.now,
      })
      .returning({ id: claims.id })
    if (!made) throw new Error('a replacement was not written')
    const { actorId } = given
    const why = `In place of claim ${old.number}.`
    await writeHistory(tx, { claimId: made.id, fact: 'replaces', before: null, after: 'earned', actorId, why })
    await copyAddress(tx, claimId, made.id)
    return made.id
  })
}

/** A note for whoever works on the claim next. @throws Refusal `invalid` when it is empty */
export async function noteOnClaim(ctx: Context, claimId: string, by: Hand): Promise<void> {
  const why = (by.why ?? '').trim()
  if (why === '') throw new Refusal('invalid', 'Write the note first.', { why: 'Write the note first.' })
  const { state } = await claimOf(ctx, claimId)
  await writeHistory(ctx, { claimId, fact: 'noted', before: state, after: state, actorId: by.actorId, why })
}

/** What a donor says of a parcel that was sent to them. */
export type ParcelWord = 'arrived' | 'damaged' | 'never_came'

/**
 * The donor says what became of the parcel. Said again it changes nothing more.
 * @throws Refusal `not_found` for somebody else's; `conflict` when nothing was sent
 */
export async function sayOfParcel(ctx: Context, claimId: string, personId: string, word: ParcelWord): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [mine] = await tx.db
      .select({ state: claims.state })
      .from(claims)
      .where(and(eq(claims.id, claimId), eq(claims.personId, personId)))
    if (!mine) throw new Refusal('not_found', 'There is no such book of yours.')
    const by = { actorId: personId }
    if (word === 'arrived') {
      await moveClaim(tx, claimId, { kind: 'delivered' }, by)
      return
    }
    if (word === 'damaged' && mine.state === 'dispatched') await moveClaim(tx, claimId, { kind: 'delivered' }, by)
    const { verdict, after } = await moveClaim(tx, claimId, { kind: 'complained', of: word }, by)
    if (verdict.rule === 'desk_is_told') await tellOfComplaint(tx, after, word)
  })
}

/** The claim of a number, as it is typed or scanned. @returns its id; null when there is none */
export async function claimByNumber(ctx: Context, number: number): Promise<string | null> {
  const [row] = await ctx.db.select({ id: claims.id }).from(claims).where(eq(claims.number, number))
  return row?.id ?? null
}

async function claimOf(ctx: Context, claimId: string): Promise<ClaimRow> {
  const [claim] = await ctx.db.select().from(claims).where(eq(claims.id, claimId))
  if (!claim) throw new Refusal('not_found', 'There is no such claim.')
  return claim
}

/** What makes an earned claim ready, in SQL: as `standingOf` says. Join `claimAddresses`, those not removed. */
export function isReady(now: Date) {
  return and(eq(claims.state, 'earned'), lte(claimAddresses.lockedAt, now), ne(claims.dedicationState, 'pending'))
}
