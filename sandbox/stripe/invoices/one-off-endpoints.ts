import { mergeMetadata } from '../customers/fields.ts'
import { invalid, missingParameter, required } from '../wire/refusal.ts'
import { type Endpoint, endpoint, listEndpoint, select } from '../wire/endpoint.ts'
import { choice, currency, flag, integer, metadata, text } from '../wire/parameters.ts'
import { invoiceItemObject, invoiceObject } from './objects.ts'
import { addItem, deleteDraft, draftOneOff } from './one-off.ts'

/** Invoices that are of no subscription, and what they bill: amounts, never prices. */
export const oneOffInvoiceEndpoints: Endpoint[] = [
  endpoint(
    'POST',
    '/v1/invoices',
    {
      auto_advance: flag().optional(),
      collection_method: choice('charge_automatically', 'send_invoice').optional(),
      currency: currency().optional(),
      customer: text(),
      days_until_due: integer(0).optional(),
      description: text(1500).optional(),
      metadata: metadata().optional(),
      pending_invoice_items_behavior: choice('exclude', 'include').optional(),
    },
    (world, given) => {
      const sent = given.collection_method === 'send_invoice'
      if (sent && given.days_until_due === undefined) throw missingParameter('days_until_due')
      if (!sent && given.days_until_due !== undefined)
        throw invalid('Only an invoice that is sent can be due on a day.', 'days_until_due')
      const customer = required(world.customers.find(given.customer), 'customer', given.customer, 'customer')
      return invoiceObject(
        world,
        draftOneOff(world, {
          customer: customer.id,
          currency: given.currency ?? customer.currency ?? 'gbp',
          autoAdvance: given.auto_advance ?? false,
          collectionMethod: given.collection_method ?? 'charge_automatically',
          daysUntilDue: given.days_until_due ?? null,
          description: given.description ?? null,
          metadata: mergeMetadata({}, given.metadata),
          withPending: given.pending_invoice_items_behavior === 'include',
        }),
      )
    },
  ),

  endpoint('DELETE', '/v1/invoices/:id', {}, (world, _given, id) =>
    deleteDraft(world, required(world.invoices.find(id), 'invoice', id)),
  ),

  endpoint(
    'POST',
    '/v1/invoiceitems',
    {
      amount: integer(),
      currency: currency(),
      customer: text(),
      description: text().optional(),
      invoice: text().optional(),
      metadata: metadata().optional(),
    },
    (world, given) =>
      invoiceItemObject(
        world,
        addItem(world, {
          amount: given.amount,
          currency: given.currency,
          customer: given.customer,
          invoice: given.invoice ?? null,
          description: given.description ?? null,
          metadata: mergeMetadata({}, given.metadata),
        }),
      ),
  ),

  endpoint('GET', '/v1/invoiceitems/:id', {}, (world, _given, id) =>
    invoiceItemObject(world, required(world.invoiceItems.find(id), 'invoiceitem', id)),
  ),

  listEndpoint('/v1/invoiceitems', { customer: text().optional(), invoice: text().optional() }, (world, filters) =>
    select(world, world.invoiceItems, { customer: filters.customer, invoice: filters.invoice }, invoiceItemObject),
  ),
]
