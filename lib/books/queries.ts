import { and, asc, eq, gt, isNotNull, isNull, lte } from 'drizzle-orm'
import { campaigns } from '#db/schema/books.ts'
import { pictures } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'
import type { Campaign } from './model.ts'

const columns = {
  id: campaigns.id,
  slug: campaigns.slug,
  publishedAt: campaigns.publishedAt,
  endedAt: campaigns.endedAt,
  bookTitle: campaigns.bookTitle,
  bookAuthor: campaigns.bookAuthor,
  bookDescription: campaigns.bookDescription,
  isbn: campaigns.isbn,
  format: campaigns.format,
  signing: campaigns.signing,
  offer: campaigns.offer,
  bannerEditions: campaigns.bannerEditions,
  pageText: campaigns.pageText,
  onceFrom: campaigns.onceFrom,
  yearFrom: campaigns.yearFrom,
  monthFrom: campaigns.monthFrom,
  monthPayments: campaigns.monthPayments,
  bookValue: campaigns.bookValue,
  stock: campaigns.stock,
  remaining: campaigns.remaining,
  perDonor: campaigns.perDonor,
  startsAt: campaigns.startsAt,
  endsAt: campaigns.endsAt,
  coverHash: pictures.contentHash,
  coverWidth: pictures.width,
  coverHeight: pictures.height,
  coverAlt: pictures.alt,
  coverColour: pictures.colour,
}

type Row = Omit<Campaign, 'cover'> & {
  coverHash: string | null
  coverWidth: number | null
  coverHeight: number | null
  coverAlt: string | null
  coverColour: string | null
}

function present({ coverHash, coverWidth, coverHeight, coverAlt, coverColour, ...campaign }: Row): Campaign {
  const cover =
    coverHash !== null && coverWidth !== null && coverHeight !== null
      ? {
          contentHash: coverHash,
          width: coverWidth,
          height: coverHeight,
          alt: coverAlt ?? '',
          colour: coverColour ?? '#888888',
          caption: '',
          credit: '',
        }
      : null
  return { ...campaign, cover }
}

/** Campaigns that are live now, the one ending first in front. */
export async function liveCampaigns(ctx: Context): Promise<Campaign[]> {
  return (await offeredCampaigns(ctx)).filter(({ remaining }) => remaining > 0)
}

/** The same, and those whose copies are gone. */
export async function offeredCampaigns(ctx: Context): Promise<Campaign[]> {
  const rows = await ctx.db
    .select(columns)
    .from(campaigns)
    .leftJoin(pictures, eq(pictures.id, campaigns.coverId))
    .where(
      and(
        isNotNull(campaigns.publishedAt),
        isNull(campaigns.endedAt),
        lte(campaigns.startsAt, ctx.now),
        gt(campaigns.endsAt, ctx.now),
      ),
    )
    .orderBy(asc(campaigns.endsAt))
    .limit(10)
  return rows.map(present)
}

/** A campaign that the public may see: live, sold out or ended. */
export async function campaignBySlug(ctx: Context, slug: string): Promise<Campaign | null> {
  const [row] = await ctx.db
    .select(columns)
    .from(campaigns)
    .leftJoin(pictures, eq(pictures.id, campaigns.coverId))
    .where(and(eq(campaigns.slug, slug), isNotNull(campaigns.publishedAt), lte(campaigns.startsAt, ctx.now)))
  return row ? present(row) : null
}
