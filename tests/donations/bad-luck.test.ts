import { describe, expect, test } from 'vitest'
import { subscriptions } from '#db/schema/donations.ts'
import { latestDriftReports } from '#lib/donations/drift-reports.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { openTill, type Delivery } from './till.ts'

const till = await openTill()

/** The same life each time: a patron begins, gets part of the money back, and gives notice. */
async function live(afterEach: () => Promise<void>) {
  const person = await till.person()
  const { url } = await till.begin({ person, amount: 2500 })
  await till.pay(url)
  await afterEach()
  const [charge] = (await till.dashboard.charges.list({ limit: 1 })).data
  await till.dashboard.refunds.create({ charge: charge?.id, amount: 500 })
  await afterEach()
  const [subscription] = (await till.dashboard.subscriptions.list({ limit: 1 })).data
  await till.dashboard.subscriptions.update(subscription?.id ?? '', { cancel_at_period_end: true })
  await afterEach()
  return person
}

const expected = {
  ledger: [
    { source: 'stripe', tier: 'patron', state: 'active' },
    { source: 'stripe', tier: 'patron', state: 'ending' },
  ],
  subscriptions: [{ status: 'active', tier: 'patron', amount: 2500, interval: 'month' }],
  donations: [{ frequency: 'month', amount: 2500, currency: 'GBP', refunded: 500 }],
  attempts: ['completed'],
  thanks: 1,
}

/** The same numbers for the same seed, from 0 up to 1. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

function shuffled(deliveries: Delivery[], roll: () => number): Delivery[] {
  return deliveries
    .map((delivery) => ({ delivery, at: roll() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ delivery }) => delivery)
}

test('told of each step in order, this is how the life ends', async () => {
  const person = await live(() => till.handIn())
  expect(await till.known(person.id)).toEqual(expected)
})

test.each([1, 2, 3, 4, 5, 6])('told late, in any order, some of it twice (%i): the same', async (seed) => {
  const roll = dice(seed)
  const person = await live(() => Promise.resolve())
  const all = await till.take()
  await till.handIn(shuffled([...all, ...all.filter(() => roll() < 0.5)], roll))
  expect(await till.known(person.id)).toEqual(expected)
})

test('told newest first: the same', async () => {
  const person = await live(() => Promise.resolve())
  await till.handIn((await till.take()).toReversed())
  expect(await till.known(person.id)).toEqual(expected)
})

test('told by several workers at once: the same', async () => {
  const person = await live(() => Promise.resolve())
  const all = await till.take()
  await Promise.all(all.map((delivery) => till.handIn([delivery]).catch(() => undefined)))
  await till.handIn([])
  expect(await till.known(person.id)).toEqual(expected)
})

describe('what was lost is found by comparing', () => {
  test.each([0, 0.3, 0.6])('of all events this share arrived, %d: the same', async (share) => {
    const roll = dice(7)
    const person = await live(() => Promise.resolve())
    await till.handIn((await till.take()).filter(() => roll() < share))
    const report = await reconcile(till.ctx())
    expect(report.unrepaired).toEqual([])
    expect(report.repaired.length).toBeGreaterThan(0)
    expect(await till.known(person.id)).toEqual(expected)
  })

  test('a lost one-off gift too', async () => {
    const person = await till.person()
    await till.pay((await till.begin({ person, frequency: 'once', amount: 1200 })).url)
    await till.take()
    expect((await reconcile(till.ctx())).repaired).toMatchObject([{ what: 'one-off donation' }])
    expect(await till.known(person.id)).toMatchObject({
      donations: [{ amount: 1200 }],
      attempts: ['completed'],
      thanks: 1,
    })
  })

  test('compared again there is nothing to repair, and the report is kept', async () => {
    const report = await reconcile(till.ctx())
    expect(report).toMatchObject({ repaired: [], unrepaired: [] })
    expect(report.checked.subscriptions).toBeGreaterThan(8)
    expect((await latestDriftReports(till.ctx(), 1))[0]).toMatchObject(report)
  })

  test('what only a person can judge is said: a gift that Stripe does not know, a donor who gives twice', async () => {
    const person = await till.person()
    for (const id of ['sub_gone_1', 'sub_gone_2']) {
      await till.ctx().db.insert(subscriptions).values({
        stripeSubscriptionId: id,
        personId: person.id,
        status: 'active',
        tier: 'supporter',
        interval: 'month',
        amount: 500,
        currency: 'GBP',
        currentPeriodEnd: till.ctx().now,
        startedAt: till.ctx().now,
        fetchedAt: till.ctx().now,
      })
    }
    const { unrepaired } = await reconcile(till.ctx())
    expect(unrepaired).toContainEqual({ what: 'subscription', id: 'sub_gone_1', found: 'Stripe does not know it' })
    expect(unrepaired).toContainEqual({ what: 'person', id: person.id, found: 'gives regularly twice' })
  })
})
