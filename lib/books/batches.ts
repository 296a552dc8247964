import { and, asc, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { bookBatches, claimAddresses, claims } from '#db/schema/claims.ts'
import { campaigns, campaignZones } from '#db/schema/books.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { lockCampaign } from './internal/copies.ts'
import { assignNumbers, isReady } from './packing.ts'

/** Ready claims that are in no batch yet, by campaign and zone. */
export interface ReadyZone {
  campaignId: string
  bookTitle: string
  zoneId: string
  zone: string
  ready: number
}

const readyWithoutBatch = (now: Date) => and(isReady(now), isNull(claims.batchId), isNull(claimAddresses.removedAt))

export async function readyZones(ctx: Context): Promise<ReadyZone[]> {
  return ctx.db
    .select({
      campaignId: campaigns.id,
      bookTitle: campaigns.bookTitle,
      zoneId: campaignZones.id,
      zone: campaignZones.name,
      ready: count(),
    })
    .from(claims)
    .innerJoin(claimAddresses, eq(claimAddresses.claimId, claims.id))
    .innerJoin(campaigns, eq(campaigns.id, claims.campaignId))
    .innerJoin(campaignZones, eq(campaignZones.id, claims.zoneId))
    .where(readyWithoutBatch(ctx.now))
    .groupBy(campaigns.id, campaigns.bookTitle, campaignZones.id, campaignZones.name)
    .orderBy(asc(campaigns.bookTitle), asc(campaignZones.name))
}

/**
 * Puts the claims that are ready in one zone into a batch, the oldest first, and numbers their copies.
 * @returns the batch's id
 * @throws Refusal `conflict` when none is ready
 */
export async function makeBatch(
  ctx: Context,
  given: { campaignId: string; zoneId: string; most: number; actorId: string },
): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const { campaignId, zoneId, most, actorId } = given
    await lockCampaign(tx, campaignId)
    const [zone] = await tx.db.select().from(campaignZones).where(eq(campaignZones.id, zoneId))
    const ready = await tx.db
      .select({ id: claims.id })
      .from(claims)
      .innerJoin(claimAddresses, eq(claimAddresses.claimId, claims.id))
      .where(and(readyWithoutBatch(tx.now), eq(claims.campaignId, campaignId), eq(claims.zoneId, zoneId)))
      .orderBy(asc(claims.createdAt), asc(claims.id))
      .limit(most)
      .for('update', { of: claims, skipLocked: true })
    if (!zone || ready.length === 0) throw new Refusal('conflict', 'Nothing is ready there.')
    const [batch] = await tx.db
      .insert(bookBatches)
      .values({ campaignId, zoneId, name: zone.name, createdBy: actorId, createdAt: tx.now })
      .returning({ id: bookBatches.id })
    if (!batch) throw new Error('a batch was not written')
    const ids = ready.map(({ id }) => id)
    await tx.db.update(claims).set({ batchId: batch.id }).where(inArray(claims.id, ids))
    await assignNumbers(tx, campaignId, ids)
    return batch.id
  })
}

export interface BatchLine {
  id: string
  campaignId: string
  bookTitle: string
  zone: string
  createdAt: Date
  claims: number
  toPack: number
}

/** The batches, the newest first. @param id only this one */
export async function batches(ctx: Context, id?: string): Promise<BatchLine[]> {
  const rows = await ctx.db
    .select({
      id: bookBatches.id,
      campaignId: bookBatches.campaignId,
      bookTitle: campaigns.bookTitle,
      zone: bookBatches.name,
      createdAt: bookBatches.createdAt,
      claims: count(claims.id),
      toPack: count(sql`case when ${claims.state} = 'earned' then 1 end`),
    })
    .from(bookBatches)
    .innerJoin(campaigns, eq(campaigns.id, bookBatches.campaignId))
    .leftJoin(claims, eq(claims.batchId, bookBatches.id))
    .where(id === undefined ? undefined : eq(bookBatches.id, id))
    .groupBy(bookBatches.id, campaigns.bookTitle)
    .orderBy(desc(bookBatches.createdAt))
    .limit(50)
  return rows
}
