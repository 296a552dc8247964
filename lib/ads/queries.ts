import { and, asc, eq, gt, lte } from 'drizzle-orm'
import { houseAds } from '#db/schema/ads.ts'
import { pictures } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'
import type { HouseAd } from './model.ts'

/** House advertisements whose dates include now. */
export async function currentAds(ctx: Context): Promise<HouseAd[]> {
  const rows = await ctx.db
    .select({
      slug: houseAds.slug,
      advertiser: houseAds.advertiser,
      headline: houseAds.headline,
      text: houseAds.text,
      link: houseAds.link,
      topicSlugs: houseAds.topicSlugs,
      weight: houseAds.weight,
      contentHash: pictures.contentHash,
      width: pictures.width,
      height: pictures.height,
    })
    .from(houseAds)
    .leftJoin(pictures, eq(pictures.id, houseAds.pictureId))
    .where(and(lte(houseAds.startsAt, ctx.now), gt(houseAds.endsAt, ctx.now)))
    .orderBy(asc(houseAds.slug))
    .limit(200)
  return rows.map(({ contentHash, width, height, ...ad }) => ({
    ...ad,
    picture: contentHash !== null && width !== null && height !== null ? { contentHash, width, height } : null,
  }))
}
