import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GOOD_CARD, idOf, refusalOf, runSandbox, submit, visit } from './running.ts'

const DAY = 86_400

describe('a regular payment, over time', () => {
  let running: Awaited<ReturnType<typeof runSandbox>>
  beforeAll(async () => {
    running = await runSandbox()
  })
  afterAll(() => running.stop())

  const now = async () => {
    const { now: seconds } = await (await fetch(`${running.address}/sandbox/clock`)).json()
    return seconds
  }
  const yearly = (product: string, amount: number) => ({
    currency: 'gbp',
    product,
    unit_amount: amount,
    recurring: { interval: 'year' as const },
  })

  it('is paused until a day, then is collected again by itself', async () => {
    const { stripe } = running
    const { subscription, customer } = await running.subscribe('pm_card_visa')
    const resumesAt = (await now()) + 45 * DAY
    await stripe.subscriptions.update(subscription.id, {
      pause_collection: { behavior: 'void', resumes_at: resumesAt },
    })
    await running.advance(40)
    expect((await stripe.subscriptions.retrieve(subscription.id)).pause_collection).toMatchObject({
      resumes_at: resumesAt,
    })
    running.receiver.events.splice(0)
    await running.advance(30)
    expect((await stripe.subscriptions.retrieve(subscription.id)).pause_collection).toBeNull()
    const invoices = await stripe.invoices.list({ customer: customer.id })
    expect(invoices.data.map(({ status }) => status)).toEqual(['paid', 'void', 'paid'])
    const resumed = running.receiver.events.find(
      (event) =>
        event.type === 'customer.subscription.updated' &&
        event.data.object.id === subscription.id &&
        event.data.object.pause_collection === null,
    )
    expect(resumed).toMatchObject({
      created: resumesAt,
      data: { previous_attributes: { pause_collection: { behavior: 'void', resumes_at: resumesAt } } },
    })
  })

  it('cannot be paused until a day that is over', async () => {
    const { subscription } = await running.subscribe('pm_card_visa')
    const error = await refusalOf(
      running.stripe.subscriptions.update(subscription.id, {
        pause_collection: { behavior: 'void', resumes_at: (await now()) - DAY },
      }),
    )
    expect(error).toMatchObject({ statusCode: 400, param: 'pause_collection[resumes_at]' })
  })

  it('is changed by a price of its own, and the notice for the end of the period moves with that end', async () => {
    const { stripe } = running
    const { subscription, product } = await running.subscribe('pm_card_visa')
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]?.id, price_data: yearly(product.id, 6000) }],
      proration_behavior: 'none',
    })
    const [item] = changed.items.data
    expect(changed).toMatchObject({ cancel_at_period_end: true, cancel_at: item?.current_period_end })
    expect(item?.price).toMatchObject({ unit_amount: 6000, recurring: { interval: 'year' } })
  })

  it('keeps its old price when the new one cannot be charged and that was asked for', async () => {
    const { stripe } = running
    const { subscription, product, customer } = await running.subscribe('pm_card_visa')
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id })
    await stripe.subscriptions.update(subscription.id, { default_payment_method: bad.id })
    const items = [{ id: subscription.items.data[0]?.id, price_data: yearly(product.id, 6000) }]
    const wanted = { items, proration_behavior: 'none' as const }
    const error = await refusalOf(
      stripe.subscriptions.update(subscription.id, { ...wanted, payment_behavior: 'error_if_incomplete' }),
    )
    expect(error).toMatchObject({ statusCode: 402, type: 'StripeCardError', code: 'card_declined' })
    const kept = await stripe.subscriptions.retrieve(subscription.id)
    expect(kept).toMatchObject({
      status: 'active',
      items: { data: [{ price: { unit_amount: 500, recurring: { interval: 'month' } } }] },
    })
    expect((await stripe.invoices.list({ customer: customer.id })).data).toHaveLength(1)
    // Otherwise the change stands, and waits for its money. https://docs.stripe.com/billing/subscriptions/pending-updates
    expect(await stripe.subscriptions.update(subscription.id, wanted)).toMatchObject({ status: 'past_due' })
  })

  it('is not collected again by a new card alone', async () => {
    const { stripe } = running
    const { subscription, customer } = await running.subscribe('pm_card_chargeCustomerFail')
    await running.advance(32)
    const overdue = await stripe.subscriptions.retrieve(subscription.id)
    expect(overdue.status).toBe('past_due')
    const session = await stripe.billingPortal.sessions.create({
      customer: customer.id,
      return_url: 'https://weekly.test/account',
      flow_data: {
        type: 'payment_method_update',
        after_completion: { type: 'redirect', redirect: { return_url: 'https://weekly.test/account?card=new' } },
      },
    })
    const saved = await submit(await visit(session.url.replace('localhost', '127.0.0.1')), {
      'Card number': '4242 4242 4242 4242',
      Expiry: GOOD_CARD.Expiry,
      CVC: GOOD_CARD.CVC,
    })
    expect(saved.location).toBe('https://weekly.test/account?card=new')
    const invoice = idOf(overdue.latest_invoice)
    expect(await stripe.invoices.retrieve(invoice)).toMatchObject({ status: 'open' })
    // Nor by asking for it, while the subscription has a card of its own.
    expect(await refusalOf(stripe.invoices.pay(invoice))).toMatchObject({ code: 'card_declined' })
    const { data } = await stripe.customers.listPaymentMethods(customer.id)
    const newest = data.find((method) => method.card?.last4 === '4242')
    await stripe.subscriptions.update(subscription.id, { default_payment_method: newest?.id })
    expect(await stripe.invoices.pay(invoice)).toMatchObject({ status: 'paid' })
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' })
  })

  it('is begun with notice already given', async () => {
    const { subscription } = await running.subscribe('pm_card_visa', { cancel_at_period_end: true })
    expect(subscription).toMatchObject({
      cancel_at_period_end: true,
      cancel_at: subscription.items.data[0]?.current_period_end,
    })
  })
})

/** The client tries again once, unasked, when an open line breaks. */
const cut = 2

describe('API faults', () => {
  it('cut the line before anything happened, and slow things down without changing them', async () => {
    const running = await runSandbox()
    try {
      const { stripe, switchTo } = running
      await switchTo('faults', { api: { answer: 'disconnect', times: cut, path: '/v1/customers' } })
      await expect(stripe.customers.create({ email: 'h@x.test' }, { idempotencyKey: 'h' })).rejects.toMatchObject({
        type: 'StripeConnectionError',
      })
      expect((await stripe.customers.list({ email: 'h@x.test' })).data).toHaveLength(0)
      await switchTo('faults', { latencyMilliseconds: 30 })
      await stripe.customers.create({ email: 'h@x.test' }, { idempotencyKey: 'h' })
      expect((await stripe.customers.list({ email: 'h@x.test' })).data).toHaveLength(1)
      await switchTo('faults', {}, 'DELETE')
    } finally {
      await running.stop()
    }
  })

  it('lose the answer after the work is done, once, and the same key gets it', async () => {
    const running = await runSandbox()
    try {
      const { stripe, switchTo } = running
      for (const answer of ['disconnect', 500, 503] as const) {
        const email = `${answer}@x.test`
        const create = () => stripe.customers.create({ email }, { idempotencyKey: `key-${answer}` })
        const times = answer === 'disconnect' ? cut : 1
        await switchTo('faults', { api: { answer, executed: true, times } })
        expect(await refusalOf(create())).toMatchObject({
          type: answer === 'disconnect' ? 'StripeConnectionError' : 'StripeAPIError',
        })
        const second = await create()
        expect((await stripe.customers.list({ email })).data.map(({ id }) => id)).toEqual([second.id])
      }
    } finally {
      await running.stop()
    }
  })
})
