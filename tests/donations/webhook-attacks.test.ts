import { eq } from 'drizzle-orm'
import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { donations, stripeCustomers, stripeEvents } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { receiveEvent, refusedSignatures } from '#lib/donations/inbox.ts'
import { applyStripeEvent } from '#lib/donations/jobs.ts'
import { queuedJobs, runJobs } from '#tests/support/context.ts'
import { openTill } from './till.ts'

const till = await openTill()
const secrets = { current: 'whsec_current', former: 'whsec_former' }
const signer = new Stripe('sk_test_signer').webhooks

/** The magazine while these secrets are good. */
function magazine(webhookSecrets = [secrets.current], secretKey = 'sk_test_standfirst'): Context {
  const ctx = till.ctx()
  return { ...ctx, config: { ...ctx.config, stripe: { ...ctx.config.stripe, webhookSecrets, secretKey } } }
}

function event(object: object, given: object = {}): string {
  return JSON.stringify({
    id: `evt_${crypto.randomUUID()}`,
    object: 'event',
    type: 'customer.updated',
    livemode: false,
    data: { object },
    ...given,
  })
}

function sign(payload: string, given: { secret?: string; secondsAgo?: number; scheme?: string } = {}): string {
  const { secret = secrets.current, secondsAgo = 0, scheme = 'v1' } = given
  const timestamp = Math.floor(Date.now() / 1000) - secondsAgo
  return signer.generateTestHeaderString({ payload, secret, timestamp, scheme })
}

/** Hands an event in as Stripe would, and lets the worker work. @returns what became of it */
async function take(payload: string, ctx = magazine()) {
  const before = new Set((await ctx.db.select({ id: stripeEvents.id }).from(stripeEvents)).map(({ id }) => id))
  const receipt = await receiveEvent(ctx, payload, sign(payload))
  await runJobs(ctx, [applyStripeEvent])
  const rows = await ctx.db.select().from(stripeEvents)
  return { receipt, row: rows.find(({ id }) => !before.has(id)) }
}

const refusedSoFar = async (ctx: Context) => (await refusedSignatures(ctx))?.count ?? 0

describe('a signature', () => {
  const payload = event({ id: 'cus_1', object: 'customer' })

  test.each([
    ['is missing', null],
    ['is made with an invented secret', sign(payload, { secret: 'whsec_invented' })],
    ['is made with no secret', sign(payload, { secret: '' })],
    ['is made with a secret that has been rotated away', sign(payload, { secret: secrets.former })],
    ['is over another body', sign(`${payload} `)],
    ['is of a scheme for tests', sign(payload, { scheme: 'v0' })],
    ['is five minutes and a second old', sign(payload, { secondsAgo: 301 })],
    ['is an hour old', sign(payload, { secondsAgo: 3600 })],
    ['bears a fresh time and an old proof', sign(payload, { secondsAgo: 3600 }).replace(/t=\d+/, `t=${Date.now()}`)],
    ['bears no time', sign(payload).replace(/t=\d+,/, '')],
    ['is long and senseless', `t=1,${'v1=0,'.repeat(3000)}`],
  ])('that %s is refused, written nowhere, and counted', async (_, signature) => {
    const ctx = magazine()
    const before = await refusedSoFar(ctx)
    expect(await receiveEvent(ctx, payload, signature)).toBe('refused')
    expect(await refusedSoFar(ctx)).toBe(before + 1)
    expect(await queuedJobs(ctx, 'stripe-event')).toEqual([])
    const { id } = JSON.parse(payload)
    expect(
      await ctx.db
        .select()
        .from(stripeEvents)
        .where(eq(stripeEvents.id, String(id))),
    ).toEqual([])
  })

  test('is good with the former secret while both are valid, and beside one that is not', async () => {
    const both = magazine([secrets.current, secrets.former])
    const other = event({ id: 'cus_1', object: 'customer' })
    const [time, wrong] = sign(other, { secret: 'whsec_invented' }).split(',')
    const [, right] = sign(other, { secret: secrets.former }).split(',')
    expect(await receiveEvent(both, other, `${time},${wrong},${right}`)).toBe('received')
    await runJobs(both, [applyStripeEvent])
  })

  test('caught on its way and sent again does nothing twice', async () => {
    const ctx = magazine()
    const caught = event({ id: 'cus_1', object: 'customer' })
    const signature = sign(caught)
    expect(await receiveEvent(ctx, caught, signature)).toBe('received')
    const receipts = await Promise.all(Array.from({ length: 20 }, () => receiveEvent(ctx, caught, signature)))
    expect(new Set(receipts)).toEqual(new Set(['duplicate']))
    expect(await queuedJobs(ctx, 'stripe-event')).toHaveLength(1)
    await runJobs(ctx, [applyStripeEvent])
  })

  test('refused many times over stays one row a day, and says when the last was', async () => {
    const ctx = magazine()
    const before = await refusedSoFar(ctx)
    await Promise.all(Array.from({ length: 50 }, () => receiveEvent(ctx, payload, 't=1,v1=0')))
    expect(await refusedSignatures(ctx)).toEqual({ count: before + 50, lastAt: ctx.now })
  })

  test('refused while the counter cannot be written is refused all the same', async () => {
    const ctx = magazine()
    const broken = new Proxy(ctx.db, {
      get: () => () => {
        throw new Error('no database')
      },
    })
    expect(await receiveEvent({ ...ctx, db: broken }, payload, null)).toBe('refused')
  })
})

describe('rightly signed, and still no event', () => {
  test.each([
    ['broken JSON', '{"id":"evt_1","object":"event",'],
    ['a word', '"evt_1"'],
    ['a list', '[]'],
    ['null', 'null'],
    ['an id of something else', event({ id: 'cus_1', object: 'customer' }, { id: 'cus_1' })],
    ['an id too long to keep', event({ id: 'cus_1', object: 'customer' }, { id: `evt_${'x'.repeat(100_000)}` })],
    ['no object', JSON.stringify({ id: 'evt_1', type: 'invoice.paid', data: {} })],
    ['a type that is no word', event({ id: 'cus_1', object: 'customer' }, { type: { $ne: null } })],
  ])('%s is refused, and is no bad signature', async (_, payload) => {
    const ctx = magazine()
    const before = await refusedSoFar(ctx)
    expect(await receiveEvent(ctx, payload, sign(payload))).toBe('refused')
    expect(await refusedSoFar(ctx)).toBe(before)
  })
})

describe('an event', () => {
  test.each([
    ['of a kind made up yesterday', event({ id: 'xyz_1', object: 'xyz' }, { type: 'xyz.created' }), 'does not use'],
    ['about an object without an id', event({ object: 'invoice' }, { type: 'invoice.paid' }), 'names no object'],
    [
      'about nothing that Stripe knows',
      event({ id: 'in_gone', object: 'invoice' }, { type: 'invoice.paid' }),
      'no such',
    ],
    [
      'whose object is of another kind than its type',
      event({ id: 'cus_1', object: 'customer' }, { type: 'invoice.paid' }),
      'no such',
    ],
    [
      'whose id would be another address of Stripe’s',
      event({ id: '../customers', object: 'invoice' }, { type: 'invoice.paid' }),
      'no such',
    ],
  ])('%s is kept and ignored', async (_, payload, why) => {
    expect(await take(payload)).toMatchObject({
      receipt: 'received',
      row: { state: 'ignored', outcome: expect.stringContaining(why) },
    })
  })

  test('holding characters that the table cannot is taken all the same', async () => {
    const payload = event({ id: 'cus_1', object: 'customer', name: 'A\u0000da \uD800' })
    expect(await take(payload)).toMatchObject({ receipt: 'received', row: { state: 'ignored' } })
  })

  test('in the shape of another version of the API counts only for what it names', async () => {
    const person = await till.person()
    await till.pay((await till.begin({ person })).url)
    await till.take()
    const [invoice] = (await till.dashboard.invoices.list({ limit: 1 })).data
    // As of 2015: amounts and the subscription elsewhere, and other sums than Stripe's own.
    const old = { id: invoice?.id, object: 'invoice', subscription: 'sub_old', closed: true, total: 999_999, lines: [] }
    const payload = event(old, { type: 'invoice.paid', api_version: '2015-10-16' })
    expect(await take(payload)).toMatchObject({ row: { state: 'applied' } })
    expect(await till.known(person.id)).toMatchObject({
      donations: [{ amount: 500, currency: 'GBP' }],
      ledger: [{ state: 'active' }],
    })
  })

  test('that claims a payment nobody made changes nothing', async () => {
    const person = await till.person()
    const { url } = await till.begin({ person, frequency: 'once', amount: 5000 })
    const payload = event(
      { id: url.split('/').at(-1), object: 'checkout.session', status: 'complete', payment_status: 'paid' },
      { type: 'checkout.session.completed' },
    )
    expect(await take(payload)).toMatchObject({ row: { state: 'applied', outcome: 'Checkout pending.' } })
    expect((await till.known(person.id)).donations).toEqual([])
  })
})

describe('the other mode at Stripe', () => {
  test.each([
    ['real money, to a magazine on a test key', true, 'sk_test_standfirst'],
    ['test money, to a magazine on a live key', false, 'sk_live_standfirst'],
    ['test money, to a magazine on a restricted live key', false, 'rk_live_standfirst'],
  ])('an event of %s touches nobody', async (_, livemode, key) => {
    const person = await till.person()
    const customer = `cus_${crypto.randomUUID().slice(0, 8)}`
    const { db } = magazine()
    await db.insert(stripeCustomers).values({ stripeCustomerId: customer, personId: person.id })
    const payload = event({ id: customer, object: 'customer', deleted: true }, { type: 'customer.deleted', livemode })
    expect(await take(payload, magazine([secrets.current], key))).toMatchObject({
      receipt: 'received',
      row: { state: 'ignored', outcome: expect.stringContaining('other mode') },
    })
    // Stripe knows no such customer: had the event counted, ours would be forgotten.
    expect(await db.select().from(stripeCustomers).where(eq(stripeCustomers.stripeCustomerId, customer))).toHaveLength(
      1,
    )
  })
})

describe('another product on the same account', () => {
  /** Somebody gives to the magazine, and buys a course of the same company as the same customer. */
  async function donorWhoBuysACourse() {
    const person = await till.person()
    await till.pay((await till.begin({ person })).url)
    await till.handIn()
    const { db } = till.ctx()
    const [own] = await db.select().from(stripeCustomers).where(eq(stripeCustomers.personId, person.id))
    const product = await till.dashboard.products.create({ name: 'A course' })
    return { person, customer: own?.stripeCustomerId ?? '', product: product.id, before: await till.known(person.id) }
  }

  test.each(['subscription', 'payment'] as const)(
    'a %s of our own donor’s for it, with every event it leads to, changes nothing',
    async (mode) => {
      const { person, customer, product, before } = await donorWhoBuysACourse()
      const session = await till.dashboard.checkout.sessions.create({
        mode,
        customer,
        // Our donor's id, as a careless integration might copy it; not our mark.
        metadata: { person: person.id },
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: 'gbp',
              product,
              unit_amount: 9900,
              ...(mode === 'subscription' ? { recurring: { interval: 'month' } } : {}),
            },
          },
        ],
        success_url: 'https://elsewhere.example/',
      })
      await till.pay(session.url ?? '')
      const arrived = await till.take()
      expect(arrived.map(({ type }) => type)).toContain('checkout.session.completed')
      await till.handIn(arrived)
      // Money that goes back for it is none of ours either.
      const [charge] = (await till.dashboard.charges.list({ customer, limit: 1 })).data
      expect(charge?.amount).toBe(9900)
      await till.dashboard.refunds.create({ charge: charge?.id ?? '' })
      await till.handIn()
      expect(await till.known(person.id)).toEqual(before)
      const given = await till.ctx().db.select().from(donations).where(eq(donations.personId, person.id))
      expect(given.map(({ amount, refunded }) => [amount, refunded])).toEqual([[500, 0]])
    },
  )

  test('ending a course ends no membership', async () => {
    const { person, customer, product, before } = await donorWhoBuysACourse()
    const price = { currency: 'gbp', product, unit_amount: 9900, recurring: { interval: 'month' as const } }
    const [method] = (await till.dashboard.customers.listPaymentMethods(customer)).data
    const course = await till.dashboard.subscriptions.create({
      customer,
      items: [{ price_data: price }],
      ...(method ? { default_payment_method: method.id } : {}),
    })
    await till.dashboard.subscriptions.cancel(course.id)
    await till.handIn()
    expect(await till.known(person.id)).toEqual(before)
  })

  test('a customer of it, deleted, is nobody here', async () => {
    const stranger = await till.dashboard.customers.create({ email: 'pupil@example.org' })
    await till.dashboard.customers.del(stranger.id)
    await till.handIn()
    expect(await till.ctx().db.select().from(people).where(eq(people.email, 'pupil@example.org'))).toEqual([])
  })
})
