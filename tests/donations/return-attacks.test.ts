import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { checkoutAttempts, donations } from '#db/schema/donations.ts'
import { fulfilCheckout } from '#lib/donations/commands.ts'
import { benefitsOf, membershipOf } from '#lib/membership/queries.ts'
import { sessionIn } from './paying.ts'
import { openTill } from './till.ts'

const till = await openTill()
const sessionOf = (url: string) => url.split('/').at(-1) ?? ''
const replay = (session: string) => fulfilCheckout(till.ctx(), session)

async function givesMonthly() {
  const person = await till.person()
  const session = sessionIn(await till.pay((await till.begin({ person })).url))
  expect(await replay(session)).toMatchObject({ state: 'paid', personId: person.id })
  await till.handIn()
  return { person, session }
}

describe('a return address opened again', () => {
  test('a hundred times, and after webhooks, leaves one donation and one row in the ledger', async () => {
    const { person, session } = await givesMonthly()
    const before = await till.known(person.id)
    for (let round = 0; round < 5; round += 1)
      await Promise.all(Array.from({ length: 20 }, () => replay(session).catch((reason: unknown) => reason)))
    expect(await till.known(person.id)).toEqual(before)
    expect(before).toMatchObject({ donations: [{ amount: 500 }], ledger: [{ state: 'active' }], thanks: 1 })
  })

  test('after the money went back does not bring the membership back', async () => {
    const { person, session } = await givesMonthly()
    const [charge] = (await till.dashboard.charges.list({ limit: 1 })).data
    await till.dashboard.refunds.create({ charge: charge?.id ?? '' })
    await till.handIn()
    expect(await membershipOf(till.ctx(), person.id)).toMatchObject({ state: 'lapsed' })
    await replay(session)
    expect(await benefitsOf(till.ctx(), person.id)).toEqual([])
    expect((await till.known(person.id)).donations).toEqual([
      { frequency: 'month', amount: 500, currency: 'GBP', refunded: 500 },
    ])
  })

  test('after the membership ended does not begin it anew', async () => {
    const { person, session } = await givesMonthly()
    const [subscription] = (await till.dashboard.subscriptions.list({ limit: 1 })).data
    await till.dashboard.subscriptions.cancel(subscription?.id ?? '')
    await till.handIn()
    await replay(session)
    expect(await membershipOf(till.ctx(), person.id)).toMatchObject({ state: 'lapsed', tier: null })
  })
})

describe('a return address of somebody else’s', () => {
  test('says whose it is only to compare by, hides the address, and gives the one who opens it nothing', async () => {
    const { person, session } = await givesMonthly()
    const thief = await till.person()
    const outcome = await replay(session)
    expect(outcome).toMatchObject({ personId: person.id })
    expect(JSON.stringify(outcome)).not.toContain(person.email)
    expect(await benefitsOf(till.ctx(), thief.id)).toEqual([])
    expect((await till.known(thief.id)).donations).toEqual([])
  })

  test('not paid yet stays so, whoever looks', async () => {
    const person = await till.person()
    const { url } = await till.begin({ person })
    expect(await replay(sessionOf(url))).toMatchObject({ state: 'pending' })
    expect((await till.known(person.id)).donations).toEqual([])
  })
})

describe('a form of somebody else’s', () => {
  test('sent by another person leads to a checkout of their own, not to the other one', async () => {
    const [person, other] = [await till.person(), await till.person()]
    const attemptId = crypto.randomUUID()
    const first = await till.begin({ person, attemptId })
    const second = await till.begin({ person: other, attemptId })
    expect(second.url).not.toBe(first.url)
    const paid = sessionIn(await till.pay(second.url))
    expect(await replay(paid)).toMatchObject({ state: 'paid', personId: other.id })
    expect((await till.known(person.id)).donations).toEqual([])
    await till.handIn()
  })

  test('sent by another person after it was paid does not lead to the payer’s thanks', async () => {
    const [person, other] = [await till.person(), await till.person()]
    const attemptId = crypto.randomUUID()
    const session = sessionIn(await till.pay((await till.begin({ person, attemptId, frequency: 'once' })).url))
    await replay(session)
    const { url } = await till.begin({ person: other, attemptId, frequency: 'once' })
    expect(url).toContain('/c/pay/')
    expect(sessionOf(url)).not.toBe(session)
    await till.handIn()
  })
})

describe('forged', () => {
  test('ids lead nowhere, and nothing is asked of Stripe for them', async () => {
    const away = till.ctx()
    const unreachable = {
      ...away,
      config: { ...away.config, stripe: { ...away.config.stripe, apiBase: 'http://127.0.0.1:9' } },
    }
    for (const id of ['cs_test_1', 'cs_live_1', '%00', '../subscriptions/sub_1', '{"$ne":""}', 'cs_test_\u0000', '☃'])
      expect({ id, ...(await fulfilCheckout(unreachable, id)) }).toEqual({ id, state: 'unknown' })
  })

  test('a session of ours that another account’s checkout claims to be from is not applied', async () => {
    const victim = await till.person()
    const attemptId = crypto.randomUUID()
    const { url } = await till.begin({ person: victim, attemptId, frequency: 'once', amount: 9000 })
    // Made at the same account, with our mark and the victim's attempt, but paid with a penny's worth of nothing.
    const product = await till.dashboard.products.create({ name: 'A sticker' })
    const forged = await till.dashboard.checkout.sessions.create({
      mode: 'payment',
      metadata: { attempt: attemptId, person: victim.id },
      line_items: [{ quantity: 1, price_data: { currency: 'gbp', product: product.id, unit_amount: 100 } }],
      success_url: `https://magazine.example/donate/thanks?session={CHECKOUT_SESSION_ID}`,
    })
    await till.pay(forged.url ?? '')
    await till.handIn()
    expect(await replay(forged.id)).toEqual({ state: 'unknown' })
    const { db } = till.ctx()
    expect(await db.select().from(donations).where(eq(donations.personId, victim.id))).toEqual([])
    const [attempt] = await db.select().from(checkoutAttempts).where(eq(checkoutAttempts.id, attemptId))
    expect(attempt).toMatchObject({ state: 'open', stripeSessionId: sessionOf(url) })
  })
})
