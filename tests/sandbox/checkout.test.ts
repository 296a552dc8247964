import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type Stripe from 'stripe'
import { idOf, GOOD_CARD, refusalOf, runSandbox, submit, visit } from './running.ts'

describe('Checkout', () => {
  let running: Awaited<ReturnType<typeof runSandbox>>
  beforeAll(async () => {
    running = await runSandbox()
    await running.stripe.products.create({ id: 'membership', name: 'Membership', metadata: { app: 'test' } })
  })
  afterAll(() => running.stop())
  beforeEach(() => running.receiver.events.splice(0))

  const monthly = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
    running.stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [
        {
          quantity: 1,
          price_data: { currency: 'gbp', product: 'membership', unit_amount: 500, recurring: { interval: 'month' } },
        },
      ],
      success_url: 'https://weekly.test/thanks?session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://weekly.test/donate',
      ...more,
    })
  const once = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
    running.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [
        { quantity: 2, price_data: { currency: 'gbp', product_data: { name: 'A book' }, unit_amount: 1250 } },
      ],
      success_url: 'https://weekly.test/thanks',
      ...more,
    })
  const open = async (session: Stripe.Checkout.Session) => visit((session.url ?? '').replace('localhost', '127.0.0.1'))
  const withCard = (number: string) => ({ ...GOOD_CARD, 'Card number': number })

  it('makes a session that waits for its payer', async () => {
    const session = await monthly({ client_reference_id: 'attempt-1', metadata: { a: 'b' } })
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
    const session = await monthly({ subscription_data: { metadata: { app: 'weekly', attempt: '7' } } })
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
    await submit(await open(await monthly()), { ...GOOD_CARD, Email: 'order@x.test' })
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
    const session = await once({
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
    const asked = await once({ customer_creation: 'always' })
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

  it.each([
    ['4000 0000 0000 0002', 'card_declined', 'generic_decline'],
    ['4000 0000 0000 9995', 'card_declined', 'insufficient_funds'],
    ['4000 0000 0000 0069', 'expired_card', 'expired_card'],
    ['4000 0000 0000 0127', 'incorrect_cvc', 'incorrect_cvc'],
  ])('shows the decline of %s and lets the payer try again', async (number, code, declineCode) => {
    const session = await once()
    const declined = await submit(await open(session), { ...withCard(number), Email: 'again@x.test' })
    expect(declined.status).toBe(402)
    expect(declined.text).toContain('You have not been charged')
    await running.sandbox.webhooksSent()
    expect(running.receiver.types()).toEqual(expect.arrayContaining(['charge.failed', 'payment_intent.payment_failed']))
    const intent = (await running.stripe.paymentIntents.list({ limit: 1 })).data[0]
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { type: 'card_error', code, decline_code: declineCode },
    })
    const paid = await submit(declined, { 'Card number': '5555 5555 5555 4444', CVC: '999' })
    expect(paid.status).toBe(303)
    const done = await running.stripe.checkout.sessions.retrieve(session.id)
    expect(done).toMatchObject({ status: 'complete', payment_status: 'paid', payment_intent: intent?.id })
  })

  it('declines a real card', async () => {
    const declined = await submit(await open(await once()), {
      ...withCard('4111 1111 1111 1111'),
      Email: 'real@x.test',
    })
    expect(declined.status).toBe(402)
    expect(declined.text).toContain('only test cards')
  })

  it.each(['4000 0025 0000 3155', '4000 0000 0000 3220'])('asks for 3-D Secure with %s', async (number) => {
    const session = await monthly()
    const sent = await submit(await open(session), { ...withCard(number), Email: 'secure@x.test' })
    expect(sent.location).toBe(`${session.url}/authenticate`)
    const bank = await visit((sent.location ?? '').replace('localhost', '127.0.0.1'))
    expect(bank.text).toContain('Complete authentication')
    const refused = await submit(bank, {}, { name: 'answer', value: 'fail' })
    expect(refused.status).toBe(402)
    expect(refused.text).toContain('value="secure@x.test"')
    const again = await submit(refused, withCard(number))
    const paid = await submit(
      await visit((again.location ?? '').replace('localhost', '127.0.0.1')),
      {},
      { name: 'answer', value: 'complete' },
    )
    expect(paid.status).toBe(303)
    expect(await running.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
    })
    expect(running.receiver.types()).toContain('payment_intent.requires_action')
  })

  it('says beside each field what is wrong, keeping what was typed', async () => {
    const page = await submit(await open(await once()), {
      Email: 'nobody',
      'Card number': '4242 4242 4242 4241',
      Expiry: '01 / 20',
      CVC: '12',
      'Name on card': '',
      Postcode: '',
      Country: 'GB',
    })
    expect(page.status).toBe(422)
    for (const name of ['email', 'number', 'expiry', 'cvc', 'name', 'postal_code'])
      expect(page.text).toContain(`id="${name}-error"`)
    expect(page.text).toContain('value="4242 4242 4242 4241"')
    expect(page.text).toContain('This card has expired.')
  })

  it('fills in a test card on request', async () => {
    const page = await submit(
      await open(await once()),
      { Email: 'fill@x.test' },
      { name: 'fill', value: '4000000000009995' },
    )
    expect(page.text).toContain('value="4000 0000 0000 9995"')
    expect(page.text).toContain('value="fill@x.test"')
  })

  it('asks where to deliver', async () => {
    const session = await once({
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
    const session = await once()
    expect(await running.stripe.checkout.sessions.expire(session.id)).toMatchObject({ status: 'expired', url: null })
    expect((await open(session)).status).toBe(410)
    expect(await refusalOf(running.stripe.checkout.sessions.expire(session.id))).toMatchObject({ statusCode: 400 })
    const late = await once({ expires_at: Math.floor(Date.now() / 1000) + 1800 })
    await running.advance(1)
    expect(await running.stripe.checkout.sessions.retrieve(late.id)).toMatchObject({ status: 'expired' })
    const expired = running.receiver.events.flatMap((event) =>
      event.type === 'checkout.session.expired' ? [event.data.object.id] : [],
    )
    expect(expired).toEqual(expect.arrayContaining([session.id, late.id]))
  })

  it('does not charge twice for two clicks', async () => {
    const session = await once()
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
    expect(await refusalOf(once({ subscription_data: { metadata: {}, description: 'x' } }))).toMatchObject({
      param: 'subscription_data',
    })
    expect(await refusalOf(once({ expires_at: Math.floor(Date.now() / 1000) + 60 }))).toMatchObject({
      param: 'expires_at',
    })
    expect(
      await refusalOf(
        once({
          line_items: [
            { quantity: 1, price_data: { currency: 'gbp', product_data: { name: 'Crumb' }, unit_amount: 10 } },
          ],
        }),
      ),
    ).toMatchObject({ code: 'amount_too_small' })
    expect(await refusalOf(once({ customer: 'cus_none' }))).toMatchObject({
      param: 'customer',
      code: 'resource_missing',
    })
    expect(await refusalOf(monthly({ payment_intent_data: { description: 'x' } }))).toMatchObject({
      param: 'payment_intent_data',
    })
  })
})
