import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { subscriptions } from '#db/schema/donations.ts'
import { mails } from '#db/schema/platform.ts'
import { fulfilCheckout } from '#lib/donations/commands.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { donationsOf, subscriptionOf } from '#lib/donations/queries.ts'
import { membershipOf } from '#lib/membership/queries.ts'
import { sessionIn } from './paying.ts'
import { openTill, type Delivery } from './till.ts'

const till = await openTill()
const failsAtRenewal = '4000 0000 0000 0341'

async function given(personId: string) {
  const donated = await donationsOf(till.ctx(), personId)
  return donated.map(({ amount, refunded }) => ({ amount, refunded })).toReversed()
}

async function mailsTo(email: string): Promise<string[]> {
  const rows = await till.ctx().db.select({ kind: mails.kind }).from(mails).where(eq(mails.recipient, email))
  return rows.map(({ kind }) => kind).toSorted((a, b) => a.localeCompare(b))
}

/** The live subscriptions of an address at Stripe, whichever customer they are of. */
async function chargedAtStripe(email: string): Promise<number> {
  const customers = (await till.dashboard.customers.list({ email, limit: 100 })).data
  const each = await Promise.all(customers.map(({ id }) => till.dashboard.subscriptions.list({ customer: id })))
  return each.flatMap(({ data }) => data).length
}

/** Somebody who gives £5 a month, and has been told so. */
async function giver(card?: string) {
  const person = await till.person()
  await till.pay((await till.begin({ person })).url, card === undefined ? {} : { card })
  await till.handIn()
  await till.advance(1 / 1440)
  return person
}

/** Somebody, perhaps the same, pays without signing in, and types that address. @returns the session */
async function payAsVisitor(email: string, amount = 2500): Promise<string> {
  const { url } = await till.begin({ person: null, amount })
  return sessionIn(await till.pay(url, { email }))
}

describe('a visitor pays with the address of somebody who gives already', () => {
  test('the second gift ends, its money goes back, the first stays, and one mail says so', async () => {
    const person = await giver()
    const first = await subscriptionOf(till.ctx(), person.id)
    const session = await payAsVisitor(person.email)
    await till.handIn()
    expect(await subscriptionOf(till.ctx(), person.id)).toEqual(first)
    expect(await chargedAtStripe(person.email)).toBe(1)
    expect(await given(person.id)).toEqual([
      { amount: 500, refunded: 0 },
      { amount: 2500, refunded: 2500 },
    ])
    expect(await membershipOf(till.ctx(), person.id)).toMatchObject({ tier: 'supporter', state: 'active' })
    expect(await mailsTo(person.email)).toEqual(['donation-thanks', 'second-gift-returned'])
    expect(await fulfilCheckout(till.ctx(), session)).toMatchObject({
      state: 'returned',
      amount: { amount: 2500, currency: 'GBP' },
    })
  })

  test('found out by the page of thanks as well as by the webhook, in either order, told twice', async () => {
    const person = await giver()
    const session = await payAsVisitor(person.email)
    const held = await till.take()
    expect(await fulfilCheckout(till.ctx(), session)).toMatchObject({ state: 'returned' })
    await till.handIn([...held.toReversed(), ...held])
    await till.handIn()
    expect(await chargedAtStripe(person.email)).toBe(1)
    expect(await given(person.id)).toEqual([
      { amount: 500, refunded: 0 },
      { amount: 2500, refunded: 2500 },
    ])
    expect(await mailsTo(person.email)).toEqual(['donation-thanks', 'second-gift-returned'])
  })

  test('every event lost: the comparison undoes it', async () => {
    const person = await giver()
    await payAsVisitor(person.email)
    await till.take()
    expect((await reconcile(till.ctx())).unrepaired).toEqual([])
    await till.take()
    expect(await chargedAtStripe(person.email)).toBe(1)
    expect(await given(person.id)).toEqual([
      { amount: 500, refunded: 0 },
      { amount: 2500, refunded: 2500 },
    ])
    expect(await reconcile(till.ctx())).toMatchObject({ repaired: [], unrepaired: [] })
  })

  test.each([
    ['before the money went back', { path: '/v1/refunds', method: 'POST', executed: false }],
    ['after, and before the gift ended', { path: '/v1/subscriptions/', method: 'DELETE', executed: false }],
    ['when the gift had ended, and nobody heard', { path: '/v1/subscriptions/', method: 'DELETE', executed: true }],
  ])('Stripe gone in the middle, %s: done once, by trying again', async (_, fault) => {
    const person = await giver()
    await payAsVisitor(person.email)
    await till.press('faults', { api: { answer: 'disconnect', ...fault, times: 3 } })
    await expect(till.handIn()).rejects.toThrow(/connection/i)
    await till.handIn([])
    await till.handIn()
    expect(await chargedAtStripe(person.email)).toBe(1)
    expect(await given(person.id)).toEqual([
      { amount: 500, refunded: 0 },
      { amount: 2500, refunded: 2500 },
    ])
    expect(await mailsTo(person.email)).toEqual(['donation-thanks', 'second-gift-returned'])
  })

  test('one that fails gives way to the one that pays, and nothing goes back', async () => {
    const person = await giver(failsAtRenewal)
    await till.advance(31.5)
    await till.handIn()
    await payAsVisitor(person.email, 700)
    await till.handIn()
    expect(await subscriptionOf(till.ctx(), person.id)).toMatchObject({ amount: 700, graceUntil: null })
    expect(await chargedAtStripe(person.email)).toBe(1)
    expect(await given(person.id)).toEqual([
      { amount: 500, refunded: 0 },
      { amount: 700, refunded: 0 },
    ])
    expect(await mailsTo(person.email)).toEqual([
      'donation-thanks',
      'donation-thanks',
      'failing-gift-replaced',
      'renewal-failed',
    ])
  })

  test.each([false, true])(
    'Stripe gone while the failing one ends (%s: after it has ended it): ended once, and told once',
    async (executed) => {
      const person = await giver(failsAtRenewal)
      await till.advance(31.5)
      await till.handIn()
      await payAsVisitor(person.email, 700)
      const fault = { path: '/v1/subscriptions/', method: 'DELETE', executed }
      await till.press('faults', { api: { answer: 'disconnect', ...fault, times: 3 } })
      await expect(till.handIn()).rejects.toThrow(/connection/i)
      await till.handIn([])
      await till.handIn()
      expect(await subscriptionOf(till.ctx(), person.id)).toMatchObject({ amount: 700 })
      expect(await mailsTo(person.email)).toContain('failing-gift-replaced')
      const [told] = await till
        .ctx()
        .db.select({ data: mails.data })
        .from(mails)
        .where(and(eq(mails.recipient, person.email), eq(mails.kind, 'failing-gift-replaced')))
      expect(told?.data).toMatchObject({ ended: { amount: 500 }, stays: { amount: 700 } })
    },
  )

  test('a paused gift stays, with what is paid for, and the later one goes back', async () => {
    const person = await giver()
    const first = await subscriptionOf(till.ctx(), person.id)
    await till.dashboard.subscriptions.update(first?.id ?? '', { pause_collection: { behavior: 'void' } })
    await payAsVisitor(person.email, 700)
    await till.handIn()
    expect(await subscriptionOf(till.ctx(), person.id)).toMatchObject({ id: first?.id, amount: 500 })
    expect(await given(person.id)).toEqual([
      { amount: 500, refunded: 0 },
      { amount: 700, refunded: 700 },
    ])
  })

  test.each(['words of their own', 'a mark that names a stranger’s gift'])(
    'nobody gets their money back by ending their gift with %s',
    async (how) => {
      const stranger = await giver()
      const other = (await subscriptionOf(till.ctx(), stranger.id))?.id ?? ''
      await till.advance(1)
      const person = await giver()
      const gift = (await subscriptionOf(till.ctx(), person.id))?.id ?? ''
      if (how !== 'words of their own')
        await till.dashboard.subscriptions.update(gift, { metadata: { second_of: other } })
      const comment = `A second regular gift, sent back. The first: ${other}`
      await till.dashboard.subscriptions.cancel(gift, { cancellation_details: { comment } })
      await till.handIn()
      await till.handIn()
      expect(await given(person.id)).toEqual([{ amount: 500, refunded: 0 }])
      expect(await mailsTo(person.email)).not.toContain('second-gift-returned')
    },
  )

  test('a one-off gift is welcome beside it', async () => {
    const person = await giver()
    const { url } = await till.begin({ person: null, frequency: 'once', amount: 900 })
    await till.pay(url, { email: person.email })
    await till.handIn()
    expect(await given(person.id)).toEqual([
      { amount: 500, refunded: 0 },
      { amount: 900, refunded: 0 },
    ])
  })
})

test.each([false, true])(
  'two visitors with one new address, paid in the same instant: one gift is left (%s)',
  async (reversed) => {
    const email = `twice-${reversed}@example.org`
    const pages = await Promise.all([till.begin({ amount: 500 }), till.begin({ amount: 600 })])
    await Promise.all(pages.map(({ url }) => till.pay(url, { email })))
    const held: Delivery[] = await till.take()
    const order = reversed ? held.toReversed() : held
    // Two workers, each with every second event.
    await Promise.all(
      [0, 1].map((worker) => till.handIn(order.filter((_, index) => index % 2 === worker)).catch(() => undefined)),
    )
    await till.handIn([])
    await till.handIn()
    const person = await till.personAt(email)
    const rows = await till.ctx().db.select().from(subscriptions).where(eq(subscriptions.personId, person.id))
    expect(rows.map(({ status }) => status).toSorted((a, b) => a.localeCompare(b))).toEqual(['active', 'canceled'])
    expect(await chargedAtStripe(email)).toBe(1)
    const kept = rows.find(({ status }) => status === 'active')?.amount
    expect((await given(person.id)).filter(({ refunded }) => refunded === 0)).toEqual([{ amount: kept, refunded: 0 }])
  },
)
