import { describe, expect, test } from 'vitest'
import { reconcile } from '#lib/donations/reconcile.ts'
import { donationsOf, subscriptionOf } from '#lib/donations/queries.ts'
import { benefitsAt, explain, standingAt } from '#lib/membership/model.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import { openTill } from './till.ts'

const day = 24 * 60 * 60 * 1000
const failsAtRenewal = '4000 0000 0000 0341'

/** A magazine of its own for each life: clocks only go forward. */
async function begun(card?: string, options: Parameters<typeof openTill>[0] = {}) {
  const till = await openTill(options)
  const person = await till.person()
  await till.pay((await till.begin({ person })).url, card === undefined ? {} : { card })
  await till.handIn()
  const subscription = await subscriptionOf(till.ctx(), person.id)
  if (!subscription) throw new Error('nothing was begun')
  const comments = async (at: Date) =>
    benefitsAt(await ledgerOf(till.ctx(), person.id), at).some((held) => held.benefit === 'comment')
  const days = (n: number) => new Date(till.ctx().now.getTime() + n * day)
  return { till, person, subscription, comments, days }
}

describe('a regular gift through the months', () => {
  test('renews: another donation, the same membership, no second thanks', async () => {
    const { till, person } = await begun()
    for (let month = 0; month < 3; month += 1) {
      await till.advance(31)
      await till.handIn()
    }
    expect(await till.known(person.id)).toMatchObject({
      ledger: [{ state: 'active' }],
      donations: [{ amount: 500 }, { amount: 500 }, { amount: 500 }, { amount: 500 }],
      thanks: 1,
    })
  })

  test('a failed renewal: grace, with its end known from the first day, then lapse, by time alone', async () => {
    const { till, person, comments } = await begun(failsAtRenewal)
    await till.advance(31.5)
    await till.handIn()
    const ledger = await ledgerOf(till.ctx(), person.id)
    expect(ledger.map(({ state }) => state)).toEqual(['active', 'grace'])
    const until = ledger[1]?.validUntil
    if (!until) throw new Error('grace without end')
    expect(until.getTime() - (ledger[1]?.validFrom.getTime() ?? 0)).toBe(14 * day)
    expect(await subscriptionOf(till.ctx(), person.id)).toMatchObject({ graceUntil: until })
    expect(await comments(new Date(until.getTime() - 1))).toBe(true)
    expect(await comments(until)).toBe(false)
    expect(standingAt(ledger, until)).toMatchObject({ state: 'lapsed', tier: null, until })
    expect(explain(ledger, until, 'comment')).toMatchObject({ rule: 'grace_ran_out' })
  })

  test('retries within grace do not move its end; a payment after all ends it, and the gap stays on record', async () => {
    const { till, person, subscription, comments } = await begun(failsAtRenewal, {
      billing: { afterRetries: 'past_due' },
    })
    await till.advance(31.5)
    await till.handIn()
    const until = (await subscriptionOf(till.ctx(), person.id))?.graceUntil
    if (!until) throw new Error('no grace')
    await till.advance(5)
    await till.handIn()
    expect((await subscriptionOf(till.ctx(), person.id))?.graceUntil).toEqual(until)

    await till.advance(12)
    await till.handIn()
    const now = till.ctx().now
    expect(now > until).toBe(true)
    const { latest_invoice: invoice, status } = await till.dashboard.subscriptions.retrieve(subscription.id)
    expect(status).toBe('past_due')
    await till.dashboard.invoices.pay(typeof invoice === 'string' ? invoice : (invoice?.id ?? ''), {
      payment_method: 'pm_card_visa',
    })
    await till.handIn()
    expect((await ledgerOf(till.ctx(), person.id)).map(({ state }) => state)).toEqual(['active', 'grace', 'active'])
    expect(await comments(new Date(now.getTime() - day / 2))).toBe(false)
    expect(await comments(new Date(till.ctx().now.getTime() + day))).toBe(true)
    expect(await donationsOf(till.ctx(), person.id)).toHaveLength(2)
  })

  test('paid long after it was due, and nobody told of it: the comparison finds the donation', async () => {
    const { till, person, subscription } = await begun(failsAtRenewal, { billing: { afterRetries: 'past_due' } })
    await till.advance(31.5)
    await till.handIn()
    // So long that the first is no longer among the invoices which are compared by when they were made.
    await till.advance(160)
    await till.handIn()
    const open = (await till.dashboard.invoices.list({ subscription: subscription.id, status: 'open' })).data
    expect(open).toHaveLength(6)
    for (const { id } of open) await till.dashboard.invoices.pay(id, { payment_method: 'pm_card_visa' })
    await till.take()
    await reconcile(till.ctx())
    expect(await donationsOf(till.ctx(), person.id)).toHaveLength(7)
    expect(await reconcile(till.ctx())).toMatchObject({ repaired: [] })
  })

  test('what went back long ago came again, and nobody told of it: the comparison finds it', async () => {
    const { till, person, comments } = await begun()
    const [charge] = (await till.dashboard.charges.list({ limit: 1 })).data
    const refund = await till.dashboard.refunds.create({ charge: charge?.id })
    await till.advance(32)
    const [renewal] = (await till.dashboard.charges.list({ limit: 1 })).data
    await till.press(`charges/${renewal?.id}/dispute`, {})
    const [dispute] = (await till.dashboard.disputes.list({ limit: 1 })).data
    await till.handIn()
    expect(await donationsOf(till.ctx(), person.id)).toMatchObject([{ refunded: 500 }, { refunded: 500 }])
    // So long that neither is compared by when it was made.
    await till.advance(200)
    await till.handIn()
    await till.press(`disputes/${dispute?.id}/close`, { status: 'won' })
    await till.press(`refunds/${refund.id}/fail`, {})
    await till.take()
    await reconcile(till.ctx())
    const given = await donationsOf(till.ctx(), person.id)
    expect(given.map(({ refunded }) => refunded)).toEqual(given.map(() => 0))
    expect(await comments(till.ctx().now)).toBe(true)
    expect(await reconcile(till.ctx())).toMatchObject({ repaired: [] })
  })

  test('cancelled for the end of the period: kept until then, and no longer', async () => {
    const { till, person, subscription, comments } = await begun()
    await till.dashboard.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    await till.handIn()
    expect(await subscriptionOf(till.ctx(), person.id)).toMatchObject({ cancelAtPeriodEnd: true })
    const end = subscription.currentPeriodEnd
    expect(standingAt(await ledgerOf(till.ctx(), person.id), till.ctx().now)).toMatchObject({
      state: 'ending',
      until: end,
    })
    expect(await comments(new Date(end.getTime() - 1))).toBe(true)
    expect(await comments(end)).toBe(false)
    await till.advance(32)
    await till.handIn()
    expect(await subscriptionOf(till.ctx(), person.id)).toBeNull()
    expect((await ledgerOf(till.ctx(), person.id)).map(({ state }) => state)).toEqual(['active', 'ending', 'lapsed'])
    expect((await till.begin({ person })).url).toContain('/c/pay/')
  })

  test('a cancellation taken back', async () => {
    const { till, person, subscription } = await begun()
    await till.dashboard.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    await till.handIn()
    await till.dashboard.subscriptions.update(subscription.id, { cancel_at_period_end: false })
    await till.handIn()
    expect(standingAt(await ledgerOf(till.ctx(), person.id), till.ctx().now)).toMatchObject({
      state: 'active',
      until: null,
    })
  })

  test('the customer deleted at Stripe: the membership ends, the person stays', async () => {
    const { till, person, subscription, comments } = await begun()
    const { customer } = await till.dashboard.subscriptions.retrieve(subscription.id)
    await till.dashboard.customers.del(typeof customer === 'string' ? customer : customer.id)
    await till.handIn()
    expect(await comments(till.ctx().now)).toBe(false)
    expect((await till.begin({ person })).url).toContain('/c/pay/')
  })
})

describe('money that goes back', () => {
  async function chargeOf(till: Awaited<ReturnType<typeof openTill>>): Promise<string> {
    return (await till.dashboard.charges.list({ limit: 1 })).data[0]?.id ?? ''
  }

  test('a refund of part is noted and takes nothing away; the whole takes the period', async () => {
    const { till, person, comments } = await begun()
    const charge = await chargeOf(till)
    await till.dashboard.refunds.create({ charge, amount: 200 })
    await till.handIn()
    expect(await donationsOf(till.ctx(), person.id)).toMatchObject([{ amount: 500, refunded: 200 }])
    expect(await comments(till.ctx().now)).toBe(true)
    await till.dashboard.refunds.create({ charge })
    await till.handIn()
    expect(await donationsOf(till.ctx(), person.id)).toMatchObject([{ amount: 500, refunded: 500 }])
    expect(await comments(till.ctx().now)).toBe(false)
  })

  test('the next period, paid, is a membership again', async () => {
    const { till, comments } = await begun()
    await till.dashboard.refunds.create({ charge: await chargeOf(till) })
    await till.handIn()
    await till.advance(31.5)
    await till.handIn()
    expect(await comments(till.ctx().now)).toBe(true)
  })

  test('a one-off gift refunded', async () => {
    const till = await openTill()
    const person = await till.person()
    await till.pay((await till.begin({ person, frequency: 'once', amount: 1000 })).url)
    await till.handIn()
    await till.dashboard.refunds.create({ charge: await chargeOf(till) })
    await till.handIn()
    expect(await donationsOf(till.ctx(), person.id)).toMatchObject([{ amount: 1000, refunded: 1000 }])
  })

  test('a dispute takes the period while it lasts; won, it is given back', async () => {
    const { till, person, comments } = await begun('4000 0000 0000 0259')
    expect(await donationsOf(till.ctx(), person.id)).toMatchObject([{ refunded: 500 }])
    expect(await comments(till.ctx().now)).toBe(false)
    const [dispute] = (await till.dashboard.disputes.list({ limit: 1 })).data
    await till.press(`disputes/${dispute?.id}/close`, { status: 'won' })
    await till.handIn()
    expect(await donationsOf(till.ctx(), person.id)).toMatchObject([{ refunded: 0 }])
    expect(await comments(till.ctx().now)).toBe(true)
  })
})
