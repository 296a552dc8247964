import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf, runSandbox, submit, visit } from './running.ts'

describe('the billing portal', () => {
  let running: Awaited<ReturnType<typeof runSandbox>>
  beforeAll(async () => {
    running = await runSandbox()
  })
  afterAll(() => running.stop())
  beforeEach(() => running.receiver.events.splice(0))

  const local = (url: string | null | undefined) => (url ?? '').replace('localhost', '127.0.0.1')
  const NEW_CARD = { 'Card number': '5555 5555 5555 4444', Expiry: '11 / 33', CVC: '321' }

  it('shows what the customer pays for', async () => {
    const { customer } = await running.subscribe('pm_card_visa')
    const session = await running.stripe.billingPortal.sessions.create({
      customer: customer.id,
      return_url: 'https://weekly.test/account',
    })
    expect(session).toMatchObject({ object: 'billing_portal.session', customer: customer.id, livemode: false })
    const page = await visit(local(session.url))
    for (const text of ['Membership, £5.00 a month', 'Card ending in 4242', 'https://weekly.test/account', '-0001'])
      expect(page.text).toContain(text)
  })

  it('changes the card of the customer', async () => {
    const { customer, subscription } = await running.subscribe('pm_card_chargeCustomerFail')
    const session = await running.stripe.billingPortal.sessions.create({
      customer: customer.id,
      flow_data: {
        type: 'payment_method_update',
        after_completion: { type: 'redirect', redirect: { return_url: 'https://weekly.test/back' } },
      },
    })
    const page = await visit(local(session.url))
    const declined = await submit(page, { ...NEW_CARD, 'Card number': '4000 0000 0000 0002' })
    expect(declined.status).toBe(402)
    const wrong = await submit(page, { 'Card number': '1' })
    expect(wrong.status).toBe(422)
    const saved = await submit(page, NEW_CARD)
    expect(saved.location).toBe('https://weekly.test/back')
    const changed = await running.stripe.customers.retrieve(customer.id, {
      expand: ['invoice_settings.default_payment_method'],
    })
    const card = { last4: '4444', brand: 'mastercard' }
    expect(changed).toMatchObject({ invoice_settings: { default_payment_method: { card } } })
    expect(running.receiver.types()).toEqual(expect.arrayContaining(['payment_method.attached', 'customer.updated']))
    // The one a subscription has of its own goes before it, until somebody changes that, too.
    const { default_payment_method: own } = await running.stripe.subscriptions.retrieve(subscription.id)
    expect(own).toBe(subscription.default_payment_method)
    const { data } = await running.stripe.customers.listPaymentMethods(customer.id)
    const newest = data.find((method) => method.card?.last4 === '4444')
    await running.stripe.subscriptions.update(subscription.id, { default_payment_method: newest?.id })
    await running.advance(31.1)
    expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' })
  })

  it('cancels at the end of the period, and takes it back', async () => {
    const { customer, subscription } = await running.subscribe('pm_card_visa')
    const session = await running.stripe.billingPortal.sessions.create({ customer: customer.id })
    const page = await visit(`${local(session.url)}/cancel/${subscription.id}`)
    await submit(page, { 'Why are you leaving\\?': 'unused' })
    expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      cancel_at_period_end: true,
      cancellation_details: { feedback: 'unused', reason: 'cancellation_requested' },
    })
    const home = await visit(`${local(session.url)}/home`)
    expect(home.text).toContain('Ends on')
    await submit(home, {})
    expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ cancel_at_period_end: false })
  })

  it('changes the customer details', async () => {
    const { customer } = await running.subscribe('pm_card_visa')
    const session = await running.stripe.billingPortal.sessions.create({ customer: customer.id })
    await submit(await visit(`${local(session.url)}/details`), { Email: 'new@x.test', Name: 'New Name' })
    expect(await running.stripe.customers.retrieve(customer.id)).toMatchObject({
      email: 'new@x.test',
      name: 'New Name',
    })
  })

  it('does only what its configuration allows', async () => {
    const { customer, subscription } = await running.subscribe('pm_card_visa')
    const configuration = await running.stripe.billingPortal.configurations.create({
      features: { invoice_history: { enabled: true }, subscription_cancel: { enabled: false } },
      business_profile: { headline: 'Your giving' },
    })
    const session = await running.stripe.billingPortal.sessions.create({
      customer: customer.id,
      configuration: configuration.id,
    })
    const page = await visit(local(session.url))
    expect(page.text).toContain('Your giving')
    expect(page.text).not.toContain('Cancel subscription')
    const address = `${local(session.url)}/cancel/${subscription.id}`
    await fetch(address, { method: 'POST', body: new URLSearchParams({}) })
    expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ cancel_at_period_end: false })
    const changed = await running.stripe.billingPortal.configurations.update(configuration.id, {
      features: { subscription_cancel: { enabled: true, mode: 'immediately' } },
    })
    expect(changed.features).toMatchObject({
      invoice_history: { enabled: true },
      subscription_cancel: { enabled: true, mode: 'immediately' },
    })
    await fetch(address, { method: 'POST', body: new URLSearchParams({}) })
    expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'canceled' })
  })

  it('keeps one customer from the subscription of another', async () => {
    const one = await running.subscribe('pm_card_visa')
    const two = await running.subscribe('pm_card_visa')
    const session = await running.stripe.billingPortal.sessions.create({ customer: one.customer.id })
    await fetch(`${local(session.url)}/cancel/${two.subscription.id}`, {
      method: 'POST',
      body: new URLSearchParams({}),
    })
    expect(await running.stripe.subscriptions.retrieve(two.subscription.id)).toMatchObject({
      cancel_at_period_end: false,
    })
    expect((await visit(`${running.address}/p/session/test_guess`)).status).toBe(404)
    const call = running.stripe.billingPortal.sessions.create({
      customer: one.customer.id,
      flow_data: { type: 'subscription_cancel', subscription_cancel: { subscription: two.subscription.id } },
    })
    expect(await refusalOf(call)).toMatchObject({ code: 'resource_missing' })
  })
})
