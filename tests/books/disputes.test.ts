import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { claimHistory, claims } from '#db/schema/claims.ts'
import { donations, refundRequests } from '#db/schema/donations.ts'
import { mails } from '#db/schema/platform.ts'
import { followGift } from '#lib/books/follow-gift.ts'
import { giveUpBook } from '#lib/books/give-up.ts'
import { leaveWaitingList, takeWaitedCopy, waitForCopy, waitingOf } from '#lib/books/waiting-list.ts'
import { moveByHand } from '#lib/books/packing.ts'
import { refundDonation } from '#lib/donations/refunds.ts'
import { openTill } from '#tests/donations/till.ts'
import { expectEveryCopyCounted, makeCampaign } from './stock.ts'

const till = await openTill()

/** Gives once, takes the book, and has the bank take the money back. */
async function giveAndDispute(campaignId: string) {
  const person = await till.person()
  const book = { campaignId, wish: 'book', country: 'GB', dedication: '', leaves: null } as const
  const { url } = await till.begin({ person, frequency: 'once', amount: 2500, book })
  await till.pay(url, { card: '4000 0000 0000 0259' })
  await till.advance(0.1)
  await till.handIn()
  expect(await claimsOf(person.id)).toMatchObject([{ state: 'ended', ending: 'disputed' }])
  return person
}

async function winDispute(personId: string) {
  const [dispute] = (await till.dashboard.disputes.list({ payment_intent: await paymentOf(personId) })).data
  await till.press(`disputes/${dispute?.id}/close`, { status: 'won' })
  await till.handIn()
}

/** Gives once, takes the book, has the money sent back, and the bank refuses it days later. */
async function failRefund(personId: string) {
  const [donation] = await till.ctx().db.select().from(donations).where(eq(donations.personId, personId))
  const [request] = await till
    .ctx()
    .db.select()
    .from(refundRequests)
    .where(eq(refundRequests.donationId, donation?.id ?? ''))
  await till.press(`refunds/${request?.stripeRefundId}/fail`, {})
  await till.handIn()
}

async function giveAndRefund(campaignId: string, dispatch = false) {
  const person = await till.person()
  const book = { campaignId, wish: 'book', country: 'GB', dedication: '', leaves: null } as const
  const { url } = await till.begin({ person, frequency: 'once', amount: 2500, book })
  await till.pay(url)
  await till.handIn()
  if (dispatch) await till.ctx().db.update(claims).set({ state: 'dispatched' }).where(eq(claims.personId, person.id))
  const [donation] = await till.ctx().db.select().from(donations).where(eq(donations.personId, person.id))
  await refundDonation(till.ctx(), {
    requestId: crypto.randomUUID(),
    donationId: donation?.id ?? '',
    amount: 2500,
    reason: 'Asked for it back.',
    alsoCancel: false,
    actorId: (await till.person()).id,
  })
  await till.handIn()
  return person
}

async function paymentOf(personId: string): Promise<string> {
  const [donation] = await till.ctx().db.select().from(donations).where(eq(donations.personId, personId))
  return donation?.stripeRef ?? ''
}

function claimsOf(personId: string) {
  return till.ctx().db.select().from(claims).where(eq(claims.personId, personId)).orderBy(claims.createdAt)
}

async function toldOf(email: string) {
  const posted = await till.ctx().db.select().from(mails).where(eq(mails.recipient, email)).orderBy(mails.createdAt)
  return posted.map(({ kind }) => kind).filter((kind) => kind.startsWith('book-'))
}

test('a dispute that is won brings the book back, once, and the donor is told', async () => {
  const campaign = await makeCampaign(till.ctx())
  const { id, email } = await giveAndDispute(campaign.id)
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(2)
  await winDispute(id)
  const [claim] = await claimsOf(id)
  expect(claim).toMatchObject({ state: 'earned', ending: null, endedAt: null, holdsCopy: true })
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(1)
  expect(await toldOf(email)).toEqual(['book-earned', 'book-ended', 'book-back'])
  // What they give up then stays given up, whatever is heard of the gift again.
  await giveUpBook(till.ctx(), claim?.id ?? '', id)
  await followGift(till.ctx(), { personId: id, attemptId: null, stripeRef: await paymentOf(id) })
  expect(await claimsOf(id)).toMatchObject([{ state: 'ended', ending: 'given_up' }])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(2)
})

test('where no copy is left the donor waits before everybody else, and takes the next without paying', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 1 })
  const disputed = await giveAndDispute(campaign.id)
  const other = await giveAndDispute(campaign.id)
  await winDispute(other.id)
  const { id: waits } = await till.person()
  await waitForCopy(till.ctx(), campaign.id, waits)
  await winDispute(disputed.id)
  expect(await waitingOf(till.ctx(), disputed.id)).toMatchObject([{ state: 'waiting', place: 1, isPaid: true }])
  expect(await waitingOf(till.ctx(), waits)).toMatchObject([{ state: 'waiting', place: 2 }])
  expect(await toldOf(disputed.email)).toEqual(['book-earned', 'book-ended', 'book-back'])

  const [taken] = await claimsOf(other.id)
  await giveUpBook(till.ctx(), taken?.id ?? '', other.id)
  const [entry] = await waitingOf(till.ctx(), disputed.id)
  expect(entry).toMatchObject({ state: 'held' })
  await takeWaitedCopy(till.ctx(), { entryId: entry?.id ?? '', personId: disputed.id, country: 'GB', dedication: '' })
  expect(await claimsOf(disputed.id)).toMatchObject([{ ending: 'disputed' }, { state: 'earned' }])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(0)
})

test('whoever leaves the list is not put there again', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 1 })
  const disputed = await giveAndDispute(campaign.id)
  await winDispute((await giveAndDispute(campaign.id)).id)
  await winDispute(disputed.id)
  const [entry] = await waitingOf(till.ctx(), disputed.id)
  await leaveWaitingList(till.ctx(), entry?.id ?? '', disputed.id)
  await followGift(till.ctx(), { personId: disputed.id, attemptId: null, stripeRef: await paymentOf(disputed.id) })
  expect(await waitingOf(till.ctx(), disputed.id)).toEqual([])
  expect(await claimsOf(disputed.id)).toMatchObject([{ state: 'ended', ending: 'disputed' }])
})

test('a refund that fails at the bank brings the book back; where no copy is left the donor is first on the list', async () => {
  const campaign = await makeCampaign(till.ctx(), { stock: 1 })
  const { id, email } = await giveAndRefund(campaign.id)
  expect(await claimsOf(id)).toMatchObject([{ state: 'ended', ending: 'refunded' }])
  await failRefund(id)
  expect(await claimsOf(id)).toMatchObject([{ state: 'earned', ending: null, holdsCopy: true }])
  expect(await toldOf(email)).toEqual(['book-earned', 'book-ended', 'book-back'])
  const posted = await till.ctx().db.select().from(mails).where(eq(mails.recipient, email))
  expect(posted.find(({ kind }) => kind === 'book-back')?.data).toMatchObject({ after: 'refunded' })
  const [claim] = await claimsOf(id)
  await giveUpBook(till.ctx(), claim?.id ?? '', id)

  const other = await giveAndRefund(campaign.id)
  const { id: next } = await giveAndRefund(campaign.id)
  await failRefund(other.id)
  await failRefund(next)
  expect(await claimsOf(other.id)).toMatchObject([{ state: 'earned' }])
  expect(await waitingOf(till.ctx(), next)).toMatchObject([{ state: 'waiting', place: 1, isPaid: true }])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(0)
})

test('money that is kept after all is no trouble to the desk, and what the desk has settled does not come up again', async () => {
  const campaign = await makeCampaign(till.ctx())
  const { id } = await giveAndRefund(campaign.id, true)
  const [claim] = await claimsOf(id)
  expect(claim).toMatchObject({ state: 'dispatched', trouble: 'refunded' })
  await failRefund(id)
  expect(await claimsOf(id)).toMatchObject([{ state: 'dispatched', trouble: null, troubleAt: null }])
  const history = await till
    .ctx()
    .db.select()
    .from(claimHistory)
    .where(eq(claimHistory.claimId, claim?.id ?? ''))
  expect(history.map(({ fact }) => fact).slice(-2)).toEqual(['money_returned', 'money_kept'])

  const settled = await giveAndRefund(campaign.id, true)
  const [other] = await claimsOf(settled.id)
  const { id: actorId } = await till.person()
  await moveByHand(till.ctx(), other?.id ?? '', { kind: 'trouble_settled' }, { actorId, why: 'A present.' })
  await followGift(till.ctx(), { personId: settled.id, attemptId: null, stripeRef: await paymentOf(settled.id) })
  expect(await claimsOf(settled.id)).toMatchObject([{ trouble: null, settled: 'refunded' }])
})
