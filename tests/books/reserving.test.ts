import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { campaigns } from '#db/schema/books.ts'
import { claimHistory, claims, waitingList } from '#db/schema/claims.ts'
import { after, day } from '#lib/clock.ts'
import { releaseReservation, reserveBook } from '#lib/books/reserve.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { expectEveryCopyCounted, makeCampaign, makeOrder } from './stock.ts'

const ctx = await testContext()

test('a copy is kept for each checkout, once, and no more than there are', async () => {
  const campaign = await makeCampaign(ctx)
  const first = await makeOrder(ctx, campaign, null)
  expect(await reserveBook(ctx, first)).toBe('reserved')
  expect(await reserveBook(ctx, first)).toBe('reserved')
  expect(await expectEveryCopyCounted(ctx, campaign.id)).toBe(1)
  expect(await reserveBook(ctx, await makeOrder(ctx, campaign, null))).toBe('reserved')
  expect(await reserveBook(ctx, await makeOrder(ctx, campaign, null))).toBe('sold_out')
  expect(await reserveBook(ctx, await makeOrder(ctx, campaign, null, { wish: 'none' }))).toBe('no_book_wished')
  expect(await expectEveryCopyCounted(ctx, campaign.id)).toBe(0)
})

test('the database refuses to sell what there is not', async () => {
  const campaign = await makeCampaign(ctx, { stock: 1 })
  await expect(
    ctx.db.update(campaigns).set({ remaining: -1 }).where(eq(campaigns.id, campaign.id)),
  ).rejects.toMatchObject({ cause: { constraint_name: 'campaigns_cannot_oversell' } })
})

test('a checkout that is over gives its copy back, once, and its history says so', async () => {
  const campaign = await makeCampaign(ctx, { stock: 1 })
  const order = await makeOrder(ctx, campaign, null)
  await reserveBook(ctx, order)
  await releaseReservation(ctx, order.attemptId, 'checkout_expired')
  await releaseReservation(ctx, order.attemptId, 'checkout_expired')
  expect(await expectEveryCopyCounted(ctx, campaign.id)).toBe(1)
  const [claim] = await ctx.db.select().from(claims).where(eq(claims.giftId, order.attemptId))
  expect(claim).toMatchObject({ state: 'ended', ending: 'checkout_expired', holdsCopy: false })
  const history = await ctx.db
    .select()
    .from(claimHistory)
    .where(eq(claimHistory.claimId, claim?.id ?? ''))
  expect(history.map(({ fact, stateAfter }) => [fact, stateAfter])).toEqual([
    ['reserved', 'reserved'],
    ['checkout_over', 'ended'],
  ])
  await expect(ctx.db.delete(claimHistory)).rejects.toMatchObject({ cause: { code: '23001' } })
})

test('nobody has more copies than one donor may have, unless the first was released', async () => {
  const campaign = await makeCampaign(ctx, { stock: 5 })
  const { id } = await makePerson(ctx)
  const first = await makeOrder(ctx, campaign, id)
  expect(await reserveBook(ctx, first)).toBe('reserved')
  expect(await reserveBook(ctx, await makeOrder(ctx, campaign, id))).toBe('has_one_already')
  await releaseReservation(ctx, first.attemptId, 'checkout_failed')
  expect(await reserveBook(ctx, await makeOrder(ctx, campaign, id))).toBe('reserved')
  expect(await expectEveryCopyCounted(ctx, campaign.id)).toBe(4)
})

test('a released copy is held for whoever waits longest, and nobody else gets it', async () => {
  const campaign = await makeCampaign(ctx, { stock: 1 })
  const order = await makeOrder(ctx, campaign, null)
  await reserveBook(ctx, order)
  const [waiting, later] = [await makePerson(ctx), await makePerson(ctx)]
  for (const { id: personId } of [waiting, later])
    await ctx.db.insert(waitingList).values({ campaignId: campaign.id, personId, joinedAt: ctx.now })
  await releaseReservation(ctx, order.attemptId, 'checkout_expired')
  expect(await expectEveryCopyCounted(ctx, campaign.id)).toBe(0)
  expect(await reserveBook(ctx, await makeOrder(ctx, campaign, later.id))).toBe('sold_out')
  const tooLate = { ...ctx, now: after(ctx.now, 8 * day) }
  expect(await reserveBook(tooLate, await makeOrder(tooLate, campaign, waiting.id))).toBe('sold_out')
  expect(await reserveBook(ctx, await makeOrder(ctx, campaign, waiting.id))).toBe('reserved')
  expect(await expectEveryCopyCounted(ctx, campaign.id)).toBe(0)
})
