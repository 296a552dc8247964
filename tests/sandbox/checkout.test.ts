import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { monthly, once, open } from './checkout-journey.ts'
import { GOOD_CARD, idOf, refusalOf, runSandbox, submit } from './running.ts'

describe('Checkout', () => {
  let running: Awaited<ReturnType<typeof runSandbox>>
  beforeAll(async () => {
    running = await runSandbox()
    await running.stripe.products.create({ id: 'membership', name: 'Membership', metadata: { app: 'test' } })
  })
  afterAll(() => running.stop())
  beforeEach(() => running.receiver.events.splice(0))

  it('makes a session that waits for its payer', async () => {
    const session = await monthly(running, { client_reference_id: 'attempt-1', metadata: { a: 'b' } })
    expect(session).toMatchObject({
      mode: 'subscription',
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 500,
      currency: 'gbp',
      subscription: null,
      client_reference_id: 'attempt-1',
      metadata: { a: 'b' },
      ui_mode: 'hosted_page',
      livemode: false,
    })
    expect(session.id).toMatch(/^cs_test_/)
    expect(session.url).toBe(`${running.sandbox.origin}/c/pay/${session.id}`)
    expect(session.expires_at - session.created).toBe(86_400)
  })

  it('takes a subscription from the page to the thanks', async () => {
    const session = await monthly(running, { subscription_data: { metadata: { app: 'weekly', attempt: '7' } } })
    const page = await open(session)
    expect(page.text).toContain('Subscribe — £5.00 a month')
    expect(page.text).toContain('href="https://weekly.test/donate"')
    const paid = await submit(page, { ...GOOD_CARD, Email: 'ada@x.test' })
    expect(paid).toMatchObject({ status: 303, location: `https://weekly.test/thanks?session_id=${session.id}` })
    const done = await running.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['subscription', 'customer', 'invoice.payments', 'line_items'],
    })
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer: { object: 'customer', email: 'ada@x.test', name: 'Ada Reader' },
      customer_details: { email: 'ada@x.test', name: 'Ada Reader', address: { country: 'GB', postal_code: 'E1 6AN' } },
      subscription: { status: 'active', metadata: { app: 'weekly', attempt: '7' } },
      invoice: {
        status: 'paid',
        amount_paid: 500,
        billing_reason: 'subscription_create',
        parent: { type: 'subscription_details' },
      },
      line_items: { data: [{ description: 'Membership', amount_total: 500 }] },
    })
  })

  it('tells the receiver before it sends the payer back', async () => {
    await submit(await open(await monthly(running)), { ...GOOD_CARD, Email: 'order@x.test' })
    expect(running.receiver.types()).toEqual([
      'price.created',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'customer.created',
      'payment_method.attached',
      'invoice.created',
      'customer.subscription.created',
      'invoice.finalized',
      'invoice_payment.paid',
      'invoice.paid',
      'invoice.payment_succeeded',
      'checkout.session.completed',
    ])
  })

  it('takes a single payment, without making a customer unless asked', async () => {
    const session = await once(running, {
      payment_intent_data: { metadata: { order: '9' } },
      submit_type: 'donate',
      customer_email: 'given@x.test',
    })
    const page = await open(session)
    expect(page.text).toContain('Donate £25.00')
    expect(page.text).toMatch(/value="given@x\.test"[^>]*readonly/)
    await submit(page, { ...GOOD_CARD, Email: 'someone-else@x.test' })
    const done = await running.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge'],
    })
    expect(done).toMatchObject({
      payment_status: 'paid',
      customer: null,
      customer_details: { email: 'given@x.test' },
      payment_intent: {
        status: 'succeeded',
        amount_received: 2500,
        metadata: { order: '9' },
        latest_charge: { paid: true, amount: 2500, metadata: { order: '9' } },
      },
    })
    const asked = await once(running, { customer_creation: 'always' })
    await submit(await open(asked), { ...GOOD_CARD, Email: 'made@x.test' })
    expect((await running.stripe.checkout.sessions.retrieve(asked.id)).customer).toMatch(/^cus_/)
  })

  it('saves a card in setup mode', async () => {
    const customer = await running.stripe.customers.create({ email: 'setup@x.test' })
    const session = await running.stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'gbp',
      customer: customer.id,
      success_url: 'https://weekly.test/',
    })
    const page = await open(session)
    expect(page.text).toContain('Save card')
    await submit(page, GOOD_CARD)
    const done = await running.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['setup_intent.payment_method'],
    })
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      setup_intent: {
        status: 'succeeded',
        payment_method: { customer: customer.id, card: { last4: '4242', brand: 'visa' } },
      },
    })
    expect(running.receiver.types()).toEqual(
      expect.arrayContaining(['payment_method.attached', 'setup_intent.succeeded', 'checkout.session.completed']),
    )
  })

  it('asks where to deliver', async () => {
    const session = await once(running, {
      shipping_address_collection: { allowed_countries: ['GB', 'IE'] },
      custom_text: { shipping_address: { message: 'Books leave on Fridays.' } },
    })
    const page = await open(session)
    expect(page.text).toContain('Books leave on Fridays.')
    const delivery = {
      'Recipient&#39;s name': 'Bo',
      'Delivery address': '1 Mill Lane',
      'Delivery town or city': 'Cork',
      'Delivery postcode': 'T12',
      'Delivery country': 'IE',
    }
    await submit(page, { ...GOOD_CARD, ...delivery, Email: 'ship@x.test' })
    const done = await running.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
    expect(done.collected_information?.shipping_details).toMatchObject({
      name: 'Bo',
      address: { line1: '1 Mill Lane', city: 'Cork', country: 'IE' },
    })
    expect(done.payment_intent).toMatchObject({ shipping: { name: 'Bo' } })
  })

  it('expires, by request and by time', async () => {
    const session = await once(running)
    expect(await running.stripe.checkout.sessions.expire(session.id)).toMatchObject({ status: 'expired', url: null })
    expect((await open(session)).status).toBe(410)
    expect(await refusalOf(running.stripe.checkout.sessions.expire(session.id))).toMatchObject({ statusCode: 400 })
    const late = await once(running, { expires_at: Math.floor(Date.now() / 1000) + 1800 })
    await running.advance(1)
    expect(await running.stripe.checkout.sessions.retrieve(late.id)).toMatchObject({ status: 'expired' })
    const expired = running.receiver.events.flatMap((event) =>
      event.type === 'checkout.session.expired' ? [event.data.object.id] : [],
    )
    expect(expired).toEqual(expect.arrayContaining([session.id, late.id]))
  })

  it('does not charge twice for two clicks', async () => {
    const session = await once(running)
    const page = await open(session)
    const both = await Promise.all([
      submit(page, { ...GOOD_CARD, Email: 'twice@x.test' }),
      submit(page, { ...GOOD_CARD, Email: 'twice@x.test' }),
    ])
    expect(both.map(({ location }) => location)).toEqual(['https://weekly.test/thanks', 'https://weekly.test/thanks'])
    const intent = (await running.stripe.checkout.sessions.retrieve(session.id)).payment_intent
    expect((await running.stripe.charges.list({ payment_intent: idOf(intent) })).data).toHaveLength(1)
    expect((await open(session)).text).toContain('All done')
  })

  it('refuses sessions that do not fit together', async () => {
    expect(await refusalOf(once(running, { subscription_data: { metadata: {}, description: 'x' } }))).toMatchObject({
      param: 'subscription_data',
    })
    expect(await refusalOf(once(running, { expires_at: Math.floor(Date.now() / 1000) + 60 }))).toMatchObject({
      param: 'expires_at',
    })
    expect(
      await refusalOf(
        once(running, {
          line_items: [
            { quantity: 1, price_data: { currency: 'gbp', product_data: { name: 'Crumb' }, unit_amount: 10 } },
          ],
        }),
      ),
    ).toMatchObject({ code: 'amount_too_small' })
    expect(await refusalOf(once(running, { customer: 'cus_none' }))).toMatchObject({
      param: 'customer',
      code: 'resource_missing',
    })
    expect(await refusalOf(monthly(running, { payment_intent_data: { description: 'x' } }))).toMatchObject({
      param: 'payment_intent_data',
    })
  })
})
