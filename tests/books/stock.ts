import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect } from 'vitest'
import { campaigns, campaignZones } from '#db/schema/books.ts'
import { checkoutAttempts } from '#db/schema/donations.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { BookOrder } from '#lib/books/reserve.ts'

/** A live campaign: £25 once, or £10 in each of three months. */
export async function makeCampaign(
  ctx: Context,
  given: Partial<typeof campaigns.$inferInsert> = {},
  postage: Record<string, number> | null = null,
): Promise<{ id: string; slug: string; zoneId: string }> {
  const id = v7()
  const zoneId = v7()
  const stock = given.stock ?? 2
  const slug = given.slug ?? `campaign-${id}`
  await ctx.db.insert(campaigns).values({
    id,
    publishedAt: after(ctx.now, -2 * day),
    bookTitle: 'The Patience of Mud',
    bookAuthor: 'Ifeoma Trevanion',
    bookDescription: 'A book about water.',
    signing: 'signed',
    offer: 'Give and get the book.',
    onceFrom: { GBP: 2500 },
    monthFrom: { GBP: 1000 },
    monthPayments: 3,
    bookValue: { GBP: 2200 },
    remaining: stock,
    startsAt: after(ctx.now, -day),
    endsAt: after(ctx.now, 400 * day),
    ...given,
    stock,
    slug,
  })
  await ctx.db.insert(campaignZones).values({ id: zoneId, campaignId: id, name: 'Britain', countries: ['GB'], postage })
  return { id, slug, zoneId }
}

/** An attempt to pay, and the wish that goes with it. */
export async function makeOrder(
  ctx: Context,
  campaign: { id: string; zoneId: string },
  personId: string | null,
  given: Partial<BookOrder> = {},
): Promise<BookOrder> {
  const attemptId = v7()
  await ctx.db
    .insert(checkoutAttempts)
    .values({ id: attemptId, personId, frequency: 'once', amount: 2500, currency: 'GBP', createdAt: ctx.now })
  return {
    attemptId,
    campaignId: campaign.id,
    personId,
    wish: 'book',
    rule: 'once',
    least: 2500,
    paymentsNeeded: 1,
    zoneId: campaign.zoneId,
    country: 'GB',
    postage: 0,
    dedication: '',
    ...given,
  }
}

/** Every copy is on offer, a claim's, or held for somebody who waited. @returns what is on offer */
export async function expectEveryCopyCounted(ctx: Context, campaignId: string): Promise<number> {
  const [count] = await ctx.db
    .select({
      stock: campaigns.stock,
      remaining: campaigns.remaining,
      claimed: sql<number>`(select count(*)::int from claims where campaign_id = ${campaignId} and holds_copy)`,
      held: sql<number>`(select count(*)::int from waiting_list where campaign_id = ${campaignId} and state = 'held')`,
    })
    .from(campaigns)
    .where(eq(campaigns.id, campaignId))
  if (!count) throw new Error('no such campaign')
  expect(count.remaining + count.claimed + count.held).toBe(count.stock)
  return count.remaining
}
