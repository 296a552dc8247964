import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { idOf, refusalOf, runSandbox, submit, visit } from './running.ts'

const DAY = 86_400

describe('billing over time', () => {
  let running: Awaited<ReturnType<typeof runSandbox>>
  beforeAll(async () => {
    running = await runSandbox()
  })
  afterAll(() => running.stop())
  beforeEach(() => running.receiver.events.splice(0))

  const local = (url: string | null | undefined) => (url ?? '').replace('localhost', '127.0.0.1')
  const typesFor = (id: string) =>
    running.receiver.events.filter((event) => JSON.stringify(event.data.object).includes(id)).map(({ type }) => type)

  it('renews a month later, with a notice a week before', async () => {
    const { subscription, customer } = await running.subscribe('pm_card_visa')
    expect(subscription).toMatchObject({ status: 'active', items: { data: [{ quantity: 1 }] } })
    const end = subscription.items.data[0]?.current_period_end ?? 0
    await running.sandbox.webhooksSent()
    running.receiver.events.splice(0)
    await running.advance(31.1)
    expect(typesFor(subscription.id)).toEqual([
      'invoice.upcoming',
      'invoice.created',
      'customer.subscription.updated',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ])
    const upcoming = running.receiver.events.find(({ type }) => type === 'invoice.upcoming')
    expect(upcoming?.data.object).not.toHaveProperty('id')
    expect(upcoming?.created).toBe(end - 7 * DAY)
    const renewed = await running.stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] })
    expect(renewed.items.data[0]?.current_period_start).toBe(end)
    expect(renewed.latest_invoice).toMatchObject({
      billing_reason: 'subscription_cycle',
      status: 'paid',
      attempt_count: 1,
    })
    const invoices = await running.stripe.invoices.list({ customer: customer.id })
    expect(invoices.data.map((invoice) => invoice.number?.slice(-4))).toEqual(['0002', '0001'])
  })

  it('retries a failed renewal on schedule, then cancels', async () => {
    const { subscription, customer } = await running.subscribe('pm_card_chargeCustomerFail')
    expect(subscription.status).toBe('active')
    await running.advance(31.1)
    const late = await running.stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] })
    expect(late).toMatchObject({
      status: 'past_due',
      latest_invoice: { status: 'open', attempt_count: 1, attempted: true },
    })
    expect(await running.stripe.customers.retrieve(customer.id)).toMatchObject({ delinquent: true })
    running.receiver.events.splice(0)
    await running.advance(20)
    const failures = running.receiver.events.flatMap((event) =>
      event.type === 'invoice.payment_failed' && event.data.object.customer === customer.id ? [event.data.object] : [],
    )
    expect(failures.map((invoice) => invoice.attempt_count)).toEqual([2, 3, 4])
    expect(failures.map((invoice) => invoice.next_payment_attempt !== null)).toEqual([true, true, false])
    expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
    })
    expect(typesFor(subscription.id)).toContain('customer.subscription.deleted')
  })

  it('comes back when an overdue invoice is paid on its own page, and keeps that card', async () => {
    const { subscription } = await running.subscribe('pm_card_chargeCustomerFail')
    await running.advance(31.1)
    const late = await running.stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] })
    const invoice = typeof late.latest_invoice === 'object' ? late.latest_invoice : null
    const page = await visit(local(invoice?.hosted_invoice_url))
    const paid = await submit(page, { 'Card number': '4242 4242 4242 4242', Expiry: '12 / 34', CVC: '123' })
    expect(paid.status).toBe(303)
    const back = await running.stripe.subscriptions.retrieve(subscription.id, {
      expand: ['default_payment_method', 'latest_invoice'],
    })
    expect(back).toMatchObject({
      status: 'active',
      default_payment_method: { card: { last4: '4242' } },
      latest_invoice: { status: 'paid' },
    })
    await running.advance(31)
    expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' })
  })

  it('asks the owner when the bank wants 3-D Secure at a renewal', async () => {
    const { subscription } = await running.subscribe('pm_card_authenticationRequired', {
      payment_behavior: 'allow_incomplete',
    })
    expect(subscription.status).toBe('incomplete')
    const first = await running.stripe.invoices.retrieve(idOf(subscription.latest_invoice))
    const confirm = async (url: string | null | undefined) =>
      submit(await visit(local(url)), {}, { name: 'answer', value: 'complete' })
    await confirm(first.hosted_invoice_url)
    expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' })
    running.receiver.events.splice(0)
    await running.advance(31.1)
    expect(typesFor(subscription.id)).toEqual(
      expect.arrayContaining(['invoice.payment_action_required', 'invoice.payment_failed']),
    )
    const late = await running.stripe.subscriptions.retrieve(subscription.id)
    expect(late.status).toBe('past_due')
    const invoice = await running.stripe.invoices.retrieve(idOf(late.latest_invoice), {
      expand: ['payments.data.payment.payment_intent'],
    })
    expect(invoice.payments?.data[0]?.payment.payment_intent).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'redirect_to_url' },
    })
    await confirm(invoice.hosted_invoice_url)
    expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' })
  })

  it('pays an open invoice by hand, and says why not', async () => {
    const { subscription, customer } = await running.subscribe('pm_card_chargeCustomerFail')
    await running.advance(31.1)
    const invoice = idOf((await running.stripe.subscriptions.retrieve(subscription.id)).latest_invoice)
    expect(await refusalOf(running.stripe.invoices.pay(invoice))).toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'generic_decline',
    })
    expect(await running.stripe.invoices.retrieve(invoice)).toMatchObject({ attempt_count: 1, status: 'open' })
    const method = await running.stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id })
    expect(await running.stripe.invoices.pay(invoice, { payment_method: method.id })).toMatchObject({ status: 'paid' })
    expect(await refusalOf(running.stripe.invoices.pay(invoice))).toMatchObject({
      statusCode: 400,
      code: 'invoice_already_paid',
    })
  })

  it('begins nothing when the first payment fails', async () => {
    const { subscription } = await running.subscribe('pm_card_chargeDeclined')
    expect(subscription.status).toBe('incomplete')
    await running.advance(1)
    expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'incomplete_expired' })
    const strict = await refusalOf(
      running.subscribe('pm_card_chargeDeclined', { payment_behavior: 'error_if_incomplete' }),
    )
    expect(strict).toMatchObject({ statusCode: 402, code: 'card_declined' })
  })

  it('tries a period for nothing', async () => {
    const { subscription, customer } = await running.subscribe('pm_card_visa', { trial_period_days: 14 })
    expect(subscription).toMatchObject({ status: 'trialing', latest_invoice: expect.any(String) })
    await running.advance(14.1)
    expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' })
    expect((await running.stripe.invoices.list({ customer: customer.id })).data.map(({ total }) => total)).toEqual([
      500, 0,
    ])
    expect(typesFor(subscription.id)).toContain('customer.subscription.trial_will_end')
  })
})

describe('when the retries are used up', () => {
  it('can leave the subscription unpaid', async () => {
    const running = await runSandbox({ billing: { afterRetries: 'unpaid' } })
    try {
      const { subscription, customer } = await running.subscribe('pm_card_chargeCustomerFail')
      await running.advance(50)
      expect(await running.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'unpaid' })
      await running.advance(20)
      const drafts = await running.stripe.invoices.list({ customer: customer.id, status: 'draft' })
      expect(drafts.data.map((invoice) => invoice.auto_advance)).toEqual([false])
    } finally {
      await running.stop()
    }
  })
})
