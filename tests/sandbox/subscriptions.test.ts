import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf, runSandbox } from './running.ts'

const DAY = 86_400

describe('a subscription', () => {
  let running: Awaited<ReturnType<typeof runSandbox>>
  beforeAll(async () => {
    running = await runSandbox()
  })
  afterAll(() => running.stop())
  beforeEach(() => running.receiver.events.splice(0))

  const typesFor = (id: string) =>
    running.receiver.events.filter((event) => JSON.stringify(event.data.object).includes(id)).map(({ type }) => type)

  describe('changes', () => {
    it('of the amount count from the next renewal', async () => {
      const { subscription, product, customer } = await running.subscribe('pm_card_visa')
      const item = subscription.items.data[0]?.id
      const changed = await running.stripe.subscriptions.update(subscription.id, {
        items: [
          {
            id: item,
            price_data: { currency: 'gbp', product: product.id, unit_amount: 900, recurring: { interval: 'month' } },
          },
        ],
        proration_behavior: 'none',
      })
      expect(changed.items.data).toMatchObject([{ id: item, price: { unit_amount: 900, active: false } }])
      expect((await running.stripe.invoices.list({ customer: customer.id })).data).toHaveLength(1)
      const preview = await running.stripe.invoices.createPreview({ subscription: subscription.id })
      expect(preview).toMatchObject({ total: 900, status: 'draft' })
      await running.advance(31.1)
      expect((await running.stripe.invoices.list({ customer: customer.id })).data.map(({ total }) => total)).toEqual([
        900, 500,
      ])
    })

    it('of the interval begin a new period and are charged now', async () => {
      const { subscription, product, customer } = await running.subscribe('pm_card_visa')
      const price = await running.stripe.prices.create({
        currency: 'gbp',
        product: product.id,
        unit_amount: 5000,
        recurring: { interval: 'year' },
      })
      const changed = await running.stripe.subscriptions.update(subscription.id, {
        items: [{ id: subscription.items.data[0]?.id, price: price.id }],
        proration_behavior: 'none',
        metadata: { tier: 'gold' },
      })
      const [item] = changed.items.data
      expect(((item?.current_period_end ?? 0) - (item?.current_period_start ?? 0)) / DAY).toBeGreaterThanOrEqual(365)
      const invoices = await running.stripe.invoices.list({ customer: customer.id })
      expect(invoices.data[0]).toMatchObject({ billing_reason: 'subscription_update', status: 'paid', total: 5000 })
    })

    it('with proration are refused rather than guessed', async () => {
      const { subscription } = await running.subscribe('pm_card_visa')
      const error = await refusalOf(
        running.stripe.subscriptions.update(subscription.id, {
          items: [{ id: subscription.items.data[0]?.id, quantity: 2 }],
        }),
      )
      expect(error).toMatchObject({ param: 'proration_behavior' })
    })

    it('of the payment method need one of the customer', async () => {
      const { subscription, customer } = await running.subscribe('pm_card_visa')
      const method = await running.stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id })
      const changed = await running.stripe.subscriptions.update(subscription.id, { default_payment_method: method.id })
      expect(changed.default_payment_method).toBe(method.id)
      const stranger = await running.subscribe('pm_card_visa')
      const error = await refusalOf(
        running.stripe.subscriptions.update(subscription.id, { default_payment_method: stranger.method.id }),
      )
      expect(error).toMatchObject({ code: 'resource_missing', param: 'default_payment_method' })
    })
  })

  describe('an end', () => {
    it('at the end of the period, which can be taken back', async () => {
      const { subscription } = await running.subscribe('pm_card_visa')
      const end = subscription.items.data[0]?.current_period_end
      const ending = await running.stripe.subscriptions.update(subscription.id, {
        cancel_at_period_end: true,
        cancellation_details: { feedback: 'too_expensive', comment: 'Sorry' },
      })
      expect(ending).toMatchObject({
        status: 'active',
        cancel_at_period_end: true,
        cancel_at: end,
        cancellation_details: { reason: 'cancellation_requested', feedback: 'too_expensive', comment: 'Sorry' },
      })
      const kept = await running.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false })
      expect(kept).toMatchObject({ cancel_at: null, canceled_at: null, cancel_at_period_end: false })
      await running.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
      await running.advance(31.1)
      expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
        status: 'canceled',
        ended_at: end,
      })
    })

    it('at once', async () => {
      const { subscription, customer } = await running.subscribe('pm_card_visa')
      expect(await running.stripe.subscriptions.cancel(subscription.id)).toMatchObject({ status: 'canceled' })
      expect(await refusalOf(running.stripe.subscriptions.cancel(subscription.id))).toMatchObject({ statusCode: 404 })
      expect((await running.stripe.subscriptions.list({ customer: customer.id })).data).toEqual([])
      expect((await running.stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data).toHaveLength(1)
      const noted = await running.stripe.subscriptions.update(subscription.id, { metadata: { why: 'x' } })
      expect(noted.metadata).toEqual({ why: 'x' })
      expect(await refusalOf(running.stripe.subscriptions.update(subscription.id, { description: 'x' }))).toMatchObject(
        { statusCode: 400 },
      )
    })

    it('with its customer', async () => {
      const { subscription, customer } = await running.subscribe('pm_card_visa')
      expect(await running.stripe.customers.del(customer.id)).toMatchObject({ deleted: true })
      expect(await running.stripe.customers.retrieve(customer.id)).toEqual(expect.objectContaining({ deleted: true }))
      expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'canceled' })
      await running.sandbox.webhooksSent()
      expect(typesFor(customer.id).slice(-2)).toEqual(['customer.subscription.deleted', 'customer.deleted'])
    })
  })

  describe('pauses', () => {
    it('of the collection keep the periods going', async () => {
      const { subscription, customer } = await running.subscribe('pm_card_visa')
      const paused = await running.stripe.subscriptions.update(subscription.id, {
        pause_collection: { behavior: 'void' },
      })
      expect(paused).toMatchObject({ status: 'active', pause_collection: { behavior: 'void', resumes_at: null } })
      await running.advance(31.1)
      expect((await running.stripe.invoices.list({ customer: customer.id })).data.map(({ status }) => status)).toEqual([
        'void',
        'paid',
      ])
      const resumed = await running.stripe.subscriptions.update(subscription.id, { pause_collection: '' })
      expect(resumed.pause_collection).toBeNull()
    })

    it('of the subscription stop them', async () => {
      const { subscription, customer } = await running.subscribe('pm_card_visa')
      expect(await running.stripe.subscriptions.pause(subscription.id)).toMatchObject({
        status: 'paused',
        status_details: { paused: { type: 'subscription', subscription: { type: 'pause_requested' } } },
      })
      await running.advance(70)
      expect((await running.stripe.invoices.list({ customer: customer.id })).data).toHaveLength(1)
      expect(await running.stripe.subscriptions.resume(subscription.id)).toMatchObject({ status: 'active' })
      expect((await running.stripe.invoices.list({ customer: customer.id })).data.map(({ status }) => status)).toEqual([
        'paid',
        'paid',
      ])
      await running.sandbox.webhooksSent()
      expect(typesFor(subscription.id)).toEqual(
        expect.arrayContaining(['customer.subscription.paused', 'customer.subscription.resumed']),
      )
    })
  })
})
