import { count, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { stripeCustomers } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { fulfilCheckout } from '#lib/donations/commands.ts'
import { donationsOf, subscriptionOf } from '#lib/donations/queries.ts'
import { benefitsOf, membershipOf } from '#lib/membership/queries.ts'
import { sessionIn } from './paying.ts'
import { openTill } from './till.ts'

const till = await openTill()
const benefits = async (personId: string) => (await benefitsOf(till.ctx(), personId)).map((held) => held.benefit)

describe('from the button to the benefit', () => {
  test('a visitor gives monthly, and has an account and a supporter’s benefits', async () => {
    const { url } = await till.begin()
    const back = await till.pay(url, { email: 'Visitor@Example.org' })
    expect(back).toMatch(/^https:\/\/magazine\.example\/donate\/return\?session=cs_test_/)
    await till.handIn()

    const person = await till.personAt('visitor@example.org')
    expect(person).toMatchObject({ name: null, emailVerified: null })
    expect(await till.known(person.id)).toEqual({
      ledger: [{ source: 'stripe', tier: 'supporter', state: 'active' }],
      subscriptions: [{ status: 'active', tier: 'supporter', amount: 500, interval: 'month' }],
      donations: [{ frequency: 'month', amount: 500, currency: 'GBP', refunded: 0 }],
      attempts: ['completed'],
      thanks: 1,
    })
    expect(await benefits(person.id)).toEqual(['ad_free', 'comment', 'supporters_articles'])
    expect(await membershipOf(till.ctx(), person.id)).toMatchObject({ tier: 'supporter', state: 'active', until: null })
    const [mail] = await till.ctx().db.select().from(mails).where(eq(mails.recipient, 'visitor@example.org'))
    expect(mail).toMatchObject({
      kind: 'donation-thanks',
      data: { amount: 500, tier: 'supporter', knowsTheAccount: false },
    })
  })

  test('the amount decides the tier, yearly too', async () => {
    const { url } = await till.begin({ frequency: 'year', amount: 20_000 })
    await till.pay(url, { email: 'patron@example.org' })
    await till.handIn()
    const person = await till.personAt('patron@example.org')
    expect(await subscriptionOf(till.ctx(), person.id)).toMatchObject({
      tier: 'patron',
      interval: 'year',
      amount: 20_000,
      currency: 'GBP',
    })
    expect(await benefits(person.id)).toContain('patrons_articles')
  })

  test('a one-off gift is on record and gives no membership', async () => {
    const { url } = await till.begin({ frequency: 'once', amount: 2500 })
    await till.pay(url, { email: 'once@example.org' })
    await till.handIn()
    const person = await till.personAt('once@example.org')
    expect(await donationsOf(till.ctx(), person.id)).toMatchObject([
      { frequency: 'once', amount: 2500, currency: 'GBP', refunded: 0 },
    ])
    expect(await benefits(person.id)).toEqual([])
    expect((await till.known(person.id)).thanks).toBeGreaterThan(0)
  })

  test('whoever began it signed in keeps it, whatever address is at Stripe, and under their own name', async () => {
    const person = await till.person(undefined, 'Ada Reader')
    const { url } = await till.begin({ person })
    await till.pay(url)
    const [customer] = (await till.dashboard.customers.list({ limit: 1 })).data
    await till.dashboard.customers.update(customer?.id ?? '', { email: 'wallet@example.org', name: 'Somebody Else' })
    await till.handIn()
    expect(await benefits(person.id)).toContain('comment')
    const [kept] = await till.ctx().db.select().from(people).where(eq(people.id, person.id))
    expect(kept).toMatchObject({ name: 'Ada Reader', email: person.email })
    expect(await till.ctx().db.select().from(people).where(eq(people.email, 'wallet@example.org'))).toEqual([])
  })

  test('a visitor with a known address gives to that account, whose name and address stay', async () => {
    const person = await till.person('known@example.org', 'Known Reader')
    const { url } = await till.begin()
    await till.pay(url, { email: 'known@example.org' })
    await till.handIn()
    expect(await benefits(person.id)).toContain('comment')
    const [kept] = await till.ctx().db.select().from(people).where(eq(people.id, person.id))
    expect(kept).toMatchObject({ name: 'Known Reader', email: 'known@example.org' })
  })

  test('the next gift of the same person is the same customer’s', async () => {
    const person = await till.person()
    for (const amount of [1000, 2000]) {
      const { url } = await till.begin({ person, frequency: 'once', amount })
      await till.pay(url)
      await till.handIn()
    }
    const [row] = await till
      .ctx()
      .db.select({ n: count() })
      .from(stripeCustomers)
      .where(eq(stripeCustomers.personId, person.id))
    expect(row?.n).toBe(1)
    expect(await donationsOf(till.ctx(), person.id)).toHaveLength(2)
  })
})

describe('the page the donor returns to', () => {
  test('fulfils by itself before any webhook, and says whose it is without saying the address', async () => {
    const { url } = await till.begin()
    const session = sessionIn(await till.pay(url, { email: 'returning@example.org' }))
    const held = await till.take()
    const outcome = await fulfilCheckout(till.ctx(), session)
    const person = await till.personAt('returning@example.org')
    expect(outcome).toEqual({
      state: 'paid',
      frequency: 'month',
      amount: { amount: 500, currency: 'GBP' },
      tier: 'supporter',
      personId: person.id,
      emailHint: 'r•••@example.org',
      newAccount: true,
      returnPath: '/articles/the-tide',
      present: null,
    })
    const known = await till.known(person.id)
    await till.handIn(held)
    expect(await till.known(person.id)).toEqual(known)
  })

  test('page, page again and webhooks at once make one of everything', async () => {
    const { url } = await till.begin()
    const session = sessionIn(await till.pay(url, { email: 'racing@example.org' }))
    await Promise.all([
      fulfilCheckout(till.ctx(), session),
      till.handIn(),
      fulfilCheckout(till.ctx(), session),
      fulfilCheckout(till.ctx(), session),
    ])
    const known = await till.known((await till.personAt('racing@example.org')).id)
    expect(known.ledger).toHaveLength(1)
    expect(known.donations).toHaveLength(1)
    expect(known.subscriptions).toHaveLength(1)
    expect(known.attempts).toEqual(['completed'])
  })

  test('before payment it is pending, and the way back to Stripe’s page is there', async () => {
    const { url } = await till.begin({ frequency: 'once', amount: 1000 })
    const session = url.split('/').at(-1) ?? ''
    expect(await fulfilCheckout(till.ctx(), session)).toMatchObject({
      state: 'pending',
      resumeUrl: url,
      frequency: 'once',
    })
  })

  test.each(['', 'cs_test_forged', "cs_test_' or 1=1 --", 'x'.repeat(10_000), '../../v1/customers'])(
    'an id of no checkout (%#) is unknown',
    async (id) => {
      expect(await fulfilCheckout(till.ctx(), id)).toEqual({ state: 'unknown' })
    },
  )

  test('a checkout of another product on the same account is unknown, and changes nothing', async () => {
    const product = await till.dashboard.products.create({ name: 'A course' })
    const foreign = await till.dashboard.checkout.sessions.create({
      mode: 'payment',
      line_items: [{ quantity: 1, price_data: { currency: 'gbp', product: product.id, unit_amount: 9900 } }],
      success_url: 'https://elsewhere.example/',
    })
    await till.pay(foreign.url ?? '', { email: 'pupil@example.org' })
    expect(await fulfilCheckout(till.ctx(), foreign.id)).toEqual({ state: 'unknown' })
    await till.handIn()
    expect(await till.ctx().db.select().from(people).where(eq(people.email, 'pupil@example.org'))).toEqual([])
    expect((await till.outcomes())['checkout.session.completed']).toContain('ignored')
  })
})

test('a subscription to another product makes nobody a member', async () => {
  const person = await till.person()
  const product = await till.dashboard.products.create({ name: 'A course' })
  const session = await till.dashboard.checkout.sessions.create({
    mode: 'subscription',
    // Even with our mark: we do not sell it.
    subscription_data: { metadata: { app: 'standfirst', person: person.id } },
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'gbp', product: product.id, unit_amount: 9900, recurring: { interval: 'month' } },
      },
    ],
    success_url: 'https://elsewhere.example/',
  })
  await till.pay(session.url ?? '')
  await till.handIn()
  expect(await till.known(person.id)).toMatchObject({ ledger: [], subscriptions: [], donations: [] })
  expect((await till.outcomes())['customer.subscription.created']).toContain('ignored')
})
