import { and, asc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm'
import { isbot } from 'isbot'
import { z } from 'zod'
import { houseAdCounts, houseAds } from '#db/schema/ads.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { after, calendarDay, dateIn, day, hour } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { takePoint } from '#lib/limits/limit.ts'
import { turnOfAdsJob } from './jobs.ts'
import { adSlotNameSchema, type AdSlotName } from '#lib/ad-slots/model.ts'

/**
 * What one view of one page saw: each of its slots once, with what stood there. Counts are not said by the page; a view
 * can be no more than one, and a click no more than one.
 */
export const pageViewSchema = z
  .object({
    seen: z
      .array(z.object({ ad: z.uuid(), slot: adSlotNameSchema, impression: z.boolean(), click: z.boolean() }))
      .min(1)
      .max(5),
  })
  .refine(({ seen }) => new Set(seen.map(({ slot }) => slot)).size === seen.length, 'Each slot is seen once.')
  .refine(({ seen }) => new Set(seen.map(({ slot }) => kindOf(slot))).size === 1, 'A page is of one kind.')
export type PageView = z.infer<typeof pageViewSchema>

function kindOf(slot: AdSlotName): string {
  return slot.slice(0, slot.indexOf('.'))
}

/** Somebody who reads fast opens a page every few seconds; an office shares one address. */
const pageViewLimit = { name: 'ads-seen', points: 240, seconds: 60 }

/** A page that was opened before its campaign ended may say so a while later. */
const lateBy = day

export interface Viewer {
  address: string
  userAgent: string
}

/**
 * Counts what a page view saw: one statement, one row for each campaign, slot and day. Obvious robots are not counted.
 * Nothing of the viewer is kept; the address is counted against for a minute, as a hash would be.
 * @param timeZone the magazine's: days are its days
 * @throws Refusal (invalid) for a campaign that is not shown, (too_many) when an address sends too many
 */
export async function countPageView(ctx: Context, { seen }: PageView, viewer: Viewer, timeZone: string): Promise<void> {
  if (viewer.userAgent === '' || isbot(viewer.userAgent)) return
  const { allowed } = await takePoint(ctx, pageViewLimit, viewer.address)
  if (!allowed) throw new Refusal('too_many', 'Too many page views at once.')
  const ids = [...new Set(seen.map(({ ad }) => ad))]
  const known = await ctx.db
    .select({ id: houseAds.id, endsAt: houseAds.endsAt, endedAt: houseAds.endedAt, startsAt: houseAds.startsAt })
    .from(houseAds)
    .where(inArray(houseAds.id, ids))
  const shown = known.filter(
    ({ startsAt, endsAt, endedAt }) => startsAt <= ctx.now && after(endedAt ?? endsAt, lateBy) > ctx.now,
  )
  if (shown.length !== ids.length) throw new Refusal('invalid', 'There is no such advertisement.')
  await inTransaction(ctx, (tx) => write(tx, seen, ids, timeZone))
}

async function write(ctx: Context, seen: PageView['seen'], ids: string[], timeZone: string): Promise<void> {
  const today = dateIn(ctx.now, timeZone)
  const rows = seen
    .filter(({ impression, click }) => impression || click)
    .map(({ ad, slot, impression, click }) => ({
      houseAdId: ad,
      day: today,
      slot,
      impressions: Number(impression),
      clicks: Number(click),
    }))
    // The same order for everybody, so that no two wait for one another.
    .toSorted((one, other) => (one.houseAdId + one.slot < other.houseAdId + other.slot ? -1 : 1))
  if (rows.length === 0) return
  // Of a campaign with a cap one view is counted after the other, so that one of them is the one that fills it.
  const capped = await ctx.db
    .select({ id: houseAds.id, cap: houseAds.cap, capPerDay: houseAds.capPerDay })
    .from(houseAds)
    .where(and(inArray(houseAds.id, ids), or(isNotNull(houseAds.cap), isNotNull(houseAds.capPerDay))))
    .orderBy(asc(houseAds.id))
    .for('update')
  await ctx.db
    .insert(houseAdCounts)
    .values(rows)
    .onConflictDoUpdate({
      target: [houseAdCounts.houseAdId, houseAdCounts.day, houseAdCounts.slot],
      set: {
        impressions: sql`least(${houseAdCounts.impressions}::bigint + excluded.impressions, 2147483647)::integer`,
        clicks: sql`least(${houseAdCounts.clicks}::bigint + excluded.clicks, 2147483647)::integer`,
      },
    })
  for (const { id, cap, capPerDay } of capped) {
    const now = rows.reduce((sum, row) => sum + (row.houseAdId === id ? row.impressions : 0), 0)
    await tellWhenFull(ctx, { id, cap, capPerDay, now, today, timeZone })
  }
}

interface Capped {
  id: string
  cap: number | null
  capPerDay: number | null
  /** Impressions that were just added. */
  now: number
  today: string
  timeZone: string
}

/** Takes a campaign off the pages the moment its cap is reached, and puts it back when the day is over. */
async function tellWhenFull(ctx: Context, { id, cap, capPerDay, now, today, timeZone }: Capped): Promise<void> {
  const [sums] = await ctx.db
    .select({
      all: sql<number>`sum(${houseAdCounts.impressions})`.mapWith(Number),
      today:
        sql<number>`coalesce(sum(${houseAdCounts.impressions}) filter (where ${houseAdCounts.day} = ${today}), 0)`.mapWith(
          Number,
        ),
    })
    .from(houseAdCounts)
    .where(eq(houseAdCounts.houseAdId, id))
  if (!sums) return
  const fills = (most: number | null, sum: number) => most !== null && sum >= most && sum - now < most
  const fillsDay = fills(capPerDay, sums.today)
  if (fills(cap, sums.all) || fillsDay) await announceChange(ctx, [tags.ads])
  const midnight = calendarDay(today, timeZone)?.end ?? after(ctx.now, 24 * hour)
  if (fillsDay) await ctx.queue.send(ctx.db, turnOfAdsJob, {}, { startAfter: midnight })
}
