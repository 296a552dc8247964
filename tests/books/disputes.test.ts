import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { claims } from '#db/schema/claims.ts'
import { donations } from '#db/schema/donations.ts'
import { mails } from '#db/schema/platform.ts'
import { followGift } from '#lib/books/follow-gift.ts'
import { giveUpBook } from '#lib/books/give-up.ts'
import { leaveWaitingList, takeWaitedCopy, waitForCopy, waitingOf } from '#lib/books/waiting-list.ts'
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
