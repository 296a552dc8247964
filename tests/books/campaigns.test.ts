import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { campaigns } from '#db/schema/books.ts'
import { claims, waitingList } from '#db/schema/claims.ts'
import { mails } from '#db/schema/platform.ts'
import { pictures } from '#db/schema/pictures.ts'
import { auditOf } from '#lib/audit/audit.ts'
import { endCampaign, publishCampaign, saveCampaign } from '#lib/books/campaign-commands.ts'
import type { CampaignInput } from '#lib/books/campaign-input.ts'
import { changeDedication, dedicationsToRead, judgeDedication } from '#lib/books/dedications.ts'
import { campaignById } from '#lib/books/desk-queries.ts'
import { mayManageCampaigns } from '#lib/books/policy.ts'
import { campaignBySlug, liveCampaigns } from '#lib/books/queries.ts'
import { reserveBook } from '#lib/books/reserve.ts'
import { after, day } from '#lib/clock.ts'
import { staffRoles } from '#lib/people/model.ts'
import { queuedJobs, testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { expectEveryCopyCounted, makeCampaign, makeOrder } from './stock.ts'

const ctx = await testContext()
const { id: editor } = await makePerson(ctx, { roles: ['editor'] })

async function wanted(given: Partial<CampaignInput> = {}): Promise<CampaignInput> {
  const [cover] = await ctx.db
    .insert(pictures)
    .values({
      contentHash: crypto.randomUUID(),
      fileName: 'c.png',
      mediaType: 'image/png',
      width: 4,
      height: 6,
      colour: '#888888',
      createdAt: ctx.now,
    })
    .returning()
  return {
    slug: `book-${v7()}`,
    bookTitle: 'The Patience of Mud',
    bookAuthor: 'Ifeoma Trevanion',
    bookDescription: 'A book about water.',
    isbn: '978-0-306-40615-7',
    format: 'Hardback',
    coverId: cover?.id ?? null,
    signing: 'dedicated',
    offer: 'Give £10 a month.',
    bannerEditions: ['standard'],
    pageText: '',
    onceFrom: null,
    yearFrom: null,
    monthFrom: { GBP: 1000 },
    monthPayments: 3,
    bookValue: { GBP: 2200 },
    copyCost: 940,
    copyCostCurrency: 'GBP',
    stock: 3,
    perDonor: 1,
    hsCode: '4901.99',
    originCountry: 'GB',
    weightGrams: 540,
    startsAt: after(ctx.now, -day),
    endsAt: after(ctx.now, 30 * day),
    zones: [{ id: null, name: 'Britain', countries: ['GB'], postage: null }],
    ...given,
  }
}

async function make(given: Partial<CampaignInput> = {}): Promise<{ id: string; input: CampaignInput }> {
  const id = v7()
  const input = await wanted(given)
  await saveCampaign(ctx, id, input, editor)
  return { id, input }
}

test('a campaign is a draft that nobody sees, is published, goes live, and ends', async () => {
  const { id, input } = await make()
  await saveCampaign(ctx, id, input, editor)
  expect(await campaignBySlug(ctx, input.slug)).toBeNull()
  expect(await campaignById(ctx, id)).toMatchObject({ state: 'draft', remaining: 3, zones: [{ countries: ['GB'] }] })
  await publishCampaign(ctx, id, editor)
  expect(await liveCampaigns(ctx)).toMatchObject([{ id }])
  // Pages are told now, and again when it ends.
  expect((await queuedJobs(ctx, 'campaigns-turn')).map(({ due }) => due)).toEqual([false])
  await endCampaign(ctx, id, editor)
  expect(await campaignById(ctx, id)).toMatchObject({ state: 'ended' })
  expect(await liveCampaigns(ctx)).toEqual([])
  await expect(saveCampaign(ctx, id, input, editor)).rejects.toMatchObject({ kind: 'conflict' })
  expect((await auditOf(ctx, [`campaign ${id}`])).map(({ action }) => action)).toEqual([
    'ended a book campaign',
    'published a book campaign',
    'changed a book campaign',
    'made a book campaign',
  ])
})

test('what the public needs is asked for before it sees anything', async () => {
  const { id } = await make({ bookDescription: '', monthFrom: null, zones: [], coverId: null })
  await expect(publishCampaign(ctx, id, editor)).rejects.toThrow(
    'it needs a description of the book, a cover, which gifts bring it and where it is sent.',
  )
})

test.each<[string, Partial<CampaignInput>, string]>([
  [
    'a country twice',
    {
      zones: [
        { id: null, name: 'A', countries: ['GB', 'FR'], postage: null },
        { id: null, name: 'B', countries: ['FR'], postage: null },
      ],
    },
    'FR is in a zone above.',
  ],
  ['no country', { zones: [{ id: null, name: 'A', countries: ['EU'], postage: null }] }, 'two-letter codes'],
  ['a wrong ISBN', { isbn: '978-0-306-40615-8' }, 'check them'],
  ['an end before its beginning', { endsAt: new Date('2020-01-01') }, 'before the first'],
  ['an amount that could not be read', { onceFrom: { GBP: Number.NaN } }, 'figures'],
])('refused: %s', async (_, given, message) => {
  await expect(make(given)).rejects.toThrow(message)
})

test('the stock may grow, for those who wait first, and not shrink below what is promised', async () => {
  const { id, input } = await make({ stock: 1 })
  await publishCampaign(ctx, id, editor)
  const zone = (await campaignById(ctx, id))?.zones[0]
  const zones = [{ id: zone?.id ?? null, name: 'Britain', countries: ['GB', 'IM'], postage: null }]
  expect(await reserveBook(ctx, await makeOrder(ctx, { id, zoneId: zone?.id ?? '' }, null))).toBe('reserved')
  const { id: personId } = await makePerson(ctx)
  await ctx.db.insert(waitingList).values({ campaignId: id, personId, joinedAt: ctx.now })
  await saveCampaign(ctx, id, { ...input, zones, stock: 3 }, editor)
  const [entry] = await ctx.db.select().from(waitingList).where(eq(waitingList.campaignId, id))
  expect(entry).toMatchObject({ state: 'held' })
  expect(await expectEveryCopyCounted(ctx, id)).toBe(1)
  await saveCampaign(ctx, id, { ...input, zones, stock: 2 }, editor)
  expect(await expectEveryCopyCounted(ctx, id)).toBe(0)
  await expect(saveCampaign(ctx, id, { ...input, zones, stock: 1 }, editor)).rejects.toMatchObject({
    fields: { stock: expect.stringContaining('2 copies') },
  })
  await expect(saveCampaign(ctx, id, { ...input, zones: [], stock: 2 }, editor)).rejects.toMatchObject({
    fields: { zones: expect.stringContaining('Britain') },
  })
  await expect(saveCampaign(ctx, id, { ...input, zones, stock: 2, slug: 'elsewhere' }, editor)).rejects.toMatchObject({
    fields: { slug: expect.stringContaining('stays') },
  })
})

test('editors and administrators make campaigns; nobody else does', () => {
  expect(staffRoles.filter((role) => mayManageCampaigns({ roles: [role] }))).toEqual([
    'editor',
    'managing_editor',
    'administrator',
  ])
})

test('a dedication is read before it is written; one that is refused may be chosen anew', async () => {
  const campaign = await makeCampaign(ctx, { signing: 'dedicated' })
  const donor = await makePerson(ctx)
  const order = await makeOrder(ctx, campaign, donor.id, { dedication: 'Buy our hats' })
  await reserveBook(ctx, order)
  await ctx.db.update(claims).set({ state: 'earned', paymentsMade: 1 }).where(eq(claims.giftId, order.attemptId))
  const [read] = await dedicationsToRead(ctx, campaign.id)
  const claimId = read?.claimId ?? ''
  const refusal = {
    claimId,
    text: 'Buy our hats',
    verdict: 'refused',
    note: 'It advertises.',
    actorId: editor,
  } as const
  await expect(judgeDedication(ctx, { ...refusal, note: ' ' })).rejects.toMatchObject({ kind: 'invalid' })
  await judgeDedication(ctx, refusal)
  const [mail] = await ctx.db.select().from(mails).where(eq(mails.recipient, donor.email))
  expect(mail).toMatchObject({ kind: 'book-dedication-refused', data: { note: 'It advertises.' } })

  const anew = { claimId, personId: donor.id, typed: '  For the   river ' }
  await expect(changeDedication(ctx, { ...anew, typed: '<b>' })).rejects.toMatchObject({ kind: 'invalid' })
  await expect(changeDedication(ctx, { ...anew, personId: editor })).rejects.toMatchObject({ kind: 'not_found' })
  await changeDedication(ctx, anew)
  expect(await dedicationsToRead(ctx, campaign.id)).toEqual([{ claimId, text: 'For the river' }])
  // What was read is not what stands there now.
  await expect(judgeDedication(ctx, refusal)).rejects.toMatchObject({ kind: 'conflict' })
  await judgeDedication(ctx, { ...refusal, text: 'For the river', verdict: 'accepted', note: '' })
  await expect(changeDedication(ctx, anew)).rejects.toMatchObject({ kind: 'conflict' })
})

test('every copy of every campaign is accounted for', async () => {
  const all = await ctx.db.select({ id: campaigns.id, stock: campaigns.stock }).from(campaigns)
  for (const { id, stock } of all) expect(await expectEveryCopyCounted(ctx, id)).toBeLessThanOrEqual(stock)
})
