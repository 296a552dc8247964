import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { campaignGifts, campaigns } from '#db/schema/books.ts'
import { claims, waitingList } from '#db/schema/claims.ts'
import { donations } from '#db/schema/donations.ts'
import { mails } from '#db/schema/platform.ts'
import { requestDeletion } from '#lib/accounts/deletion.ts'
import { countBanner } from '#lib/books/banner-counts.ts'
import { campaignFigures } from '#lib/books/figures.ts'
import { lapseHolds, takeWaitedCopy, waitForCopy, waitingOf } from '#lib/books/waiting-list.ts'
import type { BookChoice } from '#lib/books/wish.ts'
import { after, day, hour } from '#lib/clock.ts'
import { fulfilCheckout } from '#lib/donations/commands.ts'
import { settleLeftCheckouts } from '#lib/donations/left-checkouts.ts'
import { carryOut } from '#lib/donations/manage/commands.ts'
import { refundable } from '#lib/donations/refund-preview.ts'
import { refundDonation } from '#lib/donations/refunds.ts'
import type { Wish } from '#lib/donations/manage/model.ts'
import { sessionIn } from '#tests/donations/paying.ts'
import { openTill } from '#tests/donations/till.ts'
import { expectEveryCopyCounted, makeCampaign } from './stock.ts'

const till = await openTill()
type Made = { id: string; zoneId: string }

function wish(campaign: Made, given: Partial<BookChoice> = {}): BookChoice {
  return { campaignId: campaign.id, wish: 'book', country: 'GB', dedication: '', leaves: null, ...given }
}

/** Gives once, or monthly, what the campaign asks for, and takes the book. */
async function give(campaign: Made, frequency: 'once' | 'month', given: { card?: string; book?: BookChoice } = {}) {
  const person = await till.person()
  const { url } = await till.begin({
    person,
    frequency,
    amount: frequency === 'once' ? 2500 : 1000,
    book: given.book ?? wish(campaign),
  })
  const back = await till.pay(url, given.card === undefined ? {} : { card: given.card })
  await till.handIn()
  return { ...person, back }
}

async function claimsOf(campaign: Made) {
  return till.ctx().db.select().from(claims).where(eq(claims.campaignId, campaign.id)).orderBy(claims.createdAt)
}

async function toldOf(email: string): Promise<string[]> {
  const posted = await till.ctx().db.select().from(mails).where(eq(mails.recipient, email)).orderBy(mails.createdAt)
  return posted.map(({ kind }) => kind).filter((kind) => kind.startsWith('book-'))
}

function change(personId: string, wish: Wish) {
  return carryOut(till.ctx(), { personId, wish, formId: crypto.randomUUID() }, (at) => at.toISOString())
}

async function refundAll(personId: string) {
  const [row] = await till.ctx().db.select().from(donations).where(eq(donations.personId, personId))
  const donation = await refundable(till.ctx(), row?.id ?? '')
  const { id: actorId } = await till.person()
  await refundDonation(till.ctx(), {
    requestId: crypto.randomUUID(),
    donationId: donation?.id ?? '',
    amount: donation?.left ?? 0,
    reason: 'Asked for it back.',
    alsoCancel: false,
    actorId,
  })
}

test('a one-off gift keeps a copy from the checkout on and earns it when it is paid', async () => {
  const campaign = await makeCampaign(till.ctx())
  const { id, email } = await give(campaign, 'once')
  expect(await claimsOf(campaign)).toMatchObject([{ state: 'earned', personId: id, paymentsMade: 1, country: 'GB' }])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(1)
  expect(await toldOf(email)).toEqual(['book-earned'])
  await refundAll(id)
  expect(await claimsOf(campaign)).toMatchObject([{ state: 'ended', ending: 'refunded' }])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(2)
  expect(await toldOf(email)).toEqual(['book-earned', 'book-ended'])
})

test('a monthly gift is promised the book from the first payment and earns it with the third', async () => {
  const campaign = await makeCampaign(till.ctx())
  const { email } = await give(campaign, 'month')
  expect(await claimsOf(campaign)).toMatchObject([{ state: 'promised', paymentsMade: 1 }])
  await till.advance(32)
  await till.handIn()
  expect(await claimsOf(campaign)).toMatchObject([{ state: 'promised', paymentsMade: 2 }])
  await till.advance(32)
  await till.handIn()
  expect(await claimsOf(campaign)).toMatchObject([{ state: 'earned', paymentsMade: 3 }])
  expect(await toldOf(email)).toEqual(['book-promised', 'book-earned'])
  const [gift] = await till.ctx().db.select().from(campaignGifts).where(eq(campaignGifts.campaignId, campaign.id))
  expect(gift).toMatchObject({ newMember: true, rule: 'months' })
})

test('a gift that lapses, or is made smaller, before the book is earned gives the copy back', async () => {
  const campaign = await makeCampaign(till.ctx())
  const cancelled = await give(campaign, 'month')
  const smaller = await give(campaign, 'month')
  await change(cancelled.id, { kind: 'cancel' })
  await change(smaller.id, { kind: 'change', amount: 500, interval: 'month' })
  await till.handIn()
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(0)
  await till.advance(32)
  await till.handIn()
  expect(await claimsOf(campaign)).toMatchObject([{ ending: 'lapsed' }, { ending: 'made_smaller' }])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(2)
  expect(await toldOf(cancelled.email)).toEqual(['book-promised', 'book-ended'])
})

test('a dispute before dispatch ends the claim; after dispatch the desk is told and nothing is taken back', async () => {
  const campaign = await makeCampaign(till.ctx())
  const before = await give(campaign, 'once', { card: '4000 0000 0000 0259' })
  await till.advance(0.1)
  await till.handIn()
  expect(await claimsOf(campaign)).toMatchObject([{ state: 'ended', ending: 'disputed' }])
  expect(await toldOf(before.email)).toEqual(['book-earned', 'book-ended'])

  const sent = await give(campaign, 'once')
  const [, claim] = await claimsOf(campaign)
  await till
    .ctx()
    .db.update(claims)
    .set({ state: 'dispatched' })
    .where(eq(claims.id, claim?.id ?? ''))
  await refundAll(sent.id)
  expect(await claimsOf(campaign)).toMatchObject([{}, { state: 'dispatched', trouble: 'refunded', holdsCopy: true }])
  expect(await toldOf(sent.email)).toEqual(['book-earned'])
  expect(await toldOf(till.ctx().config.deskEmail)).toEqual(['book-trouble'])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(1)
})

test('a checkout nobody pays gives its copy back when its page closes, also when its event is lost', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 2 })
  await till.begin({ frequency: 'once', amount: 2500, book: wish(campaign) })
  await till.begin({ frequency: 'month', amount: 1000, book: wish(campaign) })
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(0)
  await till.advance(1 / 24 + 0.001)
  const deliveries = (await till.take()).filter(({ type }) => type === 'checkout.session.expired')
  expect(deliveries).toHaveLength(2)
  await till.handIn(deliveries.slice(0, 1))
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(1)
  expect(await settleLeftCheckouts(till.ctx())).toBe(0)
  await till.advance(1 / 24)
  expect(await settleLeftCheckouts(till.ctx())).toBe(1)
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(2)
})

test('whoever changes their mind at the payment page gets their own copy again, and not a second', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 1 })
  const person = await till.person()
  const once = { person, frequency: 'once', amount: 2500, book: wish(campaign) } as const
  await till.begin(once)
  await till.begin({ ...once, amount: 3000 })
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(0)
  expect(await claimsOf(campaign)).toMatchObject([{ ending: 'checkout_expired' }, { state: 'reserved' }])
})

test('postage is charged once, beside the gift, and is no part of what qualifies', async () => {
  const campaign = await makeCampaign(till.ctx(), {}, { GBP: 450 })
  const { id } = await give(campaign, 'month')
  await till.advance(32)
  await till.handIn()
  const given = await till.ctx().db.select().from(donations).where(eq(donations.personId, id)).orderBy(donations.paidAt)
  expect(given).toMatchObject([
    { amount: 1450, postage: 450 },
    { amount: 1000, postage: 0 },
  ])
  const once = await give(campaign, 'once')
  const [paid] = await till.ctx().db.select().from(donations).where(eq(donations.personId, once.id))
  expect(paid).toMatchObject({ amount: 2950, postage: 450 })
  expect(await claimsOf(campaign)).toMatchObject([{ paymentsMade: 2 }, { state: 'earned' }])
})

test('when the copies are gone one is told so, and may give and wait; a copy that comes back is held for whoever waits longest', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 1, signing: 'dedicated' })
  const first = await give(campaign, 'once')
  const late = till.begin({ frequency: 'once', amount: 2500, book: wish(campaign) })
  await expect(late).rejects.toMatchObject({ kind: 'conflict', fields: { book: expect.stringContaining('last copy') } })

  const waits = await give(campaign, 'once', { book: wish(campaign, { wish: 'wait' }) })
  const { id: joins } = await till.person()
  await waitForCopy(till.ctx(), campaign.id, joins)
  expect(await waitingOf(till.ctx(), joins)).toMatchObject([{ state: 'waiting', place: 2, isPaid: false }])

  await refundAll(first.id)
  const [entry] = await waitingOf(till.ctx(), waits.id)
  expect(entry).toMatchObject({ state: 'held', isPaid: true })
  expect(await toldOf(waits.email)).toEqual(['book-copy-held'])
  const take = { entryId: entry?.id ?? '', personId: waits.id, country: 'GB', dedication: 'For the river' }
  await expect(takeWaitedCopy(till.ctx(), { ...take, country: 'FR' })).rejects.toMatchObject({ kind: 'invalid' })
  await takeWaitedCopy(till.ctx(), take)
  expect(await claimsOf(campaign)).toMatchObject([
    { ending: 'refunded' },
    { state: 'earned', personId: waits.id, dedication: 'For the river', dedicationState: 'pending' },
  ])
  await expectEveryCopyCounted(till.ctx(), campaign.id)

  await refundAll(waits.id)
  expect(await waitingOf(till.ctx(), joins)).toMatchObject([{ state: 'held' }])
  const nextWeek = { ...till.ctx(), now: after(till.ctx().now, 8 * day) }
  expect(await lapseHolds(nextWeek)).toBe(1)
  expect(await waitingOf(till.ctx(), joins)).toEqual([])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(1)
})

test('a visitor who turns out to have a copy already gives without a second, and is told', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 3 })
  const { id, email } = await give(campaign, 'once')
  const { url } = await till.begin({ frequency: 'once', amount: 2500, book: wish(campaign) })
  const back = await till.pay(url, { email })
  expect(await fulfilCheckout(till.ctx(), sessionIn(back))).toMatchObject({ state: 'paid', personId: id })
  expect(await claimsOf(campaign)).toMatchObject([{ state: 'earned' }, { ending: 'over_cap' }])
  expect(await toldOf(email)).toEqual(['book-earned', 'book-ended'])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(2)
})

test('a payment that comes though its copy went on takes another, or waits', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 1 })
  const person = await till.person()
  const { url } = await till.begin({ person, frequency: 'once', amount: 2500, book: wish(campaign) })
  // As if this magazine had given up on the page while Stripe had not.
  const [claim] = await claimsOf(campaign)
  await till
    .ctx()
    .db.update(claims)
    .set({ createdAt: after(till.ctx().now, -3 * hour) })
    .where(eq(claims.id, claim?.id ?? ''))
  await till.ctx().db.update(claims).set({ state: 'ended', ending: 'checkout_failed', holdsCopy: false })
  await till.ctx().db.update(campaigns).set({ remaining: 1 }).where(eq(campaigns.id, campaign.id))
  await till.pay(url)
  await till.handIn()
  expect(await claimsOf(campaign)).toMatchObject([{ state: 'ended' }, { state: 'earned', personId: person.id }])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(0)
  expect(await till.ctx().db.select().from(waitingList).where(eq(waitingList.campaignId, campaign.id))).toEqual([])
})

test('the figures of a campaign: what it raised, by whom, and how many of those who saw it gave', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 5 }, { GBP: 450 })
  await give(campaign, 'month')
  await give(campaign, 'once')
  await till.advance(32)
  await till.handIn()
  const { id } = await give(campaign, 'once', { book: wish(campaign, { wish: 'none' }) })
  await refundAll(id)
  await till.begin({ frequency: 'once', amount: 2500, book: wish(campaign) })
  const view = { campaign: campaign.id, edition: 'standard', seen: true, followed: false } as const
  const viewer = { address: '192.0.2.7', userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' }
  await countBanner(till.ctx(), view, viewer, 'Europe/London')
  await countBanner(till.ctx(), { ...view, edition: 'supporter', followed: true }, viewer, 'Europe/London')
  await countBanner(till.ctx(), view, { ...viewer, userAgent: 'Googlebot/2.1' }, 'Europe/London')
  expect(await campaignFigures(till.ctx(), campaign.id)).toEqual({
    raised: [{ currency: 'GBP', amount: 4500, gifts: 3, average: 1500 }],
    begun: 4,
    paid: 3,
    newMembers: 1,
    banner: { seen: 2, followed: 1 },
    copies: 2,
    byGiftsBefore: 0,
    sent: 0,
    waiting: 0,
  })
  const unknown = countBanner(till.ctx(), { ...view, campaign: crypto.randomUUID() }, viewer, 'Europe/London')
  await expect(unknown).rejects.toMatchObject({ kind: 'invalid' })
})

test('whoever deletes their account leaves copies, waiting lists and words behind', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 1, signing: 'dedicated' })
  const other = await makeCampaign(till.ctx(), { stock: 1, remaining: 0 })
  const { id, email } = await give(campaign, 'once', { book: wish(campaign, { dedication: 'For the river' }) })
  await waitForCopy(till.ctx(), other.id, id)
  expect(await requestDeletion(till.ctx(), { id, email, name: null, roles: [] }, email)).toBe('done')
  expect(await claimsOf(campaign)).toMatchObject([{ ending: 'account_deleted', dedication: '', holdsCopy: false }])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(1)
  expect(await waitingOf(till.ctx(), id)).toEqual([])
})
