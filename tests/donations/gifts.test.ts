import { eq, inArray } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { checkoutAttempts, giftMemberships } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { after, day } from '#lib/clock.ts'
import { fulfilCheckout } from '#lib/donations/commands.ts'
import { deliverMissedGifts, sweepGiftOrders } from '#lib/donations/gift-jobs.ts'
import { dayIn, monthsAfter, parseGiftCode } from '#lib/donations/gift-membership.ts'
import { giftsFrom, unpaidOrder } from '#lib/donations/gift-queries.ts'
import { donationsOf } from '#lib/donations/queries.ts'
import { benefitsOf } from '#lib/membership/queries.ts'
import { giftCounter } from './gift-till.ts'
import { openTill, sessionIn } from './till.ts'

const till = await openTill()
const counter = giftCounter(till)
const benefits = async (personId: string) => (await benefitsOf(till.ctx(), personId)).map((held) => held.benefit)

describe('buying', () => {
  test('a paid gift has a code, a donation, and gives its buyer no membership', async () => {
    const gift = await counter.bought()
    expect(gift).toMatchObject({ state: 'paid', tier: 'supporter', months: 12, recipientName: 'Ben' })
    expect(parseGiftCode(gift.code)).toBe(gift.code)
    expect(await donationsOf(till.ctx(), gift.buyer.id)).toMatchObject([
      { frequency: 'once', amount: 5000, currency: 'GBP' },
    ])
    expect(await benefits(gift.buyer.id)).toEqual([])
  })

  test('giver and recipient each have one letter, and the giver no other thanks', async () => {
    const recipientEmail = `recipient-${crypto.randomUUID()}@example.org`
    const gift = await counter.bought({ recipientEmail })
    await till.handIn()
    await fulfilCheckout(till.ctx(), sessionIn(gift.back))
    await counter.work()
    expect(await counter.letters(gift.buyer.email)).toEqual(['gift-receipt'])
    expect(await counter.letters(recipientEmail)).toEqual(['gift-delivery'])
    const [letter] = await till.ctx().db.select().from(mails).where(eq(mails.recipient, recipientEmail))
    expect(letter?.data).toMatchObject({ code: gift.code, message: 'For the train.', giverName: 'Ada' })
  })

  test('return page, page again and webhooks at once make one code and one of each letter', async () => {
    const email = `racing-${crypto.randomUUID()}@example.org`
    const recipientEmail = `raced-${crypto.randomUUID()}@example.org`
    const { url } = await counter.begin({ recipientEmail })
    const session = sessionIn(await till.pay(url, { email }))
    await Promise.all([
      fulfilCheckout(till.ctx(), session),
      till.handIn(),
      fulfilCheckout(till.ctx(), session),
      fulfilCheckout(till.ctx(), session),
    ])
    const buyer = await till.personAt(email)
    expect(await giftsFrom(till.ctx(), buyer.id)).toHaveLength(1)
    expect(await counter.letters(email)).toEqual(['gift-receipt'])
    expect(await counter.letters(recipientEmail)).toEqual(['gift-delivery'])
  })

  test('the return page says what was given, and never the code', async () => {
    const gift = await counter.bought({ tier: 'patron' })
    const outcome = await fulfilCheckout(till.ctx(), sessionIn(gift.back))
    expect(outcome).toMatchObject({
      state: 'paid',
      tier: null,
      present: { tier: 'patron', months: 12, recipientName: 'Ben' },
    })
    expect(JSON.stringify(outcome)).not.toContain(gift.code)
  })

  test('the same form pressed twice is one gift at one till', async () => {
    const id = crypto.randomUUID()
    const [first, second] = await Promise.all([counter.begin({}, null, id), counter.begin({}, null, id)])
    expect(second.url).toBe(first.url)
    const rows = await till.ctx().db.select().from(giftMemberships).where(eq(giftMemberships.attemptId, id))
    expect(rows).toHaveLength(1)
  })

  test('a paid form sent again leads to the thanks, not to another payment', async () => {
    const id = crypto.randomUUID()
    const { url } = await counter.begin({}, null, id)
    await till.pay(url)
    await till.handIn()
    expect((await counter.begin({}, null, id)).url).toContain('/donate/thanks?session=')
  })

  test('nobody but the buyer is told the code', async () => {
    const gift = await counter.bought()
    const other = await till.person()
    expect((await giftsFrom(till.ctx(), gift.buyer.id)).map(({ code }) => code)).toEqual([gift.code])
    expect(await giftsFrom(till.ctx(), other.id)).toEqual([])
  })

  test('an unpaid gift has no code and is no gift yet', async () => {
    const person = await till.person()
    const id = crypto.randomUUID()
    await counter.begin({}, person, id)
    const [row] = await till.ctx().db.select().from(giftMemberships).where(eq(giftMemberships.attemptId, id))
    expect(row).toMatchObject({ state: 'awaiting_payment', code: null, buyerId: null })
    expect(await giftsFrom(till.ctx(), person.id)).toEqual([])
  })

  test('an unpaid form is filled in again for whoever began it alone, and a paid one for nobody', async () => {
    const person = await till.person()
    const other = await till.person()
    const id = crypto.randomUUID()
    const { url } = await counter.begin({ recipientName: 'Cleo' }, person, id)
    const asked = (personId: string | null, begunHere: string | null = null) =>
      unpaidOrder(till.ctx(), id, { personId, begunHere })
    expect(await asked(person.id)).toMatchObject({ recipientName: 'Cleo', currency: 'GBP' })
    expect(await asked(other.id, id)).toBeNull()
    expect(await asked(null, id)).toBeNull()
    await till.pay(url)
    await till.handIn()
    expect(await asked(person.id)).toBeNull()
  })

  test('begun by a visitor, it is filled in again in the browser it was begun in alone', async () => {
    const id = crypto.randomUUID()
    await counter.begin({ recipientName: 'Cleo' }, null, id)
    const asked = (begunHere: string | null) => unpaidOrder(till.ctx(), id, { personId: null, begunHere })
    expect(await asked(id)).toMatchObject({ recipientName: 'Cleo' })
    expect(await asked(null)).toBeNull()
    expect(await asked(crypto.randomUUID())).toBeNull()
  })

  test('what nobody paid is forgotten two days after its payment page has closed', async () => {
    const [expired, open] = [crypto.randomUUID(), crypto.randomUUID()]
    await counter.begin({}, null, expired)
    await counter.begin({}, null, open)
    const { db } = till.ctx()
    await db.update(checkoutAttempts).set({ state: 'expired' }).where(eq(checkoutAttempts.id, expired))
    const orders = async () => {
      const rows = await db
        .select({ id: giftMemberships.attemptId })
        .from(giftMemberships)
        .where(inArray(giftMemberships.attemptId, [expired, open]))
      return rows.map((row) => row.id)
    }
    const sweepAt = (days: number) => sweepGiftOrders.run({ ...till.ctx(), now: after(till.ctx().now, days * day) }, {})
    await sweepAt(1)
    expect(await orders()).toHaveLength(2)
    await sweepAt(3)
    expect(await orders()).toEqual([open])
    await sweepAt(61)
    expect(await orders()).toEqual([])
  })
})

describe('redeeming', () => {
  test('gives the tier for a calendar year, and its benefits at once', async () => {
    const gift = await counter.bought({ tier: 'patron' })
    const person = await till.person()
    const before = till.ctx().now
    const redemption = await counter.redeem(person.id, gift.code.toLowerCase().replaceAll('-', ' '))
    if (redemption.state !== 'redeemed') throw new Error(redemption.state)
    expect(redemption).toMatchObject({ giftId: gift.id, tier: 'patron' })
    expect(redemption.until).toEqual(monthsAfter(redemption.from, 12, 'Europe/London'))
    expect(redemption.from.getTime()).toBeGreaterThanOrEqual(before.getTime())
    expect(await benefits(person.id)).toContain('patrons_articles')
    expect(await benefitsOf({ ...till.ctx(), now: redemption.until }, person.id)).toEqual([])
  })

  test('pressed twice at once it is redeemed once, and the second is told so kindly', async () => {
    const gift = await counter.bought()
    const person = await till.person()
    const both = await Promise.all([counter.redeem(person.id, gift.code), counter.redeem(person.id, gift.code)])
    expect(both.map(({ state }) => state).toSorted()).toEqual(['redeemed', 'yours_already'])
    expect((await till.known(person.id)).ledger).toHaveLength(1)
  })

  test('of two people who enter one code at once, one has it', async () => {
    const gift = await counter.bought()
    const [a, b] = [await till.person(), await till.person()]
    const both = await Promise.all([counter.redeem(a.id, gift.code), counter.redeem(b.id, gift.code)])
    expect(both.map(({ state }) => state).toSorted()).toEqual(['redeemed', 'refused'])
    expect([...(await benefits(a.id)), ...(await benefits(b.id))].filter((one) => one === 'comment')).toHaveLength(1)
  })

  test('unknown, withdrawn, unreadable and somebody else’s codes all have one answer', async () => {
    const [withdrawn, taken] = [await counter.bought(), await counter.bought()]
    const [holder, person] = [await till.person(), await till.person()]
    await till.dashboard.refunds.create({ payment_intent: withdrawn.stripeRef })
    await till.handIn()
    await counter.redeem(holder.id, taken.code)
    for (const typed of [withdrawn.code, taken.code, '2345-6789-BCDF-GHJK', 'hello', '', `${taken.code}'--`])
      expect(await counter.redeem(person.id, typed)).toEqual({ state: 'refused' })
    expect(await benefits(person.id)).toEqual([])
  })

  test('a second gift begins where the first ends, a third where the second does', async () => {
    const person = await till.person()
    const begins: Date[] = []
    const ends: Date[] = []
    for (let round = 0; round < 3; round += 1) {
      const redemption = await counter.redeem(person.id, (await counter.bought()).code)
      if (redemption.state !== 'redeemed') throw new Error(redemption.state)
      begins.push(redemption.from)
      ends.push(redemption.until)
    }
    expect(begins.slice(1)).toEqual(ends.slice(0, 2))
    const [first] = ends
    expect(await benefits(person.id)).toContain('comment')
    expect((await benefitsOf({ ...till.ctx(), now: after(first ?? new Date(), 30 * day) }, person.id)).length).toBe(3)
  })

  test('a higher gift begins at once beside a lower one', async () => {
    const person = await till.person()
    await counter.redeem(person.id, (await counter.bought()).code)
    await counter.redeem(person.id, (await counter.bought({ tier: 'patron' })).code)
    expect(await benefits(person.id)).toContain('patrons_articles')
  })

  test('somebody who gives regularly is asked first, and nothing is used up by asking', async () => {
    const person = await till.person()
    await till.pay((await till.begin({ person })).url)
    await till.handIn()
    const gift = await counter.bought()
    expect(await counter.redeem(person.id, gift.code)).toEqual({ state: 'confirm', tier: 'supporter', months: 12 })
    expect((await counter.row(gift.id)).state).toBe('paid')
    expect(await counter.redeem(person.id, gift.code, true)).toMatchObject({ state: 'redeemed' })
  })

  test('guessing ends after twenty tries', async () => {
    const person = await till.person()
    const tries = Array.from({ length: 20 }, () => counter.redeem(person.id, 'XXXX-XXXX-XXXX-XXXX'))
    await Promise.all(tries)
    await expect(counter.redeem(person.id, 'XXXX-XXXX-XXXX-XXXX')).rejects.toMatchObject({ kind: 'too_many' })
  })
})

describe('on its day', () => {
  const inDays = (days: number) => dayIn('Europe/London', after(till.ctx().now, days * day))

  test('the recipient hears of it then, and not before; the giver at once', async () => {
    const recipientEmail = `later-${crypto.randomUUID()}@example.org`
    const gift = await counter.bought({ recipientEmail, deliverOn: inDays(3) })
    await counter.work()
    expect(await counter.letters(gift.buyer.email)).toEqual(['gift-receipt'])
    expect(await counter.letters(recipientEmail)).toEqual([])
    await till.advance(4)
    await counter.work()
    expect(await counter.letters(recipientEmail)).toEqual(['gift-delivery'])
    await deliverMissedGifts.run(till.ctx(), {})
    expect(await counter.letters(recipientEmail)).toEqual(['gift-delivery'])
  })

  test('one whose job was lost is delivered by the round that catches what was missed', async () => {
    const recipientEmail = `missed-${crypto.randomUUID()}@example.org`
    await counter.bought({ recipientEmail, deliverOn: inDays(2) })
    await deliverMissedGifts.run(till.ctx(), {})
    expect(await counter.letters(recipientEmail)).toEqual([])
    await till.advance(3)
    await deliverMissedGifts.run(till.ctx(), {})
    await counter.work()
    expect(await counter.letters(recipientEmail)).toEqual(['gift-delivery'])
  })

  test('one that was redeemed or refunded before its day is announced no more', async () => {
    const addresses = ['redeemed', 'refunded'].map((word) => `${word}-${crypto.randomUUID()}@example.org`)
    const [redeemed, refunded] = [
      await counter.bought({ recipientEmail: addresses[0] ?? '', deliverOn: inDays(2) }),
      await counter.bought({ recipientEmail: addresses[1] ?? '', deliverOn: inDays(2) }),
    ]
    await counter.redeem((await till.person()).id, redeemed.code)
    await till.dashboard.refunds.create({ payment_intent: refunded.stripeRef })
    await till.advance(3)
    await till.handIn()
    await counter.work()
    await deliverMissedGifts.run(till.ctx(), {})
    for (const address of addresses) expect(await counter.letters(address)).toEqual([])
  })
})

test('a visitor’s gift makes an account for the address at the payment page, and none for the recipient', async () => {
  const recipientEmail = `nobody-${crypto.randomUUID()}@example.org`
  await counter.bought({ recipientEmail })
  expect(await till.ctx().db.select().from(people).where(eq(people.email, recipientEmail))).toEqual([])
})
