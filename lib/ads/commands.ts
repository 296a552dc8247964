import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { houseAds } from '#db/schema/ads.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { houseAdInputSchema, type HouseAdInput } from './house-ad.ts'
import { turnOfAdsJob } from './jobs.ts'

/**
 * Begins a house campaign. The same form sent twice begins one.
 * @param id the UUID in the form
 */
export function beginHouseAd(ctx: Context, id: string, input: HouseAdInput, actorId: string): Promise<void> {
  const wanted = houseAdInputSchema.parse(input)
  return inTransaction(ctx, async (tx) => {
    const made = await tx.db
      .insert(houseAds)
      .values({ id, ...wanted })
      .onConflictDoNothing({ target: houseAds.id })
      .returning({ id: houseAds.id })
    if (made.length === 0) return
    await noteChange(tx, id, 'began a house campaign', actorId, { headline: wanted.headline })
    await callAtItsTimes(tx, wanted)
  })
}

/** A new campaign's id: it sorts by age. */
export function newHouseAdId(now: Date): string {
  return v7({ msecs: now.getTime() })
}

/** Makes a campaign what is wanted from now on. @throws Refusal when it is not there, or has been ended */
export function changeHouseAd(ctx: Context, id: string, input: HouseAdInput, actorId: string): Promise<void> {
  const wanted = houseAdInputSchema.parse(input)
  return inTransaction(ctx, async (tx) => {
    await lockGoing(tx, id)
    await tx.db.update(houseAds).set(wanted).where(eq(houseAds.id, id))
    await noteChange(tx, id, 'changed a house campaign', actorId, {
      headline: wanted.headline,
      starts: wanted.startsAt.toISOString(),
      ends: wanted.endsAt.toISOString(),
      weight: wanted.weight,
      cap: wanted.cap,
      'cap a day': wanted.capPerDay,
    })
    await callAtItsTimes(tx, wanted)
  })
}

/**
 * Takes a campaign off the pages until it is resumed. Pausing what is paused changes nothing.
 * @throws Refusal when it is not there, or has been ended
 */
export function pauseHouseAd(ctx: Context, id: string, actorId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const ad = await lockGoing(tx, id)
    if (ad.pausedAt !== null) return
    await tx.db.update(houseAds).set({ pausedAt: tx.now }).where(eq(houseAds.id, id))
    await noteChange(tx, id, 'paused a house campaign', actorId)
  })
}

/** Puts a paused campaign back on the pages. @throws Refusal when it is not there, or has been ended */
export function resumeHouseAd(ctx: Context, id: string, actorId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const ad = await lockGoing(tx, id)
    if (ad.pausedAt === null) return
    await tx.db.update(houseAds).set({ pausedAt: null }).where(eq(houseAds.id, id))
    await noteChange(tx, id, 'resumed a house campaign', actorId)
  })
}

/** Ends a campaign for good, before its time; one that is over stays so. @throws Refusal when it is not there */
export function endHouseAd(ctx: Context, id: string, actorId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const ad = await lock(tx, id)
    if (ad.endedAt !== null || ad.endsAt <= tx.now) return
    await tx.db.update(houseAds).set({ endedAt: tx.now }).where(eq(houseAds.id, id))
    await noteChange(tx, id, 'ended a house campaign', actorId)
  })
}

async function lock(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({ pausedAt: houseAds.pausedAt, endedAt: houseAds.endedAt, endsAt: houseAds.endsAt })
    .from(houseAds)
    .where(eq(houseAds.id, id))
    .for('update')
  if (row === undefined) throw new Refusal('not_found', 'That campaign is no longer here.')
  return row
}

async function lockGoing(ctx: Context, id: string) {
  const row = await lock(ctx, id)
  if (row.endedAt !== null) throw new Refusal('conflict', 'This campaign has been ended. Begin a new one instead.')
  return row
}

async function noteChange(
  ctx: Context,
  id: string,
  action: string,
  actorId: string,
  details: Record<string, string | number | null> = {},
): Promise<void> {
  await recordAudit(ctx, { actorId, action, subject: subjectOf('house ad', id), details })
  await announceChange(ctx, [tags.ads])
}

/** Pages are made at their first request and kept: they must be told when a campaign's time has come, or is over. */
async function callAtItsTimes(ctx: Context, { startsAt, endsAt }: HouseAdInput): Promise<void> {
  for (const at of [startsAt, endsAt])
    if (at > ctx.now) await ctx.queue.send(ctx.db, turnOfAdsJob, {}, { startAfter: at })
}
