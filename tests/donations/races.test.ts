import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { stripeEvents } from '#db/schema/donations.ts'
import { fulfilCheckout } from '#lib/donations/commands.ts'
import { receiveEvent } from '#lib/donations/inbox.ts'
import { eventSchema } from '#lib/donations/internal/objects.ts'
import { applyStripeEvent } from '#lib/donations/jobs.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import { queuedJobs } from '#tests/support/context.ts'
import { sessionIn } from './paying.ts'
import { openTill } from './till.ts'

const till = await openTill()
const times = <Result>(count: number, work: () => Promise<Result>) => Promise.all(Array.from({ length: count }, work))

describe('one form sent twenty times at once', () => {
  test.each([
    ['a visitor', 'month'],
    ['a visitor', 'once'],
    ['somebody signed in', 'month'],
    ['somebody signed in', 'once'],
  ] as const)('by %s (%s): one checkout, and one page', async (who, frequency) => {
    const person = who === 'a visitor' ? null : await till.person()
    const attemptId = crypto.randomUUID()
    const pages = await times(20, () => till.begin({ person, frequency, attemptId }))
    expect(new Set(pages.map(({ url }) => url)).size).toBe(1)
    const sessions = (await till.dashboard.checkout.sessions.list({ limit: 100 })).data
    expect(sessions.filter((session) => session.client_reference_id === attemptId)).toHaveLength(1)
  })
})

test('two tabs and two forms of one donor, each sent ten times at once: one of all can be paid', async () => {
  const person = await till.person()
  const forms = [crypto.randomUUID(), crypto.randomUUID()]
  await Promise.allSettled(
    forms.flatMap((attemptId, tab) =>
      Array.from({ length: 10 }, () => till.begin({ person, attemptId, amount: 500 + tab })),
    ),
  )
  const sessions = (await till.dashboard.checkout.sessions.list({ limit: 100 })).data
  const theirs = sessions.filter(({ metadata }) => metadata?.person === person.id)
  expect(theirs.filter(({ status }) => status === 'open')).toHaveLength(1)
})

test.each(['month', 'once'] as const)(
  'the page of thanks, opened five times, and the webhooks, at once: one donation (%s)',
  async (frequency) => {
    const person = await till.person()
    const session = sessionIn(await till.pay((await till.begin({ person, frequency, amount: 2500 })).url))
    const held = await till.take()
    const [pages] = await Promise.all([
      times(5, () => fulfilCheckout(till.ctx(), session)),
      till.handIn(held.filter((_, index) => index % 2 === 0)),
      till.handIn(held.filter((_, index) => index % 2 === 1)),
    ])
    expect(new Set(pages.map(({ state }) => state))).toEqual(new Set(['paid']))
    await till.handIn()
    expect(await till.known(person.id)).toMatchObject({
      donations: [{ amount: 2500, refunded: 0 }],
      ledger: frequency === 'once' ? [] : [{ tier: 'patron', state: 'active' }],
      attempts: ['completed'],
      thanks: 1,
    })
  },
)

test('one event told fifty times at once is one entry and one job; worked by five at once, it is applied once', async () => {
  const person = await till.person()
  await till.pay((await till.begin({ person })).url)
  const told = (await till.take()).find(({ type }) => type === 'customer.subscription.created')
  if (!told) throw new Error('nothing was told')
  const { id } = eventSchema.parse(JSON.parse(told.body))
  const now = { ...till.ctx(), now: new Date() }
  const receipts = await times(50, () => receiveEvent(now, told.body, told.signature))
  expect(receipts.filter((receipt) => receipt === 'received')).toHaveLength(1)
  expect(receipts.filter((receipt) => receipt === 'duplicate')).toHaveLength(49)
  const jobs = (await queuedJobs(till.ctx(), applyStripeEvent.job.name)).map(({ data }) => data)
  expect(jobs).toEqual([{ eventId: id }])
  await times(5, () => applyStripeEvent.run(till.ctx(), { eventId: id }))
  expect(await ledgerOf(till.ctx(), person.id)).toMatchObject([{ state: 'active' }])
  const rows = await till.ctx().db.select().from(stripeEvents).where(eq(stripeEvents.id, id))
  expect(rows).toMatchObject([{ state: 'applied' }])
})
