import { describe, expect, test } from 'vitest'
import { after, day } from '#lib/clock.ts'
import { giftsFrom } from '#lib/donations/gift-queries.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { benefitsOf, ledgerOf } from '#lib/membership/queries.ts'
import { giftCounter } from './gift-till.ts'
import { sessionIn } from './paying.ts'
import { openTill } from './till.ts'

const till = await openTill()
const counter = giftCounter(till)
const benefits = async (personId: string) => (await benefitsOf(till.ctx(), personId)).map((held) => held.benefit)
const chargeOf = async (stripeRef: string) => {
  const { latest_charge: charge } = await till.dashboard.paymentIntents.retrieve(stripeRef)
  return typeof charge === 'string' ? charge : (charge?.id ?? '')
}

const refund = async (session: string) => {
  const { payment_intent: payment } = await till.dashboard.checkout.sessions.retrieve(session)
  if (typeof payment !== 'string') throw new Error('nothing was paid')
  await till.dashboard.refunds.create({ payment_intent: payment })
}

describe('money that went back', () => {
  test('a refund withdraws a gift that nobody has redeemed', async () => {
    const gift = await counter.bought()
    await till.dashboard.refunds.create({ payment_intent: gift.stripeRef })
    await till.handIn()
    expect((await counter.row(gift.id)).state).toBe('withdrawn')
  })

  test('a refund of a redeemed gift ends the membership, and the ledger says why', async () => {
    const gift = await counter.bought()
    const person = await till.person()
    await counter.redeem(person.id, gift.code)
    await till.dashboard.refunds.create({ payment_intent: gift.stripeRef })
    await till.handIn()
    expect(await benefits(person.id)).toEqual([])
    expect((await ledgerOf(till.ctx(), person.id)).at(-1)).toMatchObject({
      source: 'gift',
      sourceRef: gift.id,
      state: 'lapsed',
      reason: 'The payment for the gift went back.',
    })
    expect(await counter.redeem(person.id, gift.code)).toEqual({ state: 'refused' })
  })

  test('part of it going back takes nothing away', async () => {
    const gift = await counter.bought()
    const person = await till.person()
    await counter.redeem(person.id, gift.code)
    await till.dashboard.refunds.create({ payment_intent: gift.stripeRef, amount: 4999 })
    await till.handIn()
    expect((await counter.row(gift.id)).state).toBe('redeemed')
    expect(await benefits(person.id)).toContain('comment')
  })

  test('a gift that has not begun ends before it does', async () => {
    const person = await till.person()
    await counter.redeem(person.id, (await counter.bought()).code)
    const second = await counter.bought()
    const redemption = await counter.redeem(person.id, second.code)
    if (redemption.state !== 'redeemed') throw new Error(redemption.state)
    await till.dashboard.refunds.create({ payment_intent: second.stripeRef })
    await till.handIn()
    expect(await benefits(person.id)).toContain('comment')
    expect(await benefitsOf({ ...till.ctx(), now: after(redemption.from, day) }, person.id)).toEqual([])
  })

  test('a dispute withdraws, and a won one gives back the days first given', async () => {
    const gift = await counter.bought()
    const person = await till.person()
    const redemption = await counter.redeem(person.id, gift.code)
    if (redemption.state !== 'redeemed') throw new Error(redemption.state)
    await till.press(`charges/${await chargeOf(gift.stripeRef)}/dispute`, {})
    await till.handIn()
    expect((await counter.row(gift.id)).state).toBe('withdrawn')
    expect(await benefits(person.id)).toEqual([])
    const [dispute] = (await till.dashboard.disputes.list({ payment_intent: gift.stripeRef })).data
    await till.press(`disputes/${dispute?.id}/close`, { status: 'won' })
    await till.handIn()
    expect((await counter.row(gift.id)).state).toBe('redeemed')
    expect(await benefitsOf(till.ctx(), person.id)).toMatchObject([
      { until: redemption.until },
      { until: redemption.until },
      { until: redemption.until },
    ])
  })
})

test('a gift that had not begun begins on its own day after a dispute that was won', async () => {
  const person = await till.person()
  await counter.redeem(person.id, (await counter.bought()).code)
  const second = await counter.bought()
  const redemption = await counter.redeem(person.id, second.code)
  if (redemption.state !== 'redeemed') throw new Error(redemption.state)
  await till.press(`charges/${await chargeOf(second.stripeRef)}/dispute`, {})
  await till.handIn()
  expect(await benefitsOf({ ...till.ctx(), now: after(redemption.from, day) }, person.id)).toEqual([])
  const [dispute] = (await till.dashboard.disputes.list({ payment_intent: second.stripeRef })).data
  await till.press(`disputes/${dispute?.id}/close`, { status: 'won' })
  await till.handIn()
  expect((await ledgerOf(till.ctx(), person.id)).at(-1)).toMatchObject({
    sourceRef: second.id,
    state: 'ending',
    validFrom: redemption.from,
    validUntil: redemption.until,
  })
})

describe('whatever order it is told in', () => {
  test('refunded before anybody here heard of the payment, it is withdrawn and nobody is sent its code', async () => {
    const recipientEmail = `early-${crypto.randomUUID()}@example.org`
    const email = `hasty-${crypto.randomUUID()}@example.org`
    const { url } = await counter.begin({ recipientEmail })
    const session = sessionIn(await till.pay(url, { email }))
    await refund(session)
    const deliveries = await till.take()
    await till.handIn(deliveries.toReversed())
    expect(await counter.letters(email)).toEqual([])
    expect(await counter.letters(recipientEmail)).toEqual([])
    await till.handIn(deliveries)
    const known = await till.known((await till.personAt(email)).id)
    expect(known.donations).toEqual([{ frequency: 'once', amount: 5000, currency: 'GBP', refunded: 5000 }])
  })

  test('with every event lost, the nightly comparison makes the gift, and takes back a refunded one', async () => {
    const email = `lost-${crypto.randomUUID()}@example.org`
    const recipientEmail = `found-${crypto.randomUUID()}@example.org`
    const { url } = await counter.begin({ recipientEmail })
    const session = sessionIn(await till.pay(url, { email }))
    await till.take()
    await reconcile(till.ctx())
    expect(await counter.letters(email)).toEqual(['gift-receipt'])
    expect(await counter.letters(recipientEmail)).toEqual(['gift-delivery'])
    await refund(session)
    await till.take()
    await reconcile(till.ctx())
    const { id } = await till.personAt(email)
    expect(await giftsFrom(till.ctx(), id)).toMatchObject([{ state: 'withdrawn' }])
  })
})
