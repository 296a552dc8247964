import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { giftMemberships } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { after, day } from '#lib/clock.ts'
import { fulfilCheckout } from '#lib/donations/commands.ts'
import { deliverMissedGifts } from '#lib/donations/gift-jobs.ts'
import { dayIn, monthsAfter, parseGiftCode } from '#lib/donations/gift-membership.ts'
import { giftsFrom, unpaidOrder } from '#lib/donations/gift-queries.ts'
import { donationsOf } from '#lib/donations/queries.ts'
import { benefitsOf } from '#lib/membership/queries.ts'
import { giftCounter } from './gift-till.ts'
import { sessionIn } from './paying.ts'
import { openTill } from './till.ts'

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
    const outcome = await fulfilCheckout(till.ctx(), sessionIn(gift.back), counter.viewer)
    expect(outcome).toMatchObject({
      state: 'paid',
      tier: null,
      present: { own: { tier: 'patron', months: 12, recipientName: 'Ben' } },
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
    expect((await counter.begin({}, null, id)).url).toContain('/donate/return?session=')
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
    const seenBy = (viewer: { personId?: string | null; browserKey?: string | null }) =>
      unpaidOrder(till.ctx(), id, { personId: null, browserKey: null, ...viewer })
    expect(await seenBy({ personId: person.id })).toMatchObject({ recipientName: 'Cleo', currency: 'GBP' })
    expect(await seenBy({ personId: other.id })).toBeNull()
    expect(await seenBy({})).toBeNull()
    // Whoever was signed in signs in again, also in the same browser.
    expect(await seenBy(counter.viewer)).toBeNull()
    await till.pay(url)
    await till.handIn()
    expect(await seenBy({ personId: person.id })).toBeNull()
  })

  test('what a visitor wrote is shown to the browser they wrote it in, and to nobody else who has its address', async () => {
    const other = await till.person()
    const id = crypto.randomUUID()
    const email = `visitor-${crypto.randomUUID()}@example.org`
    const { url } = await counter.begin({ recipientName: 'Cleo' }, null, id)
    const strangers = [
      { personId: null, browserKey: null },
      { personId: null, browserKey: crypto.randomUUID() },
      { personId: other.id, browserKey: id },
    ]
    expect(await unpaidOrder(till.ctx(), id, counter.viewer)).toMatchObject({ recipientName: 'Cleo' })
    for (const stranger of strangers) expect(await unpaidOrder(till.ctx(), id, stranger)).toBeNull()
    const session = sessionIn(await till.pay(url, { email }))
    const own = { present: { own: { recipientName: 'Cleo', attemptId: id } } }
    expect(await fulfilCheckout(till.ctx(), session, counter.viewer)).toMatchObject(own)
    for (const stranger of strangers)
      expect(await fulfilCheckout(till.ctx(), session, stranger)).toMatchObject({
        state: 'paid',
        present: { own: null },
      })
    const buyer = await till.personAt(email)
    expect(await fulfilCheckout(till.ctx(), session, { personId: buyer.id, browserKey: null })).toMatchObject(own)
  })

  test('a stranger is not led to the page on which a gift is paid', async () => {
    const { url } = await counter.begin()
    const session = /cs_[A-Za-z0-9_]+/.exec(url)?.[0] ?? ''
    expect(await fulfilCheckout(till.ctx(), session, counter.viewer)).toMatchObject({
      state: 'pending',
      resumeUrl: url,
    })
    expect(await fulfilCheckout(till.ctx(), session)).toMatchObject({ state: 'pending', resumeUrl: null })
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
