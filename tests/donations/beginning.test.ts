import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { checkoutAttempts, donations } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { beginCheckout, fulfilCheckout } from '#lib/donations/commands.ts'
import { subscriptionOf } from '#lib/donations/queries.ts'
import { sessionIn } from './paying.ts'
import { openTill } from './till.ts'

const till = await openTill()
const idOf = (url: string) => url.split('/').at(-1) ?? ''
const statusOf = async (url: string) => (await till.dashboard.checkout.sessions.retrieve(idOf(url))).status

async function attempt(id: string) {
  const [row] = await till.ctx().db.select().from(checkoutAttempts).where(eq(checkoutAttempts.id, id))
  return row
}

describe('one press of the button, one checkout', () => {
  test('a double click leads to the same page', async () => {
    const attemptId = crypto.randomUUID()
    const presses = await Promise.all(Array.from({ length: 5 }, () => till.begin({ attemptId })))
    expect(new Set(presses.map(({ url }) => url)).size).toBe(1)
    const again = await till.begin({ attemptId })
    expect(again).toEqual(presses[0])
    expect(await attempt(attemptId)).toMatchObject({ state: 'open', personId: null })
  })

  test('a form changed and sent again, by way of the back button, is another checkout, and it too only one', async () => {
    const attemptId = crypto.randomUUID()
    const first = await till.begin({ attemptId })
    const [second, third] = await Promise.all([
      till.begin({ attemptId, amount: 900 }),
      till.begin({ attemptId, amount: 900 }),
    ])
    expect(second.url).not.toBe(first.url)
    expect(third).toEqual(second)
    expect(await till.begin({ attemptId })).toEqual(first)
  })

  test('a form sent again after it was paid leads to the thanks', async () => {
    const attemptId = crypto.randomUUID()
    const { url } = await till.begin({ attemptId, frequency: 'once', amount: 700 })
    const back = await till.pay(url)
    await till.handIn()
    expect(await till.begin({ attemptId, frequency: 'once', amount: 700 })).toEqual({ url: back })
  })

  test('the session carries our mark, the attempt and the person, wherever Stripe may show it', async () => {
    const person = await till.person()
    const attemptId = crypto.randomUUID()
    const { url } = await till.begin({ person, attemptId })
    const session = await till.dashboard.checkout.sessions.retrieve(idOf(url))
    const metadata = { app: 'standfirst', attempt: attemptId, person: person.id }
    expect(session).toMatchObject({
      metadata,
      client_reference_id: attemptId,
      customer_email: person.email,
      mode: 'subscription',
      amount_total: 500,
    })
    expect(session.cancel_url).toBe(
      `https://magazine.example/donate?cancelled=${attemptId}&frequency=month&currency=GBP&amount=5.00&from=%2Farticles%2Fthe-tide`,
    )
    await till.pay(url)
    const [subscription] = (await till.dashboard.subscriptions.list({ limit: 1 })).data
    expect(subscription?.metadata).toEqual(metadata)
    await till.handIn()
  })

  test.each(['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', '', '/a\u0000b'])(
    'a return path that leads out (%j) leads home instead',
    async (returnPath) => {
      const attemptId = crypto.randomUUID()
      await till.begin({ attemptId, returnPath })
      expect(await attempt(attemptId)).toMatchObject({ returnPath: '/' })
    },
  )
})

describe('what is refused', () => {
  test('an amount outside the limits, with a message for its field', async () => {
    await expect(till.begin({ amount: 499 })).rejects.toMatchObject({
      kind: 'invalid',
      fields: { amount: expect.stringContaining('£5 a month') },
    })
    await expect(till.begin({ frequency: 'once', amount: 1_000_001 })).rejects.toMatchObject({
      kind: 'invalid',
      fields: { amount: expect.stringContaining('£10,000') },
    })
  })

  test('a form without a proper id', async () => {
    await expect(till.begin({ attemptId: 'x' })).rejects.toMatchObject({ kind: 'invalid' })
  })

  test('a second regular gift beside the first; a one-off gift is welcome', async () => {
    const person = await till.person()
    await till.pay((await till.begin({ person })).url)
    await till.handIn()
    await expect(till.begin({ person, amount: 2000 })).rejects.toMatchObject({ kind: 'conflict' })
    expect((await till.begin({ person, frequency: 'once', amount: 1000 })).url).toContain('/c/pay/')
  })
})

describe('two windows of one donor', () => {
  test('only the newest can be paid', async () => {
    const person = await till.person()
    const first = await till.begin({ person })
    const second = await till.begin({ person, amount: 1000 })
    expect(await statusOf(first.url)).toBe('expired')
    await till.pay(second.url)
    await till.handIn()
    expect(await subscriptionOf(till.ctx(), person.id)).toMatchObject({ amount: 1000 })
  })

  test('pressed in the same instant, one of the two can be paid', async () => {
    const person = await till.person()
    const both = await Promise.all([till.begin({ person }), till.begin({ person, amount: 1000 })])
    const open = await Promise.all(both.map(({ url }) => statusOf(url)))
    expect(open.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual(['expired', 'open'])
  })

  test('paid in the first, and no webhook yet: the second is refused, and the first has been applied', async () => {
    const person = await till.person()
    await till.pay((await till.begin({ person })).url)
    const held = await till.take()
    await expect(till.begin({ person, amount: 1000 })).rejects.toMatchObject({ kind: 'conflict' })
    expect(await subscriptionOf(till.ctx(), person.id)).toMatchObject({ amount: 500 })
    await till.handIn(held)
    expect((await till.known(person.id)).donations).toHaveLength(1)
  })
})

describe('payments that do not go through at once', () => {
  test('declined, then paid with another card on the same page', async () => {
    const { url } = await till.begin()
    expect(await till.pay(url, { card: '4000 0000 0000 0002', email: 'declined@example.org' })).toBeNull()
    await till.handIn()
    expect(await fulfilCheckout(till.ctx(), idOf(url))).toMatchObject({ state: 'pending' })
    const session = sessionIn(await till.pay(url, { email: 'declined@example.org' }))
    expect(await fulfilCheckout(till.ctx(), session)).toMatchObject({ state: 'paid' })
    await till.handIn()
    expect((await till.known((await till.personAt('declined@example.org')).id)).donations).toHaveLength(1)
  })

  test('Stripe not to be reached: said so, nothing lost, and the same form works later', async () => {
    const attemptId = crypto.randomUUID()
    const ctx = till.ctx()
    const away = { ...ctx, config: { ...ctx.config, stripe: { ...ctx.config.stripe, apiBase: 'http://127.0.0.1:9' } } }
    const request = {
      person: null,
      frequency: 'month',
      amount: 500,
      currency: 'GBP',
      returnPath: '/',
      attemptId,
    } as const
    await expect(beginCheckout(away, request)).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('Nothing has been charged'),
    })
    expect(await attempt(attemptId)).toMatchObject({ state: 'begun' })
    const { url } = await beginCheckout(ctx, request)
    expect(await attempt(attemptId)).toMatchObject({ state: 'open', stripeSessionUrl: url })
    await expect(fulfilCheckout(away, idOf(url))).rejects.toMatchObject({ kind: 'unavailable' })
    const session = sessionIn(await till.pay(url, { email: 'patient@example.org' }))
    expect(await fulfilCheckout(ctx, session)).toMatchObject({ state: 'paid' })
    expect(await fulfilCheckout(away, session)).toMatchObject({ state: 'paid' })
    await till.handIn()
  })

  test('Stripe’s answer lost on the way: the same form finds the session it had made, and there is only one', async () => {
    const attemptId = crypto.randomUUID()
    // Carried out, and not answered, however often the client asks.
    await till.press('faults', {
      api: { answer: 'disconnect', path: '/v1/checkout/sessions', method: 'POST', executed: true, times: 3 },
    })
    await expect(till.begin({ attemptId })).rejects.toMatchObject({ kind: 'unavailable' })
    const { url } = await till.begin({ attemptId })
    const sessions = (await till.dashboard.checkout.sessions.list({ limit: 10 })).data
    expect(
      sessions.filter((session) => session.client_reference_id === attemptId).map((session) => session.url),
    ).toEqual([url])
  })

  test('a fault of Stripe’s, which it would repeat to the same key, does not spoil the form', async () => {
    const attemptId = crypto.randomUUID()
    await till.press('faults', { api: { answer: 500, path: '/v1/checkout/sessions', method: 'POST', times: 3 } })
    await expect(till.begin({ attemptId })).rejects.toMatchObject({ kind: 'unavailable' })
    const { url } = await till.begin({ attemptId })
    expect(await till.begin({ attemptId })).toEqual({ url })
  })

  test.each([
    ['arrives', 'DE89 3704 0044 0532 0130 00', 'paid'],
    ['is returned', 'DE62 3704 0044 0532 0130 01', 'failed'],
  ])('a direct debit that %s days later is pending until then', async (_, iban, state) => {
    const email = `debit-${state}@example.org`
    const { url } = await till.begin({ frequency: 'once', amount: 2000, currency: 'EUR' })
    const session = sessionIn(await till.pay(url, { iban, email }))
    await till.handIn()
    expect(await fulfilCheckout(till.ctx(), session)).toMatchObject({ state: 'pending', resumeUrl: null })
    await till.advance(0.1)
    await till.handIn()
    expect(await fulfilCheckout(till.ctx(), session)).toMatchObject({ state })
    const given = await till
      .ctx()
      .db.select({ amount: donations.amount, currency: donations.currency })
      .from(donations)
      .innerJoin(people, eq(people.id, donations.personId))
      .where(eq(people.email, email))
    expect(given).toEqual(state === 'paid' ? [{ amount: 2000, currency: 'EUR' }] : [])
  })

  test('a customer deleted at Stripe does not stand in the way of the next gift', async () => {
    const person = await till.person()
    await till.pay((await till.begin({ person, frequency: 'once', amount: 1000 })).url)
    await till.handIn()
    const [customer] = (await till.dashboard.customers.list({ limit: 1 })).data
    await till.dashboard.customers.del(customer?.id ?? '')
    const { url } = await till.begin({ person, frequency: 'once', amount: 1500 })
    await till.pay(url)
    await till.handIn()
    expect((await till.known(person.id)).donations.map(({ amount }) => amount)).toEqual([1000, 1500])
  })

  test('left open for a day it expires; the same form then opens another', async () => {
    const attemptId = crypto.randomUUID()
    const { url } = await till.begin({ attemptId })
    await till.advance(1.1)
    await till.handIn()
    expect(await attempt(attemptId)).toMatchObject({ state: 'expired' })
    expect(await fulfilCheckout(till.ctx(), idOf(url))).toMatchObject({
      state: 'expired',
      amount: { amount: 500, currency: 'GBP' },
    })
    const again = await till.begin({ attemptId })
    expect(again.url).not.toBe(url)
    expect(await statusOf(again.url)).toBe('open')
  })
})
