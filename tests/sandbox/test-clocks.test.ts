import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { periodEnd } from '../../sandbox/stripe/subscriptions/periods.ts'
import { refusalOf, runSandbox } from './running.ts'

const at = (date: string) => Date.parse(`${date}T10:00:00Z`) / 1000

describe('test clocks', () => {
  let running: Awaited<ReturnType<typeof runSandbox>>
  beforeAll(async () => {
    running = await runSandbox()
  })
  afterAll(() => running.stop())

  it('let a year pass in a second, in order, for their own customers only', async () => {
    const { stripe, sandbox, receiver } = running
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: at('2024-01-31'), name: 'A year' })
    const { customer, subscription } = await running.subscribe('pm_card_visa', {}, clock.id)
    const other = await running.subscribe('pm_card_visa')
    expect(customer).toMatchObject({ test_clock: clock.id, created: at('2024-01-31') })
    receiver.events.splice(0)
    const advancing = await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: at('2025-02-01') })
    expect(advancing).toMatchObject({
      status: 'advancing',
      status_details: { advancing: { target_frozen_time: at('2025-02-01') } },
    })
    await expect.poll(async () => (await stripe.testHelpers.testClocks.retrieve(clock.id)).status).toBe('ready')
    const invoices = await stripe.invoices.list({ customer: customer.id, limit: 100 })
    const starts = invoices.data.map((invoice) =>
      new Date((invoice.lines.data[0]?.period.start ?? 0) * 1000).toISOString().slice(0, 10),
    )
    expect(starts.toReversed()).toEqual([
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
      '2024-04-30',
      '2024-05-31',
      '2024-06-30',
      '2024-07-31',
      '2024-08-31',
      '2024-09-30',
      '2024-10-31',
      '2024-11-30',
      '2024-12-31',
      '2025-01-31',
    ])
    expect(invoices.data.every((invoice) => invoice.status === 'paid')).toBe(true)
    await sandbox.webhooksSent()
    const times = receiver.events
      .filter((event) => JSON.stringify(event).includes(subscription.id))
      .map(({ created }) => created)
    expect(times).toEqual(times.toSorted((one, two) => one - two))
    expect((await stripe.invoices.list({ customer: other.customer.id })).data).toHaveLength(1)
    expect(receiver.types()).toContain('test_helpers.test_clock.ready')
  })

  it('only go forward', async () => {
    const clock = await running.stripe.testHelpers.testClocks.create({ frozen_time: at('2024-05-01') })
    const error = await refusalOf(
      running.stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: at('2024-04-01') }),
    )
    expect(error).toMatchObject({ param: 'frozen_time' })
  })

  it('take their customers with them', async () => {
    const clock = await running.stripe.testHelpers.testClocks.create({ frozen_time: at('2024-05-01') })
    const { customer } = await running.subscribe('pm_card_visa', {}, clock.id)
    await running.stripe.testHelpers.testClocks.del(clock.id)
    expect(await running.stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true })
  })
})

describe('the length of a period', () => {
  it.each([
    ['2024-01-31', '2024-01-31', 'month', 1, '2024-02-29'],
    ['2024-01-31', '2024-02-29', 'month', 1, '2024-03-31'],
    ['2023-01-31', '2023-01-31', 'month', 1, '2023-02-28'],
    ['2024-02-29', '2024-02-29', 'year', 1, '2025-02-28'],
    ['2024-02-29', '2027-02-28', 'year', 1, '2028-02-29'],
    ['2024-11-30', '2024-11-30', 'month', 3, '2025-02-28'],
    ['2024-12-30', '2024-12-30', 'week', 2, '2025-01-13'],
    ['2024-12-31', '2024-12-31', 'day', 1, '2025-01-01'],
  ] as const)('anchored on %s, from %s, every %s × %i, ends on %s', (anchor, start, interval, count, end) => {
    expect(periodEnd(at(anchor), at(start), { interval, count })).toBe(at(end))
  })
})
