import { and, count, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm'
import { campaignGifts } from '#db/schema/books.ts'
import { claims } from '#db/schema/claims.ts'
import { donations } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { currencySchema } from '#lib/money-schema.ts'
import type { Money } from '#lib/money.ts'
import { bannerCounts } from './banner-counts.ts'

/** What a campaign has brought, and what it costs. */
export interface CampaignFigures {
  /** What came by its gifts so far, kept and without postage, by currency; the largest first. */
  raised: (Money & { gifts: number; average: number })[]
  /** Gifts paid through the campaign, with the book or without. */
  paid: number
  newMembers: number
  banner: { seen: number; followed: number }
  /** Payments begun with the campaign's book, or from its page. */
  begun: number
  /** Copies that are somebody's, and have been sent. */
  copies: number
  /** Of those, copies taken with regular gifts that were given already: the campaign raised nothing by them. */
  byGiftsBefore: number
  sent: number
  waiting: number
}

export async function campaignFigures(ctx: Context, campaignId: string): Promise<CampaignFigures> {
  const begunThrough = and(eq(campaignGifts.campaignId, campaignId), isNotNull(campaignGifts.attemptId))
  const [raised, [gifts], [copies], banner] = await Promise.all([
    raisedBy(ctx, campaignId),
    ctx.db
      .select({
        begun: count(),
        paid: count(campaignGifts.paidAt),
        newMembers: sql<number>`count(*) filter (where ${campaignGifts.newMember})`.mapWith(Number),
      })
      .from(campaignGifts)
      .where(begunThrough),
    ctx.db
      .select({
        held: count(),
        byGiftsBefore: sql<number>`count(*) filter (where ${campaignGifts.attemptId} is null)`.mapWith(Number),
        sent: sql<number>`count(*) filter (where ${inArray(claims.state, ['dispatched', 'delivered', 'returned', 'replaced'])})`.mapWith(
          Number,
        ),
        waiting:
          sql<number>`(select count(*) from waiting_list where campaign_id = ${campaignId} and state = 'waiting')`.mapWith(
            Number,
          ),
      })
      .from(claims)
      .innerJoin(campaignGifts, eq(campaignGifts.id, claims.giftId))
      .where(and(eq(claims.campaignId, campaignId), eq(claims.holdsCopy, true), ne(claims.state, 'reserved'))),
    bannerCounts(ctx, campaignId),
  ])
  return {
    raised,
    paid: gifts?.paid ?? 0,
    begun: gifts?.begun ?? 0,
    newMembers: gifts?.newMembers ?? 0,
    banner,
    copies: copies?.held ?? 0,
    byGiftsBefore: copies?.byGiftsBefore ?? 0,
    sent: copies?.sent ?? 0,
    waiting: copies?.waiting ?? 0,
  }
}

/** Every payment of the gifts that began through the campaign, one-off and regular. */
async function raisedBy(ctx: Context, campaignId: string): Promise<CampaignFigures['raised']> {
  const rows = await ctx.db
    .select({
      currency: donations.currency,
      // Postage is spent on posting; what went back is not here.
      amount:
        sql<number>`sum(greatest(${donations.amount} - ${donations.postage} - greatest(${donations.refunded} - ${donations.postage}, 0), 0))`.mapWith(
          Number,
        ),
      gifts: sql<number>`count(distinct ${campaignGifts.id})`.mapWith(Number),
    })
    .from(campaignGifts)
    .innerJoin(
      donations,
      sql`${donations.id} = ${campaignGifts.donationId} or ${donations.stripeSubscriptionId} = ${campaignGifts.stripeSubscriptionId}`,
    )
    .where(
      and(
        eq(campaignGifts.campaignId, campaignId),
        isNotNull(campaignGifts.attemptId),
        isNotNull(campaignGifts.paidAt),
      ),
    )
    .groupBy(donations.currency)
  return rows
    .map(({ currency, amount, gifts }) => ({
      currency: currencySchema.parse(currency),
      amount,
      gifts,
      average: gifts === 0 ? 0 : Math.round(amount / gifts),
    }))
    .toSorted((a, b) => b.amount - a.amount)
}
