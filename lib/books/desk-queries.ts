import { and, count, desc, eq, inArray } from 'drizzle-orm'
import { campaigns } from '#db/schema/books.ts'
import { claims } from '#db/schema/claims.ts'
import { pictures } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'
import { stateOf, type CampaignState, type Zone } from './model.ts'
import { zonesOf } from './wish.ts'

/** A campaign in the desk's list. */
export interface CampaignLine {
  id: string
  slug: string
  bookTitle: string
  bookAuthor: string
  state: CampaignState
  startsAt: Date
  endsAt: Date
  stock: number
  remaining: number
}

/** Every campaign, the newest first. */
export async function allCampaigns(ctx: Context): Promise<CampaignLine[]> {
  const rows = await ctx.db.select().from(campaigns).orderBy(desc(campaigns.createdAt)).limit(500)
  return rows.map((row) => {
    const { id, slug, bookTitle, bookAuthor, startsAt, endsAt, stock, remaining } = row
    return { id, slug, bookTitle, bookAuthor, startsAt, endsAt, stock, remaining, state: stateOf(row, ctx.now) }
  })
}

/** All that was set for a campaign. */
export type CampaignRecord = Omit<typeof campaigns.$inferSelect, 'createdAt'> & {
  state: CampaignState
  zones: Zone[]
  cover: { contentHash: string; width: number; height: number; alt: string; colour: string } | null
}

/** Null when there is none. */
export async function campaignById(ctx: Context, id: string): Promise<CampaignRecord | null> {
  const [row] = await ctx.db
    .select({
      campaign: campaigns,
      cover: {
        contentHash: pictures.contentHash,
        width: pictures.width,
        height: pictures.height,
        alt: pictures.alt,
        colour: pictures.colour,
      },
    })
    .from(campaigns)
    .leftJoin(pictures, eq(pictures.id, campaigns.coverId))
    .where(eq(campaigns.id, id))
  if (!row) return null
  const { createdAt: _, ...campaign } = row.campaign
  const cover = row.cover === null ? null : { ...row.cover, colour: row.cover.colour ?? '#888888' }
  return { ...campaign, state: stateOf(campaign, ctx.now), zones: await zonesOf(ctx, id), cover }
}

/** How many dedications nobody has read, by campaign; only campaigns that have some. */
export async function dedicationsByCampaign(
  ctx: Context,
): Promise<{ campaignId: string; bookTitle: string; count: number }[]> {
  return ctx.db
    .select({ campaignId: campaigns.id, bookTitle: campaigns.bookTitle, count: count() })
    .from(claims)
    .innerJoin(campaigns, eq(campaigns.id, claims.campaignId))
    .where(and(eq(claims.dedicationState, 'pending'), inArray(claims.state, ['promised', 'earned'])))
    .groupBy(campaigns.id, campaigns.bookTitle)
}
