import { z } from 'zod'
import { mergeMetadata } from '../customers/fields.ts'
import { attachMethod, findMethod } from '../payments/methods.ts'
import { Refusal, invalid, required } from '../wire/refusal.ts'
import { type Endpoint, endpoint, listEndpoint, select, selectWithin } from '../wire/endpoint.ts'
import { choice, clearableText, flag, metadata, text } from '../wire/parameters.ts'
import { paymentIntentObject } from '../payments/objects.ts'
import { collectInvoice } from './collect.ts'
import { upcomingInvoice } from './draft.ts'
import { finalizeInvoice, openInvoice } from './finalize.ts'
import { invoiceLineObject, invoiceObject, invoicePaymentObject } from './objects.ts'
import { markPaid, markUncollectible, voidInvoice } from './outcomes.ts'
import type { World } from '../world/world.ts'
import type { InvoiceRecord } from './record.ts'

export const invoiceEndpoints: Endpoint[] = [
  listEndpoint(
    '/v1/invoices',
    {
      collection_method: choice('charge_automatically', 'send_invoice').optional(),
      customer: text().optional(),
      status: choice('draft', 'open', 'paid', 'uncollectible', 'void').optional(),
      subscription: text().optional(),
    },
    (world, filters) =>
      select(
        world,
        world.invoices,
        {
          collectionMethod: filters.collection_method,
          customer: filters.customer,
          status: filters.status,
          subscription: filters.subscription,
        },
        invoiceObject,
      ),
  ),

  endpoint(
    'POST',
    // Only what the next renewal of a subscription will cost. https://docs.stripe.com/api/invoices/create_preview
    '/v1/invoices/create_preview',
    { subscription: text(), customer: text().optional() },
    (world, given) => {
      const subscription = required(
        world.subscriptions.find(given.subscription),
        'subscription',
        given.subscription,
        'subscription',
      )
      return { ...invoiceObject(world, upcomingInvoice(world, subscription)), id: world.newId('upcoming_in_1') }
    },
  ),

  endpoint('GET', '/v1/invoices/:id', {}, (world, _given, id) => invoiceObject(world, invoiceNamed(world, id))),
  endpoint(
    'POST',
    '/v1/invoices/:id',
    {
      auto_advance: flag().optional(),
      default_payment_method: clearableText().optional(),
      description: clearableText().optional(),
      metadata: metadata().optional(),
    },
    (world, given, id) => {
      const invoice = invoiceNamed(world, id)
      const changed = world.invoices.put({
        ...invoice,
        autoAdvance: given.auto_advance ?? invoice.autoAdvance,
        defaultPaymentMethod:
          given.default_payment_method === undefined ? invoice.defaultPaymentMethod : given.default_payment_method,
        description: given.description === undefined ? invoice.description : given.description,
        metadata: mergeMetadata(invoice.metadata, given.metadata),
      })
      return invoiceObject(world, changed)
    },
  ),

  endpoint('POST', '/v1/invoices/:id/finalize', { auto_advance: flag().optional() }, (world, given, id) => {
    const invoice = {
      ...invoiceNamed(world, id),
      ...(given.auto_advance === undefined ? {} : { autoAdvance: given.auto_advance }),
    }
    return invoiceObject(world, finalizeInvoice(world, invoice, 'absent'))
  }),

  endpoint(
    'POST',
    '/v1/invoices/:id/pay',
    { off_session: flag().optional(), paid_out_of_band: flag().optional(), payment_method: text().optional() },
    (world, given, id) => {
      const invoice = invoiceNamed(world, id)
      const payable = invoice.status === 'draft' ? openInvoice(world, invoice) : invoice
      if (payable.status === 'paid') throw invalid('Invoice is already paid', undefined, 'invoice_already_paid')
      if (payable.status === 'void') throw invalid('A void invoice cannot be paid.')
      if (given.paid_out_of_band) return invoiceObject(world, markPaid(world, payable, 'out of band'))
      return invoiceObject(world, payByHand(world, payable, given.payment_method, given.off_session ?? true))
    },
  ),

  endpoint('POST', '/v1/invoices/:id/void', {}, (world, _given, id) =>
    invoiceObject(world, voidInvoice(world, invoiceNamed(world, id))),
  ),

  endpoint('POST', '/v1/invoices/:id/mark_uncollectible', {}, (world, _given, id) =>
    invoiceObject(world, markUncollectible(world, invoiceNamed(world, id))),
  ),

  listEndpoint('/v1/invoices/:id/lines', {}, (world, _filters, id) => {
    const invoice = invoiceNamed(world, id)
    return selectWithin(invoice.lines.map((line) => invoiceLineObject(invoice, line)))
  }),

  endpoint('GET', '/v1/invoice_payments/:id', {}, (world, _given, id) =>
    invoicePaymentObject(world, required(world.invoicePayments.find(id), 'invoice_payment', id)),
  ),

  listEndpoint(
    '/v1/invoice_payments',
    {
      invoice: text().optional(),
      payment: z.strictObject({ type: choice('payment_intent'), payment_intent: text().optional() }).optional(),
      status: choice('open', 'paid', 'canceled').optional(),
    },
    (world, filters) =>
      select(
        world,
        world.invoicePayments,
        { invoice: filters.invoice, intent: filters.payment?.payment_intent, status: filters.status },
        invoicePaymentObject,
      ),
  ),
]

/** A payment that somebody asked for; when it is declined the caller is told so, with the attempt kept on record. */
function payByHand(
  world: World,
  invoice: InvoiceRecord,
  methodId: string | undefined,
  offSession: boolean,
): InvoiceRecord {
  const customer = required(world.customers.find(invoice.customer), 'customer', invoice.customer)
  const found =
    methodId === undefined
      ? undefined
      : required(findMethod(world, methodId, invoice.clock), 'PaymentMethod', methodId, 'payment_method')
  const method = found && attachMethod(world, found, customer)
  const after = collectInvoice(world, invoice, { presence: offSession ? 'absent' : 'present', byHand: true, method })
  if (after.status === 'paid') return after
  const intent = after.intent === null ? undefined : world.paymentIntents.find(after.intent)
  if (intent?.status === 'processing') return after
  if (intent?.status === 'requires_action') {
    throw new Refusal(
      402,
      {
        type: 'card_error',
        code: 'invoice_payment_intent_requires_action',
        message: "This payment needs its owner's confirmation at the bank.",
        payment_intent: paymentIntentObject(world, intent),
      },
      true,
    )
  }
  const failure = intent?.failure
  throw new Refusal(
    402,
    {
      type: failure ? 'card_error' : 'invalid_request_error',
      code: failure?.code ?? 'missing',
      message: failure?.message ?? 'There is no default payment method set on this customer or this subscription.',
      ...(failure?.declineCode ? { decline_code: failure.declineCode } : {}),
      ...(failure?.charge ? { charge: failure.charge } : {}),
      ...(intent ? { payment_intent: paymentIntentObject(world, intent) } : {}),
    },
    true,
  )
}

function invoiceNamed(world: World, id: string): InvoiceRecord {
  return required(world.invoices.find(id), 'invoice', id)
}
