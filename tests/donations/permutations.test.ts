import { expect, test } from 'vitest'
import { checkoutAttempts } from '#db/schema/donations.ts'
import { receiveEvent } from '#lib/donations/inbox.ts'
import { eventSchema } from '#lib/donations/internal/objects.ts'
import { applyStripeEvent } from '#lib/donations/jobs.ts'
import { emptyTables } from './lives/magazine.ts'
import { openTill, type Delivery } from './till.ts'

const till = await openTill()
const email = 'ada@example.org'

/** A visitor becomes a patron, gets part of the money back, and gives notice. */
const told = await live()
const begun = await till.ctx().db.select().from(checkoutAttempts)
const counted = [
  'checkout.session.completed',
  'customer.subscription.created',
  'invoice.paid',
  'charge.refunded',
  'customer.subscription.updated',
]

async function live(): Promise<Delivery[]> {
  await till.pay((await till.begin({ amount: 2500 })).url, { email })
  const [charge] = (await till.dashboard.charges.list({ limit: 1 })).data
  await till.dashboard.refunds.create({ charge: charge?.id ?? '', amount: 500 })
  const [subscription] = (await till.dashboard.subscriptions.list({ limit: 1 })).data
  await till.dashboard.subscriptions.update(subscription?.id ?? '', { cancel_at_period_end: true })
  return till.take()
}

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((first, index) => permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]))
}

/** Each event is tried again until it can be applied, as the queue would. */
async function hear(order: readonly Delivery[]): Promise<void> {
  const real = { ...till.ctx(), now: new Date(signedAt) }
  let waiting = order.map(({ body }) => eventSchema.parse(JSON.parse(body)).id)
  for (const { body, signature } of order) await receiveEvent(real, body, signature)
  for (let round = 0; waiting.length > 0 && round < 5; round += 1) {
    const failed: string[] = []
    for (const eventId of waiting) {
      await applyStripeEvent.run(till.ctx(), { eventId }).catch(() => failed.push(eventId))
    }
    waiting = failed
  }
}

/** The signatures stay as old as they are, however long the test takes. */
const signedAt = Date.now()

test('every order of the events of a life ends in the same state', async () => {
  const events = counted.map((type) => told.find((delivery) => delivery.type === type))
  const orders = permutations(events.filter((delivery) => delivery !== undefined))
  expect(orders).toHaveLength(120)
  const ends = new Map<string, string[]>()
  for (const order of orders) {
    await emptyTables(till.ctx())
    await till.ctx().db.insert(checkoutAttempts).values(begun)
    await hear(order)
    const state = JSON.stringify(await till.known((await till.personAt(email)).id))
    ends.set(state, [...(ends.get(state) ?? []), order.map(({ type }) => type).join(', ')])
  }
  expect([...ends.keys()].map((state): unknown => JSON.parse(state))).toEqual([
    {
      ledger: [
        { source: 'stripe', tier: 'patron', state: 'active' },
        { source: 'stripe', tier: 'patron', state: 'ending' },
      ],
      subscriptions: [{ status: 'active', tier: 'patron', amount: 2500, interval: 'month' }],
      donations: [{ frequency: 'month', amount: 2500, currency: 'GBP', refunded: 500 }],
      attempts: ['completed'],
      thanks: 1,
    },
  ])
}, 300_000)
