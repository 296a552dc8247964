import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { claimAddresses, claimAddressViews, claims } from '#db/schema/claims.ts'
import { mails } from '#db/schema/platform.ts'
import { mendAddress, ownAddress } from '#lib/books/addresses.ts'
import { makeBatch, readyZones } from '#lib/books/batches.ts'
import { carrierFile } from '#lib/books/carrier-file.ts'
import { claimStates, standingOf } from '#lib/books/claim-life.ts'
import { takeTracking } from '#lib/books/dispatch.ts'
import { moveClaim } from '#lib/books/internal/move-claim.ts'
import { moveByHand, noteOnClaim, packClaim, replaceClaim, sayOfParcel } from '#lib/books/packing.ts'
import { queueCounts, queueOf } from '#lib/books/queue.ts'
import { inTransaction } from '#lib/context.ts'
import { parse } from 'csv-parse/sync'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { expectEveryCopyCounted, makeCampaign } from './stock.ts'
import { afterLock, earned, given, marker, ready, stateOf } from './parcels.ts'

const ctx = await testContext()
const packer = await makePerson(ctx, { name: 'Fern Balogun', roles: ['fulfilment'] })
const by = { actorId: packer.id }
const locked = afterLock(ctx)

test('two who pack the same book: one packs it, the other is told; its number is nobody else’s', async () => {
  const campaign = await makeCampaign(ctx, { stock: 4, signing: 'numbered' })
  const books = [await ready(ctx, campaign), await ready(ctx, campaign), await ready(ctx, campaign)]
  const [first] = books
  if (!first) throw new Error('no book')
  const tries = await Promise.allSettled([packClaim(locked, first.id, by), packClaim(locked, first.id, by)])
  expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await Promise.all(books.slice(1).map(({ id }) => packClaim(locked, id, by)))
  const numbers = await Promise.all(books.map(async ({ id }) => (await stateOf(ctx, id)).copyNumber))
  expect(numbers.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([1, 2, 3])
})

test('a batch takes what is ready in its zone, once, and numbers it', async () => {
  const campaign = await makeCampaign(ctx, { stock: 4, signing: 'numbered' })
  await Promise.all([1, 2].map(() => ready(ctx, campaign)))
  await earned(ctx, campaign)
  const zone = (await readyZones(locked)).find(({ campaignId }) => campaignId === campaign.id)
  expect(zone).toMatchObject({ ready: 2, zone: 'Britain' })
  const wanted = { campaignId: campaign.id, zoneId: campaign.zoneId, most: 500, actorId: packer.id }
  const tries = await Promise.allSettled([makeBatch(locked, wanted), makeBatch(locked, wanted)])
  expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const lines = await queueOf(locked, { campaignId: campaign.id })
  expect(lines.map(({ batchId, copyNumber }) => [batchId !== null, copyNumber])).toEqual([
    [true, 1],
    [true, 2],
    [false, null],
  ])
})

test('the carrier’s file goes out, and comes back with tracking numbers: all of it or nothing, and twice without harm', async () => {
  const campaign = await makeCampaign(ctx, { stock: 4, weightGrams: 540, hsCode: '4901.99', originCountry: 'GB' })
  const books = [await ready(ctx, campaign), await ready(ctx, campaign)]
  const batch = await makeBatch(locked, {
    campaignId: campaign.id,
    zoneId: campaign.zoneId,
    most: 9,
    actorId: packer.id,
  })
  const sent: Record<string, string>[] = parse(await carrierFile(locked, batch, packer.id), {
    columns: true,
    bom: true,
  })
  expect(sent).toHaveLength(2)
  expect(sent[0]).toMatchObject({
    'Order reference': String(books[0]?.number),
    'Full name': 'Robin Averill',
    'Address line 1': marker,
    Postcode: 'EX1 1AA',
    Country: 'United Kingdom',
    Weight: '0.540',
    'Unit price': '22.00',
    'Customs code': '490199',
    'Country of origin': 'United Kingdom',
  })
  const views = await ctx.db
    .select()
    .from(claimAddressViews)
    .where(eq(claimAddressViews.claimId, books[0]?.id ?? ''))
  expect(views.map(({ shownOn }) => shownOn)).toEqual(['carrier_file'])

  const row = (index: number, tracking: string) => `${sent[index]?.['Order reference']},${tracking},2nd class`
  const head = 'Order reference,Tracking number,Service'
  // Not packed yet, unknown, twice, without a number: nothing is applied.
  await packClaim(locked, books[0]?.id ?? '', by)
  const bad = [
    head,
    row(0, 'AB123456789GB'),
    row(1, 'AB987654321GB'),
    '99999999,AB111111111GB,',
    row(0, 'AB123456780GB'),
    `${books[1]?.number},,`,
  ].join('\n')
  const refused = await takeTracking(locked, bad, 'Royal Mail', by)
  expect(refused).toMatchObject({ dispatched: 0, already: 0 })
  expect(refused.faults.map(({ line }) => line)).toEqual([3, 4, 5, 6])
  expect((await stateOf(ctx, books[0]?.id ?? '')).state).toBe('packed')

  await packClaim(locked, books[1]?.id ?? '', by)
  const good = `\uFEFF"Order reference";"Tracking number"\r\n"${books[0]?.number}";"ab 1234 56789 gb"\r\n"${books[1]?.number}";"AB987654321GB"\r\n`
  const both = await Promise.all([
    takeTracking(locked, good, 'Royal Mail', by),
    takeTracking(locked, good, 'Royal Mail', by),
  ])
  expect(both.map(({ faults }) => faults)).toEqual([[], []])
  expect(await takeTracking(locked, good, 'Royal Mail', by)).toEqual({ dispatched: 0, already: 2, faults: [] })
  expect(await stateOf(ctx, books[0]?.id ?? '')).toMatchObject({
    state: 'dispatched',
    trackingNumber: 'AB123456789GB',
    trackingUrl: 'https://www.royalmail.com/track-your-item#/tracking-results/AB123456789GB',
  })
  const told = await ctx.db.select().from(mails).where(eq(mails.kind, 'book-dispatched'))
  expect(told.filter(({ dedupeKey }) => books.some(({ id }) => dedupeKey.endsWith(id)))).toHaveLength(2)
  const other = `${head}\n${books[0]?.number},ZZ999999999GB,`
  expect((await takeTracking(locked, other, 'Royal Mail', by)).faults).toEqual([
    { line: 2, fault: `Claim ${books[0]?.number} was sent before, with another tracking number.` },
  ])
  await expect(takeTracking(locked, 'a,b\n1,2', 'Royal Mail', by)).rejects.toMatchObject({ kind: 'invalid' })
})

test('a damaged copy is replaced from the stock, at the same address, and stays counted; one that is back goes on', async () => {
  const campaign = await makeCampaign(ctx, { stock: 3 })
  const claim = await ready(ctx, campaign)
  await packClaim(locked, claim.id, by)
  await expect(replaceClaim(locked, claim.id, { ...by, copyIsBack: false })).rejects.toMatchObject({ kind: 'conflict' })
  expect(await expectEveryCopyCounted(ctx, campaign.id)).toBe(2)
  await inTransaction(locked, (tx) => moveClaim(tx, claim.id, { kind: 'dispatched' }, by))
  await expect(sayOfParcel(locked, claim.id, packer.id, 'arrived')).rejects.toMatchObject({ kind: 'not_found' })
  await sayOfParcel(locked, claim.id, claim.personId, 'damaged')
  await sayOfParcel(locked, claim.id, claim.personId, 'damaged')
  expect(await stateOf(ctx, claim.id)).toMatchObject({ state: 'delivered', trouble: 'damaged' })
  expect(await ctx.db.select().from(mails).where(eq(mails.kind, 'book-complaint'))).toHaveLength(1)

  const second = await replaceClaim(locked, claim.id, { ...by, why: 'A bent corner.', copyIsBack: false })
  expect(await expectEveryCopyCounted(ctx, campaign.id)).toBe(1)
  expect(await stateOf(ctx, claim.id)).toMatchObject({ state: 'replaced', trouble: null, holdsCopy: true })
  expect((await ownAddress(locked, second, claim.personId))?.address?.line1).toBe(marker)
  await packClaim(locked, second, by)
  await inTransaction(locked, (tx) => moveClaim(tx, second, { kind: 'dispatched' }, by))
  await moveByHand(locked, second, { kind: 'returned' }, { ...by, why: 'Gone away.' })
  await mendAddress(locked, {
    claimId: second,
    actorId: packer.id,
    typed: { ...given, country: 'GB', line1: 'New House' },
  })
  const third = await replaceClaim(locked, second, { ...by, copyIsBack: true })
  expect(await expectEveryCopyCounted(ctx, campaign.id)).toBe(1)
  expect((await ownAddress(locked, third, claim.personId))?.address?.line1).toBe('New House')
  await expect(noteOnClaim(ctx, third, { ...by, why: ' ' })).rejects.toMatchObject({ kind: 'invalid' })
  await noteOnClaim(ctx, third, { ...by, why: 'Rang the bell twice.' })
})

test('the queue counts as a claim’s life says, state by state', async () => {
  const campaign = await makeCampaign(ctx, { stock: 20, signing: 'dedicated' })
  for (const dedication of ['', 'For Robin']) await earned(ctx, campaign, dedication)
  await ready(ctx, campaign)
  for (const state of claimStates.slice(3, 7)) {
    const { id } = await earned(ctx, campaign)
    await ctx.db.update(claims).set({ state }).where(eq(claims.id, id))
  }
  for (const at of [ctx, locked]) {
    const rows = await at.db
      .select()
      .from(claims)
      .leftJoin(claimAddresses, eq(claimAddresses.claimId, claims.id))
      .where(eq(claims.campaignId, campaign.id))
    const counted = new Map<string, number>()
    for (const row of rows) {
      const standing = standingOf(row.claims, row.claim_addresses, at.now)
      counted.set(standing, (counted.get(standing) ?? 0) + 1)
    }
    const said = Object.entries(await queueCounts(at, campaign.id)).filter(([, count]) => count > 0)
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(counted))
  }
})
