import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf, runSandbox, submit, visit } from './running.ts'

const day = 86_400
const card = { 'Card number': '4242 4242 4242 4242', Expiry: '12 / 34', CVC: '123' }

describe('an invoice that is of no subscription', () => {
  let running: Awaited<ReturnType<typeof runSandbox>>
  beforeAll(async () => {
    running = await runSandbox()
  })
  afterAll(() => running.stop())
  beforeEach(() => running.receiver.events.splice(0))

  const local = (url: string | null | undefined) => (url ?? '').replace('localhost', '127.0.0.1')

  async function drafted() {
    const { stripe } = running
    const customer = await stripe.customers.create({ email: 'rights@weekly.test', name: 'The Other Weekly' })
    const invoice = await stripe.invoices.create({
      customer: customer.id,
      collection_method: 'send_invoice',
      days_until_due: 14,
      currency: 'gbp',
      metadata: { what: 'a licence' },
    })
    await stripe.invoiceItems.create({
      customer: customer.id,
      invoice: invoice.id,
      amount: 12_000,
      currency: 'gbp',
      description: 'Licence to republish',
    })
    return { customer, invoice }
  }

  it('begins as a draft with what was put on it, due so many days later', async () => {
    const { invoice } = await drafted()
    const known = await running.stripe.invoices.retrieve(invoice.id)
    expect(known).toMatchObject({
      status: 'draft',
      billing_reason: 'manual',
      collection_method: 'send_invoice',
      due_date: invoice.created + 14 * day,
      hosted_invoice_url: null,
      auto_advance: false,
      parent: null,
      total: 12_000,
      metadata: { what: 'a licence' },
      lines: { data: [{ amount: 12_000, parent: { type: 'invoice_item_details' } }] },
    })
    await running.advance(3)
    expect(await running.stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'draft' })
  })

  it('made final, it waits on its own page, and is paid there once', async () => {
    const { invoice } = await drafted()
    const open = await running.stripe.invoices.finalizeInvoice(invoice.id)
    expect(open).toMatchObject({ status: 'open', attempted: false, number: expect.stringMatching(/-0001$/) })
    const page = await visit(local(open.hosted_invoice_url))
    expect(page.text).toContain('Licence to republish')
    expect((await submit(page, card)).status).toBe(303)
    expect(await running.stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'paid', amount_paid: 12_000 })
    await running.sandbox.webhooksSent()
    expect(running.receiver.types().filter((type) => type.startsWith('invoice'))).toEqual([
      'invoice.created',
      'invoiceitem.created',
      'invoice.finalized',
      'invoice_payment.paid',
      'invoice.paid',
      'invoice.payment_succeeded',
    ])
    expect(await refusalOf(running.stripe.invoices.voidInvoice(invoice.id))).toMatchObject({ statusCode: 400 })
    expect((await visit(local(open.hosted_invoice_url))).text).toContain('Paid.')
  })

  it('a card that is declined leaves it open', async () => {
    const { invoice } = await drafted()
    const open = await running.stripe.invoices.finalizeInvoice(invoice.id)
    const declined = await submit(await visit(local(open.hosted_invoice_url)), {
      ...card,
      'Card number': '4000 0000 0000 0002',
    })
    expect(declined.status).toBe(402)
    expect(await running.stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'open', amount_paid: 0 })
  })

  it('withdrawn, it can be paid no more', async () => {
    const { invoice } = await drafted()
    expect(await refusalOf(running.stripe.invoices.voidInvoice(invoice.id))).toMatchObject({ statusCode: 400 })
    const open = await running.stripe.invoices.finalizeInvoice(invoice.id)
    expect(await running.stripe.invoices.voidInvoice(invoice.id)).toMatchObject({ status: 'void' })
    expect((await visit(local(open.hosted_invoice_url))).text).not.toContain('Pay this invoice')
    await running.sandbox.webhooksSent()
    expect(running.receiver.types()).toContain('invoice.voided')
  })

  it('only a draft is deleted, with what was put on it', async () => {
    const { invoice, customer } = await drafted()
    expect(await running.stripe.invoices.del(invoice.id)).toMatchObject({ deleted: true })
    expect(await refusalOf(running.stripe.invoices.retrieve(invoice.id))).toMatchObject({ code: 'resource_missing' })
    expect((await running.stripe.invoiceItems.list({ customer: customer.id })).data).toEqual([])
    const other = await drafted()
    await running.stripe.invoices.finalizeInvoice(other.invoice.id)
    expect(await refusalOf(running.stripe.invoices.del(other.invoice.id))).toMatchObject({ statusCode: 400 })
  })

  it('what waits for the next invoice is taken up by one that asks for it, and by no other', async () => {
    const { stripe } = running
    const customer = await stripe.customers.create({})
    const item = await stripe.invoiceItems.create({ customer: customer.id, amount: 500, currency: 'gbp' })
    const without = await stripe.invoices.create({ customer: customer.id, currency: 'gbp' })
    expect(without.total).toBe(0)
    const asking = { customer: customer.id, currency: 'gbp', pending_invoice_items_behavior: 'include' } as const
    const taking = await stripe.invoices.create(asking)
    expect(taking.total).toBe(500)
    expect(await stripe.invoiceItems.retrieve(item.id)).toMatchObject({ invoice: taking.id })
    expect((await stripe.invoices.create(asking)).total).toBe(0)
  })

  it('is refused without its terms, and takes no item once it is final', async () => {
    const { stripe } = running
    const { customer, invoice } = await drafted()
    expect(
      await refusalOf(stripe.invoices.create({ customer: customer.id, collection_method: 'send_invoice' })),
    ).toMatchObject({ param: 'days_until_due' })
    const item = { customer: customer.id, invoice: invoice.id, amount: 100 }
    expect(await refusalOf(stripe.invoiceItems.create({ ...item, currency: 'eur' }))).toMatchObject({
      param: 'currency',
    })
    await stripe.invoices.finalizeInvoice(invoice.id)
    expect(await refusalOf(stripe.invoiceItems.create({ ...item, currency: 'gbp' }))).toMatchObject({
      code: 'invoice_not_editable',
    })
  })
})
