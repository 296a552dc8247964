import { and, asc, desc, eq, gt, gte, isNull, lte, sql } from 'drizzle-orm'
import { houseAdCounts, houseAds } from '#db/schema/ads.ts'
import { pictures } from '#db/schema/pictures.ts'
import { dateIn } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { stateOf, type HouseAdState } from './house-ad.ts'
import type { HouseAd } from './model.ts'

/** No magazine shows more at a time, nor lists more. */
const most = 500

const shownFields = {
  id: houseAds.id,
  advertiser: houseAds.advertiser,
  headline: houseAds.headline,
  text: houseAds.text,
  link: houseAds.link,
  alt: houseAds.alt,
  topicSlugs: houseAds.topicSlugs,
  weight: houseAds.weight,
  contentHash: pictures.contentHash,
  width: pictures.width,
  height: pictures.height,
}

const factFields = {
  ...shownFields,
  pictureId: houseAds.pictureId,
  startsAt: houseAds.startsAt,
  endsAt: houseAds.endsAt,
  cap: houseAds.cap,
  capPerDay: houseAds.capPerDay,
  pausedAt: houseAds.pausedAt,
  endedAt: houseAds.endedAt,
  impressions: sql<number>`coalesce(counted.impressions, 0)`.mapWith(Number),
  clicks: sql<number>`coalesce(counted.clicks, 0)`.mapWith(Number),
  impressionsToday: sql<number>`coalesce(counted.today, 0)`.mapWith(Number),
}

/** @param today the magazine's day */
function selectWithCounts(ctx: Context, today: string) {
  const counted = sql`lateral (
    select sum(impressions) as impressions, sum(clicks) as clicks, sum(impressions) filter (where day = ${today}) as today
    from ${houseAdCounts} where house_ad_id = ${houseAds.id}) counted`
  return ctx.db
    .select(factFields)
    .from(houseAds)
    .leftJoin(pictures, eq(pictures.id, houseAds.pictureId))
    .leftJoin(counted, sql`true`)
}

type Row = Awaited<ReturnType<typeof selectWithCounts>>[number]

function toShown({
  id,
  advertiser,
  headline,
  text,
  link,
  alt,
  topicSlugs,
  weight,
  contentHash,
  width,
  height,
}: Row): HouseAd {
  const picture = contentHash !== null && width !== null && height !== null ? { contentHash, width, height } : null
  return { id, advertiser, headline, text, link, alt, topicSlugs, weight, picture }
}

/** House campaigns that run now, the oldest first. @param timeZone the magazine's: a cap may be a day's */
export async function runningAds(ctx: Context, timeZone: string): Promise<HouseAd[]> {
  const rows = await selectWithCounts(ctx, dateIn(ctx.now, timeZone))
    .where(
      and(
        lte(houseAds.startsAt, ctx.now),
        gt(houseAds.endsAt, ctx.now),
        isNull(houseAds.pausedAt),
        isNull(houseAds.endedAt),
      ),
    )
    .orderBy(asc(houseAds.id))
    .limit(most)
  return rows.filter((row) => stateOf(row, ctx.now) === 'running').map(toShown)
}

/** A house campaign as the desk sees it. */
export interface HouseAdRecord extends HouseAd {
  pictureId: string | null
  startsAt: Date
  endsAt: Date
  cap: number | null
  capPerDay: number | null
  pausedAt: Date | null
  endedAt: Date | null
  state: HouseAdState
  impressions: number
  clicks: number
  impressionsToday: number
}

function toRecord(row: Row, now: Date): HouseAdRecord {
  const { contentHash: _, width: __, height: ___, ...facts } = row
  return { ...facts, ...toShown(row), state: stateOf(row, now) }
}

/** All there were, the newest first, at most 500. @param timeZone as above */
export async function allHouseAds(ctx: Context, timeZone: string): Promise<HouseAdRecord[]> {
  const rows = await selectWithCounts(ctx, dateIn(ctx.now, timeZone)).orderBy(desc(houseAds.id)).limit(most)
  return rows.map((row) => toRecord(row, ctx.now))
}

/** One of them; null when there is none of this id. @param timeZone the magazine's: a cap may be a day's */
export async function houseAdById(ctx: Context, id: string, timeZone: string): Promise<HouseAdRecord | null> {
  const [row] = await selectWithCounts(ctx, dateIn(ctx.now, timeZone)).where(eq(houseAds.id, id))
  return row === undefined ? null : toRecord(row, ctx.now)
}

export interface DayCount {
  houseAdId: string
  advertiser: string
  headline: string
  /** Of the magazine, as 2026-03-31. */
  day: string
  slot: string
  impressions: number
  clicks: number
}

/**
 * What was counted, day by day and slot by slot, in order of the days.
 * @param from the first day; the last is any since
 * @param houseAdId of one campaign only
 */
export async function dayCounts(ctx: Context, from: string, houseAdId?: string): Promise<DayCount[]> {
  return ctx.db
    .select({
      houseAdId: houseAdCounts.houseAdId,
      advertiser: houseAds.advertiser,
      headline: houseAds.headline,
      day: houseAdCounts.day,
      slot: houseAdCounts.slot,
      impressions: houseAdCounts.impressions,
      clicks: houseAdCounts.clicks,
    })
    .from(houseAdCounts)
    .innerJoin(houseAds, eq(houseAds.id, houseAdCounts.houseAdId))
    .where(
      and(gte(houseAdCounts.day, from), houseAdId === undefined ? undefined : eq(houseAdCounts.houseAdId, houseAdId)),
    )
    .orderBy(asc(houseAdCounts.day), asc(houseAdCounts.houseAdId), asc(houseAdCounts.slot))
    .limit(100_000)
}
