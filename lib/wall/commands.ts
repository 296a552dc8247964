import { and, eq, inArray, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { giftLinks, meteredReadings } from '#db/schema/wall.ts'
import { inTransaction, type Context } from '#lib/context.ts'

export interface MeteredReading {
  personId: string
  articleId: string
  /** 2026-11 */
  month: string
  /** How many are free in a month. */
  free: number
}

/**
 * Counts that somebody opens a metered article. Opening it again is free; however many are opened at once, no more than
 * are free.
 * @returns whether it is open to them now
 */
export function countReading(ctx: Context, { personId, articleId, month, free }: MeteredReading): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    await lockMeter(tx, personId)
    const read = await tx.db
      .select({ articleId: meteredReadings.articleId })
      .from(meteredReadings)
      .where(and(eq(meteredReadings.personId, personId), eq(meteredReadings.month, month)))
    if (read.some((one) => one.articleId === articleId)) return true
    if (read.length >= free) return false
    await tx.db.insert(meteredReadings).values({ personId, articleId, month, readAt: tx.now })
    return true
  })
}

/** What one opened as a visitor counts for the person, too, even above what is free. Articles gone meanwhile are left out. */
export async function mergeReadings(
  ctx: Context,
  { personId, month, articleIds }: { personId: string; month: string; articleIds: string[] },
): Promise<void> {
  if (articleIds.length === 0) return
  await inTransaction(ctx, async (tx) => {
    await lockMeter(tx, personId)
    const there = await tx.db.select({ id: articles.id }).from(articles).where(inArray(articles.id, articleIds))
    if (there.length === 0) return
    await tx.db
      .insert(meteredReadings)
      .values(there.map(({ id }) => ({ personId, articleId: id, month, readAt: tx.now })))
      .onConflictDoNothing()
  })
}

async function lockMeter(tx: Context, personId: string): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`meter ${personId}`}, 0))`)
}

/** Forgets what a person has read, and withdraws what they gave. */
export async function forgetReader(ctx: Context, personId: string): Promise<void> {
  await ctx.db.delete(meteredReadings).where(eq(meteredReadings.personId, personId))
  await ctx.db.delete(giftLinks).where(eq(giftLinks.personId, personId))
}
