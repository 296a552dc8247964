import { and, asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { campaigns } from '#db/schema/books.ts'
import { claims } from '#db/schema/claims.ts'
import { donations } from '#db/schema/donations.ts'
import { mails } from '#db/schema/platform.ts'
import { claimsOf as booksOf } from '#lib/books/claim-queries.ts'
import { campaignFigures } from '#lib/books/figures.ts'
import { giveUpBook } from '#lib/books/give-up.ts'
import { judgeGiftBefore, type GiftBefore } from '#lib/books/gift-before.ts'
import { lapseHolds, waitForCopy } from '#lib/books/waiting-list.ts'
import { settleLeftCheckouts } from '#lib/donations/left-checkouts.ts'
import { carryOut } from '#lib/donations/manage/commands.ts'
import type { Wish } from '#lib/donations/manage/model.ts'
import { refundable } from '#lib/donations/refund-preview.ts'
import { refundDonation } from '#lib/donations/refunds.ts'
import { takeBookWithGift } from '#lib/donations/take-book.ts'
import { openTill } from '#tests/donations/till.ts'
import { expectEveryCopyCounted, makeCampaign } from './stock.ts'

// Months pass for everybody there is: those who are many come last.
const till = await openTill()

/** Somebody who gives £10 a month, and has paid once. */
async function giver(amount = 1000, book: { campaignId: string } | null = null) {
  const person = await till.person()
  const { url } = await till.begin({
    person,
    frequency: 'month',
    amount,
    ...(book && { book: { ...book, wish: 'book' as const, country: 'GB', dedication: '', leaves: null } }),
  })
  await till.pay(url)
  await till.handIn()
  return person
}

function take(personId: string, campaign: { id: string }, country = 'GB') {
  return takeBookWithGift(till.ctx(), personId, { campaignId: campaign.id, country, dedication: '' })
}

async function month() {
  await till.advance(32)
  await till.handIn()
}

function claimsOf(personId: string) {
  return till.ctx().db.select().from(claims).where(eq(claims.personId, personId)).orderBy(asc(claims.createdAt))
}

function paymentsOf(personId: string) {
  return till.ctx().db.select().from(donations).where(eq(donations.personId, personId)).orderBy(asc(donations.paidAt))
}

async function refund(donationId: string) {
  const donation = await refundable(till.ctx(), donationId)
  await refundDonation(till.ctx(), {
    requestId: crypto.randomUUID(),
    donationId,
    amount: donation?.left ?? 0,
    reason: 'Asked for it back.',
    alsoCancel: false,
    actorId: (await till.person()).id,
  })
}

function change(personId: string, wish: Wish) {
  return carryOut(till.ctx(), { personId, wish, formId: crypto.randomUUID() }, (at) => at.toISOString())
}

test('a gift that is given already earns the book by the payments to come, and by none before', async () => {
  const campaign = await makeCampaign(till.ctx())
  const { id, email } = await giver()
  await month()
  await take(id, campaign)
  expect(await booksOf(till.ctx(), id)).toMatchObject([{ standing: 'promised', paymentsMade: 0, paymentsNeeded: 3 }])
  // Nobody is at a checkout: its copy is released by no clock, and by no payment that was made before.
  await till.advance(2)
  await settleLeftCheckouts(till.ctx())
  const [first] = await paymentsOf(id)
  await refund(first?.id ?? '')
  await till.handIn()
  expect(await claimsOf(id)).toMatchObject([{ state: 'promised', paymentsMade: 0 }])
  for (const made of [1, 2]) {
    await month()
    expect(await claimsOf(id)).toMatchObject([{ state: 'promised', paymentsMade: made }])
  }
  await month()
  expect(await claimsOf(id)).toMatchObject([{ state: 'earned', paymentsMade: 3 }])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(1)
  const posted = await till.ctx().db.select().from(mails).where(eq(mails.recipient, email)).orderBy(mails.createdAt)
  const told = posted.filter(({ kind }) => kind.startsWith('book-'))
  expect(told.map(({ kind }) => kind)).toEqual(['book-promised', 'book-earned'])
  expect(told[0]?.data).toMatchObject({ ahead: true, needed: 3 })
  // The campaign has raised nothing by it.
  expect(await campaignFigures(till.ctx(), campaign.id)).toMatchObject({
    raised: [],
    begun: 0,
    paid: 0,
    newMembers: 0,
    copies: 1,
    byGiftsBefore: 1,
  })
})

test('one payment brings one book: a gift earns the next after the last, and each follows its own payments', async () => {
  const [one, other] = [await makeCampaign(till.ctx(), { monthPayments: 1 }), await makeCampaign(till.ctx())]
  const waits = await makeCampaign(till.ctx())
  const { id } = await giver(1000, { campaignId: one.id })
  expect(await claimsOf(id)).toMatchObject([{ state: 'earned' }])
  await take(id, other)
  await expect(take(id, waits)).rejects.toMatchObject({ fields: { book: expect.stringContaining('earns') } })
  await month()
  const [first, second] = await paymentsOf(id)
  await refund(second?.id ?? '')
  await till.handIn()
  expect(await claimsOf(id)).toMatchObject([{ state: 'earned' }, { state: 'ended', ending: 'refunded' }])
  await refund(first?.id ?? '')
  await till.handIn()
  expect(await claimsOf(id)).toMatchObject([{ ending: 'refunded' }, { ending: 'refunded' }])
  for (const { id: campaignId } of [one, other]) expect(await expectEveryCopyCounted(till.ctx(), campaignId)).toBe(2)
})

test('a copy that is given up stays so, and one of a gift that ends or is made smaller goes back', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 3 })
  const [givesUp, leaves, shrinks] = [await giver(), await giver(), await giver(1500)]
  for (const { id } of [givesUp, leaves, shrinks]) await take(id, campaign)
  const [claim] = await claimsOf(givesUp.id)
  await giveUpBook(till.ctx(), claim?.id ?? '', givesUp.id)
  await change(leaves.id, { kind: 'cancel' })
  await change(shrinks.id, { kind: 'change', amount: 500, interval: 'month' })
  await till.handIn()
  await month()
  expect(await claimsOf(givesUp.id)).toMatchObject([{ ending: 'given_up' }])
  expect(await claimsOf(leaves.id)).toMatchObject([{ ending: 'lapsed' }])
  expect(await claimsOf(shrinks.id)).toMatchObject([{ ending: 'made_smaller' }])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(3)
})

test('the copy that was held for whoever waited is taken with the gift they give', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 1 })
  const [has, waits] = [await giver(), await giver()]
  await take(has.id, campaign)
  await waitForCopy(till.ctx(), campaign.id, waits.id)
  const [claim] = await claimsOf(has.id)
  await giveUpBook(till.ctx(), claim?.id ?? '', has.id)
  await expect(take(has.id, campaign)).rejects.toMatchObject({ kind: 'conflict' })
  await take(waits.id, campaign)
  await till.advance(8)
  await lapseHolds(till.ctx())
  const [row] = await till
    .ctx()
    .db.select()
    .from(claims)
    .innerJoin(campaigns, eq(campaigns.id, claims.campaignId))
    .where(and(eq(claims.personId, waits.id), eq(claims.state, 'promised')))
  expect(row?.campaigns).toMatchObject({ remaining: 0 })
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(0)
})

test('whoever has had all that one donor may have is refused, also by a gift that goes on', async () => {
  const campaign = await makeCampaign(till.ctx(), { monthPayments: 1 })
  const { id } = await giver(1000, { campaignId: campaign.id })
  await expect(take(id, campaign)).rejects.toMatchObject({ fields: { book: expect.stringContaining('yours already') } })
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(1)
})

test('postage, a small gift, a gift that ends and none at all are refused in words, and keep no copy', async () => {
  const campaign = await makeCampaign(till.ctx(), {}, { GBP: 450 })
  const free = await makeCampaign(till.ctx())
  const { id } = await giver()
  await expect(take(id, campaign)).rejects.toMatchObject({ fields: { country: expect.stringContaining('£4.50') } })
  await expect(take(id, free, 'FR')).rejects.toMatchObject({ fields: { country: expect.stringContaining('Choose') } })
  const small = await giver(500)
  await expect(take(small.id, free)).rejects.toMatchObject({ fields: { book: expect.stringContaining('£10') } })
  await change(id, { kind: 'cancel' })
  await till.handIn()
  await expect(take(id, free)).rejects.toMatchObject({ fields: { book: expect.stringContaining('is to end') } })
  await expect(take((await till.person()).id, free)).rejects.toMatchObject({ kind: 'conflict' })
  const ended = await makeCampaign(till.ctx(), { endedAt: till.ctx().now })
  await expect(take((await giver()).id, ended)).rejects.toMatchObject({ kind: 'conflict' })
  for (const { id: campaignId } of [campaign, free])
    expect(await expectEveryCopyCounted(till.ctx(), campaignId)).toBe(2)
})

test('two windows keep one copy; of many givers as many have one as there are copies', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 3, perDonor: 2 })
  const { id } = await giver()
  await Promise.all([take(id, campaign), take(id, campaign), take(id, campaign)])
  expect(await claimsOf(id)).toHaveLength(1)
  const givers = await Promise.all([giver(), giver(), giver(), giver()])
  const took = await Promise.allSettled(givers.map((person) => take(person.id, campaign)))
  expect(took.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  const told = took.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  const refusal = { kind: 'conflict', fields: { book: expect.stringContaining('last copy') } }
  expect(told).toMatchObject([refusal, refusal])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(0)
})

test('what a gift can bring follows from how it stands', () => {
  const offer = { onceFrom: { GBP: 2500 }, yearFrom: null, monthFrom: { GBP: 1000 }, monthPayments: 3 }
  const gift: GiftBefore = {
    amount: 1000,
    currency: 'GBP',
    frequency: 'month',
    status: 'active',
    cancelAtPeriodEnd: false,
    collectionPaused: false,
  }
  const ruleOf = (given: Partial<GiftBefore>) => judgeGiftBefore(offer, { ...gift, ...given }).rule
  expect(ruleOf({})).toBe('earned_by_going_on')
  expect(ruleOf({ cancelAtPeriodEnd: true })).toBe('the_gift_ends')
  expect(ruleOf({ collectionPaused: true })).toBe('payments_are_paused')
  expect(ruleOf({ status: 'past_due' })).toBe('a_payment_is_owed')
  expect(ruleOf({ amount: 999, status: 'past_due' })).toBe('amount_is_below_the_threshold')
  expect(ruleOf({ frequency: 'year', amount: 12_000 })).toBe('given_at_another_frequency')
  expect(ruleOf({ currency: 'USD' })).toBe('not_offered_in_this_currency')
})
