import { count, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { campaigns } from '#db/schema/books.ts'
import { claims, waitingList } from '#db/schema/claims.ts'
import { settleLeftCheckouts } from '#lib/donations/left-checkouts.ts'
import { Refusal } from '#lib/errors.ts'
import { openTill } from '#tests/donations/till.ts'
import { expectEveryCopyCounted, makeCampaign } from './stock.ts'

const till = await openTill()

test('500 checkouts race for 50 books: 50 claims, 450 are told, none is oversold, and every copy is accounted for after expiry', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 50 })
  const book = { campaignId: campaign.id, wish: 'book', country: 'GB', dedication: '', leaves: null } as const
  const gift = { frequency: 'once', amount: 2500 } as const
  const begun = await Promise.allSettled(Array.from({ length: 500 }, () => till.begin({ ...gift, book })))

  const urls = begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value.url] : []))
  const told = begun.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(new Set(urls).size).toBe(50)
  expect(told).toHaveLength(450)
  expect(told.every((refusal) => refusal instanceof Refusal && refusal.fields.book?.includes('last copy'))).toBe(true)
  expect(await states(campaign.id)).toEqual({ reserved: 50 })
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(0)

  // Ten pay, three of those who were told give and wait, and forty leave their pages open.
  for (const url of urls.slice(0, 10)) await till.pay(url, { email: `${crypto.randomUUID()}@example.org` })
  for (let one = 0; one < 3; one += 1) {
    const { url } = await till.begin({ ...gift, book: { ...book, wish: 'wait' } })
    await till.pay(url, { email: `${crypto.randomUUID()}@example.org` })
  }
  await till.handIn()
  expect(await states(campaign.id)).toEqual({ earned: 10, reserved: 40 })

  // Half of the expiries are lost.
  await till.advance(2 / 24)
  await till.handIn(
    (await till.take()).filter(({ type }, place) => type === 'checkout.session.expired' && place % 2 === 0),
  )
  await settleLeftCheckouts(till.ctx())
  expect(await states(campaign.id)).toEqual({ earned: 10, ended: 40 })
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(37)
  const held = await till.ctx().db.select().from(waitingList).where(eq(waitingList.campaignId, campaign.id))
  expect(held.map(({ state }) => state)).toEqual(['held', 'held', 'held'])
  const [row] = await till.ctx().db.select().from(campaigns).where(eq(campaigns.id, campaign.id))
  expect(row).toMatchObject({ stock: 50, remaining: 37 })
})

async function states(campaignId: string): Promise<Record<string, number>> {
  const rows = await till
    .ctx()
    .db.select({ state: claims.state, number: count() })
    .from(claims)
    .where(eq(claims.campaignId, campaignId))
    .groupBy(claims.state)
  return Object.fromEntries(rows.map(({ state, number }) => [state, number]))
}
