import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { checkoutAttempts, giftMemberships, stripeEvents } from '#db/schema/donations.ts'
import { mails } from '#db/schema/platform.ts'
import { requestDeletion } from '#lib/accounts/deletion.ts'
import { after, day } from '#lib/clock.ts'
import { deliverMissedGifts, forgetGifts } from '#lib/donations/gift-jobs.ts'
import { dayIn } from '#lib/donations/gift-membership.ts'
import { grantComplimentary } from '#lib/membership/commands.ts'
import { benefitsOf, ledgerOf } from '#lib/membership/queries.ts'
import { personById } from '#lib/people/queries.ts'
import { giftCounter } from './gift-till.ts'
import { openTill } from './till.ts'

const till = await openTill()
const counter = giftCounter(till)
const { db } = till.ctx()
const inDays = (days: number) => dayIn('Europe/London', after(till.ctx().now, days * day))

const words = { giverName: 'Ottoline Marsh', recipientName: 'Percival Weir', message: 'Think of the estuary.' }

async function deleteAccount(personId: string): Promise<void> {
  const person = await personById(till.ctx(), personId)
  if (!person) throw new Error('nobody')
  expect(await requestDeletion(till.ctx(), person, person.email)).toBe('done')
}

/** Everything the database holds of gifts and mails, and what the ledger says, as one text. */
async function everythingKept(personIds: string[] = []): Promise<string> {
  const ledgers = await Promise.all(personIds.map((id) => ledgerOf(till.ctx(), id)))
  return JSON.stringify([
    await db.select().from(giftMemberships),
    await db.select().from(mails),
    await db.select().from(checkoutAttempts),
    await db.select().from(stripeEvents),
    ledgers,
  ])
}

const sendAll = () => db.update(mails).set({ sentAt: till.ctx().now })

describe('the giver deletes their account', () => {
  test('a delivered gift keeps code and amount and can be redeemed; names, address and message are gone', async () => {
    const recipientEmail = `percival-${crypto.randomUUID()}@example.org`
    const gift = await counter.bought({ ...words, recipientEmail })
    await sendAll()
    await deleteAccount(gift.buyer.id)
    const kept = await everythingKept()
    for (const word of [...Object.values(words), recipientEmail]) expect(kept).not.toContain(word)
    const row = await counter.row(gift.id)
    expect(row).toMatchObject({ state: 'paid', code: gift.code, buyerId: gift.buyer.id, paidAt: expect.any(Date) })
    const person = await till.person()
    expect(await counter.redeem(person.id, gift.code)).toMatchObject({ state: 'redeemed' })
    expect(await everythingKept([person.id])).not.toContain(words.giverName)
  })

  test('one still to be delivered goes out on its day, with the words, and is forgotten when its letter is out', async () => {
    const recipientEmail = `patient-${crypto.randomUUID()}@example.org`
    const gift = await counter.bought({ ...words, recipientEmail, deliverOn: inDays(2) })
    await deleteAccount(gift.buyer.id)
    await forgetGifts.run(till.ctx(), {})
    expect(await counter.row(gift.id)).toMatchObject({ ...words, recipientEmail })
    await till.advance(3)
    await deliverMissedGifts.run(till.ctx(), {})
    const [letter] = await db.select().from(mails).where(eq(mails.recipient, recipientEmail))
    expect(letter?.data).toMatchObject({ ...words, code: gift.code })
    await forgetGifts.run(till.ctx(), {})
    expect((await db.select().from(mails).where(eq(mails.recipient, recipientEmail)))[0]?.data).toMatchObject(words)
    await sendAll()
    await forgetGifts.run(till.ctx(), {})
    const kept = await everythingKept()
    for (const word of [...Object.values(words), recipientEmail]) expect(kept).not.toContain(word)
    expect(await counter.redeem((await till.person()).id, gift.code)).toMatchObject({ state: 'redeemed' })
  })

  test('an order that was not paid goes at once', async () => {
    const person = await till.person()
    await counter.begin({ ...words, recipientName: 'Perpetua Unpaid' }, person)
    await deleteAccount(person.id)
    expect(await everythingKept()).not.toContain('Perpetua Unpaid')
  })
})

describe('who redeemed a gift deletes their account', () => {
  test('the giver’s record says “a reader”, the membership is over, and money that comes back revives none', async () => {
    const gift = await counter.bought({ recipientName: 'Percival Weir' })
    const person = await till.person()
    await counter.redeem(person.id, gift.code)
    await deleteAccount(person.id)
    expect(await benefitsOf(till.ctx(), person.id)).toEqual([])
    expect(await counter.row(gift.id)).toMatchObject({
      recipientName: 'a reader',
      recipientEmail: 'nobody@deleted.invalid',
      giverName: 'Ada',
    })
    expect(await counter.redeem(person.id, (await counter.bought()).code)).toEqual({ state: 'refused' })
    const grant = {
      id: crypto.randomUUID(),
      personId: person.id,
      tier: 'patron',
      until: null,
      reason: 'Thanks',
    } as const
    await expect(grantComplimentary(till.ctx(), { ...grant, grantedBy: gift.buyer.id })).rejects.toMatchObject({
      kind: 'not_found',
    })
    expect(await benefitsOf(till.ctx(), person.id)).toEqual([])
  })

  test('redeeming and deleting at once gives nothing that lasts', async () => {
    const gift = await counter.bought()
    const person = await till.person()
    await Promise.all([counter.redeem(person.id, gift.code), deleteAccount(person.id)])
    expect(await benefitsOf(till.ctx(), person.id)).toEqual([])
  })
})

describe('orders nobody paid for', () => {
  async function order(currency = 'GBP'): Promise<{ id: string; url: string; row: () => Promise<unknown[]> }> {
    const id = crypto.randomUUID()
    const { url } = await counter.begin({ currency }, null, id)
    return { id, url, row: () => db.select().from(giftMemberships).where(eq(giftMemberships.attemptId, id)) }
  }

  test('stay for two days, and go when their checkout has expired, heard of or not', async () => {
    const told = await order()
    const untold = await order()
    await till.advance(1.5)
    await till.handIn((await till.take()).filter(({ body }) => body.includes(told.id)))
    await forgetGifts.run(till.ctx(), {})
    expect([await told.row(), await untold.row()]).toMatchObject([[{}], [{}]])
    await till.advance(1)
    await forgetGifts.run(till.ctx(), {})
    expect([await told.row(), await untold.row()]).toEqual([[], []])
    const [attempt] = await db.select().from(checkoutAttempts).where(eq(checkoutAttempts.id, untold.id))
    expect(attempt?.state).toBe('expired')
  })

  test('one that was paid and never heard of is written down instead, and one whose bank thinks stays', async () => {
    const [paid, debit] = [await order(), await order('EUR')]
    await till.pay(paid.url)
    await till.pay(debit.url, { iban: 'DE89370400440532013000' })
    await till.take()
    const soon = { ...till.ctx(), now: after(till.ctx().now, 3 * day) }
    await forgetGifts.run(soon, {})
    expect(await paid.row()).toMatchObject([{ state: 'paid', code: expect.any(String) }])
    expect(await debit.row()).toMatchObject([{ state: 'awaiting_payment' }])
  })

  test('while Stripe does not answer nothing is removed, and the job is tried again', async () => {
    const open = await order()
    await till.advance(3)
    await till.take()
    await till.press('faults', { api: { answer: 'disconnect', path: '/v1/checkout/sessions' } })
    await expect(forgetGifts.run(till.ctx(), {})).rejects.toThrow('could not be looked at')
    expect(await open.row()).toHaveLength(1)
    await till.press('faults', { api: null })
    await forgetGifts.run(till.ctx(), {})
    expect(await open.row()).toEqual([])
  })
})
