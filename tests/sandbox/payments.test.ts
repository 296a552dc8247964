import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { idOf, GOOD_CARD, refusalOf, runSandbox, submit, visit } from './running.ts'

describe('money that goes back', () => {
  let running: Awaited<ReturnType<typeof runSandbox>>
  beforeAll(async () => {
    running = await runSandbox()
  })
  afterAll(() => running.stop())
  beforeEach(() => running.receiver.events.splice(0))

  const pay = async (card: string) => {
    const session = await running.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [
        { quantity: 1, price_data: { currency: 'gbp', product_data: { name: 'A book' }, unit_amount: 1000 } },
      ],
      success_url: 'https://weekly.test/',
    })
    const page = await visit((session.url ?? '').replace('localhost', '127.0.0.1'))
    await submit(page, { ...GOOD_CARD, 'Card number': card, Email: 'ada@x.test' })
    return idOf((await running.stripe.checkout.sessions.retrieve(session.id)).payment_intent)
  }

  it('is refunded in parts, up to the whole', async () => {
    const intent = await pay('4242 4242 4242 4242')
    const part = await running.stripe.refunds.create({
      payment_intent: intent,
      amount: 400,
      reason: 'requested_by_customer',
    })
    expect(part).toMatchObject({
      amount: 400,
      status: 'succeeded',
      payment_intent: intent,
      reason: 'requested_by_customer',
    })
    const charge = (await running.stripe.charges.list({ payment_intent: intent })).data[0]
    expect(charge).toMatchObject({ amount_refunded: 400, refunded: false })
    expect(await refusalOf(running.stripe.refunds.create({ payment_intent: intent, amount: 601 }))).toMatchObject({
      param: 'amount',
    })
    await running.stripe.refunds.create({ charge: charge?.id })
    expect(await running.stripe.charges.retrieve(charge?.id ?? '')).toMatchObject({
      amount_refunded: 1000,
      refunded: true,
    })
    expect(await refusalOf(running.stripe.refunds.create({ charge: charge?.id }))).toMatchObject({
      code: 'charge_already_refunded',
    })
    await running.sandbox.webhooksSent()
    expect(running.receiver.types().filter((type) => type.includes('refund'))).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'refund.created',
      'charge.refunded',
      'refund.updated',
    ])
    expect((await running.stripe.refunds.list({ payment_intent: intent })).data).toHaveLength(2)
  })

  it('can bounce', async () => {
    const intent = await pay('4242 4242 4242 4242')
    const refund = await running.stripe.refunds.create({ payment_intent: intent })
    await running.switchTo(`refunds/${refund.id}/fail`)
    expect(await running.stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'failed' })
    expect((await running.stripe.charges.list({ payment_intent: intent })).data[0]).toMatchObject({
      amount_refunded: 0,
      refunded: false,
    })
  })

  it.each(['won', 'lost'] as const)('is disputed, and the dispute %s', async (status) => {
    const intent = await pay('4000 0000 0000 0259')
    await expect.poll(() => running.receiver.types()).toContain('charge.dispute.created')
    const dispute = (await running.stripe.disputes.list({ payment_intent: intent })).data[0]
    expect(dispute).toMatchObject({ status: 'needs_response', reason: 'fraudulent', amount: 1000 })
    expect((await running.stripe.charges.list({ payment_intent: intent })).data[0]).toMatchObject({ disputed: true })
    expect(await refusalOf(running.stripe.refunds.create({ payment_intent: intent }))).toMatchObject({
      code: 'charge_disputed',
    })
    await running.stripe.disputes.update(dispute?.id ?? '', { evidence: { uncategorized_text: 'They got the book.' } })
    await running.switchTo(`disputes/${dispute?.id}/close`, { status })
    expect(await running.stripe.disputes.retrieve(dispute?.id ?? '')).toMatchObject({
      status,
      evidence: { uncategorized_text: 'They got the book.' },
    })
    await running.sandbox.webhooksSent()
    expect(running.receiver.types()).toEqual(
      expect.arrayContaining(['charge.dispute.updated', 'charge.dispute.closed']),
    )
  })

  it('is shown on a receipt', async () => {
    const intent = await pay('4242 4242 4242 4242')
    const charge = (await running.stripe.charges.list({ payment_intent: intent })).data[0]
    const receipt = await visit((charge?.receipt_url ?? '').replace('localhost', '127.0.0.1'))
    expect(receipt.text).toContain('£10.00')
    expect(receipt.text).toContain('4242')
  })
})

describe('direct debit', () => {
  it.each([
    ['DE89 3704 0044 0532 0130 00', 'checkout.session.async_payment_succeeded', 'paid'],
    ['DE62 3704 0044 0532 0130 01', 'checkout.session.async_payment_failed', 'unpaid'],
  ])('%s is decided later: %s', async (iban, type, paymentStatus) => {
    const running = await runSandbox()
    try {
      const session = await running.stripe.checkout.sessions.create({
        mode: 'payment',
        line_items: [
          { quantity: 1, price_data: { currency: 'eur', product_data: { name: 'A book' }, unit_amount: 1000 } },
        ],
        success_url: 'https://weekly.test/',
      })
      expect(session.payment_method_types).toEqual(['card', 'sepa_debit'])
      const page = await visit((session.url ?? '').replace('localhost', '127.0.0.1'))
      const { 'Name on card': name } = GOOD_CARD
      await submit(
        page,
        { Email: 'ada@x.test', IBAN: iban, 'Name on card': name, Postcode: 'E1' },
        { name: 'method', value: 'sepa_debit' },
      )
      const done = await running.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
      expect(done).toMatchObject({
        status: 'complete',
        payment_status: 'unpaid',
        payment_intent: { status: 'processing' },
      })
      await running.advance(1)
      expect(await running.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
        payment_status: paymentStatus,
      })
      expect(running.receiver.types()).toContain(type)
    } finally {
      await running.stop()
    }
  })

  it('begins a subscription that ends if the debit bounces', async () => {
    const running = await runSandbox()
    try {
      const session = await running.stripe.checkout.sessions.create({
        mode: 'subscription',
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: 'eur',
              product_data: { name: 'Membership' },
              unit_amount: 1000,
              recurring: { interval: 'month' },
            },
          },
        ],
        success_url: 'https://weekly.test/',
      })
      const page = await visit((session.url ?? '').replace('localhost', '127.0.0.1'))
      const typed = { Email: 'ada@x.test', IBAN: 'DE62 3704 0044 0532 0130 01', 'Name on card': 'Ada', Postcode: 'E1' }
      await submit(page, typed, { name: 'method', value: 'sepa_debit' })
      const done = await running.stripe.checkout.sessions.retrieve(session.id, {
        expand: ['subscription.latest_invoice'],
      })
      expect(done).toMatchObject({
        payment_status: 'unpaid',
        subscription: { status: 'active', latest_invoice: { status: 'open' } },
      })
      await running.advance(1)
      expect(running.receiver.types()).toEqual(
        expect.arrayContaining(['checkout.session.async_payment_failed', 'invoice.payment_failed']),
      )
      const after = await running.stripe.subscriptions.list({ status: 'all' })
      expect(after.data[0]?.status).toBe('past_due')
    } finally {
      await running.stop()
    }
  })
})

describe('a card', () => {
  it('is replaced by its bank', async () => {
    const running = await runSandbox()
    try {
      const { method } = await running.subscribe('pm_card_visa')
      await running.switchTo(`payment_methods/${method.id}/replace`, { expiryMonth: 1, expiryYear: 2040 })
      await running.sandbox.webhooksSent()
      expect(running.receiver.events.at(-1)).toMatchObject({
        type: 'payment_method.automatically_updated',
        data: { object: { card: { exp_year: 2040 } } },
      })
    } finally {
      await running.stop()
    }
  })
})

describe('customers', () => {
  it('are found by what is known of them', async () => {
    const running = await runSandbox()
    try {
      const ada = await running.stripe.customers.create({
        email: 'ada@x.test',
        name: 'Ada',
        metadata: { person: 'p-1' },
      })
      await running.stripe.customers.create({ email: 'bo@x.test' })
      const found = async (query: string) => (await running.stripe.customers.search({ query })).data.map(({ id }) => id)
      expect(await found("email:'ada@x.test'")).toEqual([ada.id])
      expect(await found("metadata['person']:'p-1' AND name~'ad'")).toEqual([ada.id])
      expect(await found("email:'nobody@x.test'")).toEqual([])
      expect(await refusalOf(running.stripe.customers.search({ query: 'created>5' }))).toMatchObject({ param: 'query' })
    } finally {
      await running.stop()
    }
  })
})
