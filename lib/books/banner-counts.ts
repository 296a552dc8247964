import { eq, sql } from 'drizzle-orm'
import { isbot } from 'isbot'
import { z } from 'zod'
import { campaignBannerCounts, campaigns } from '#db/schema/books.ts'
import { after, dateIn, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { takePoint } from '#lib/limits/limit.ts'
import { stateOf } from './model.ts'

/** What one view of one page saw of the banner: each counts once. */
export const bannerViewSchema = z
  .object({ campaign: z.uuid(), edition: z.enum(['standard', 'supporter']), seen: z.boolean(), followed: z.boolean() })
  .refine(({ seen, followed }) => seen || followed, 'There is something to count.')
type BannerView = z.infer<typeof bannerViewSchema>

/** An office shares one address. */
const viewLimit = { name: 'banner-seen', points: 240, seconds: 60 }

/**
 * Counts a banner as seen or followed. Obvious robots are not counted, and nothing of the viewer is kept.
 * @param timeZone the magazine's: days are its days
 * @throws Refusal (invalid) for a campaign that is not shown, (too_many) when an address sends too many
 */
export async function countBanner(
  ctx: Context,
  { campaign, edition, seen, followed }: BannerView,
  viewer: { address: string; userAgent: string },
  timeZone: string,
): Promise<void> {
  if (viewer.userAgent === '' || isbot(viewer.userAgent)) return
  const { allowed } = await takePoint(ctx, viewLimit, viewer.address)
  if (!allowed) throw new Refusal('too_many', 'Too many page views at once.')
  const [found] = await ctx.db.select().from(campaigns).where(eq(campaigns.id, campaign))
  // A page that was opened before the end may say so a while later.
  const state = found && [stateOf(found, ctx.now), stateOf(found, after(ctx.now, -day))]
  if (!state?.some((one) => one === 'live' || one === 'sold_out'))
    throw new Refusal('invalid', 'There is no such banner.')
  await ctx.db
    .insert(campaignBannerCounts)
    .values({
      campaignId: campaign,
      day: dateIn(ctx.now, timeZone),
      edition,
      seen: Number(seen),
      followed: Number(followed),
    })
    .onConflictDoUpdate({
      target: [campaignBannerCounts.campaignId, campaignBannerCounts.day, campaignBannerCounts.edition],
      set: {
        seen: sql`least(${campaignBannerCounts.seen}::bigint + excluded.seen, 2147483647)::integer`,
        followed: sql`least(${campaignBannerCounts.followed}::bigint + excluded.followed, 2147483647)::integer`,
      },
    })
}

/** How often a campaign's banner was seen and followed, in both editions. */
export async function bannerCounts(ctx: Context, campaignId: string): Promise<{ seen: number; followed: number }> {
  const [sums] = await ctx.db
    .select({
      seen: sql<number>`coalesce(sum(${campaignBannerCounts.seen}), 0)`.mapWith(Number),
      followed: sql<number>`coalesce(sum(${campaignBannerCounts.followed}), 0)`.mapWith(Number),
    })
    .from(campaignBannerCounts)
    .where(eq(campaignBannerCounts.campaignId, campaignId))
  return sums ?? { seen: 0, followed: 0 }
}
