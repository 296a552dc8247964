import { emit } from '../webhooks/emit.ts'
import { invalid, required } from '../wire/refusal.ts'
import { collectInvoice } from './collect.ts'
import { invoiceObject } from './objects.ts'
import { markPaid, markUncollectible, voidInvoice } from './outcomes.ts'
import type { Presence } from '../payments/attempt.ts'
import type { World } from '../world/world.ts'
import type { InvoiceRecord } from './record.ts'

/** Gives the invoice its number and opens it. */
export function openInvoice(world: World, invoice: InvoiceRecord): InvoiceRecord {
  if (invoice.status !== 'draft')
    throw invalid(
      `This invoice is already finalized: its status is ${invoice.status}.`,
      undefined,
      'invoice_not_editable',
    )
  const customer = required(world.customers.find(invoice.customer), 'customer', invoice.customer)
  world.customers.put({ ...customer, nextInvoiceNumber: customer.nextInvoiceNumber + 1, currency: invoice.currency })
  world.timers.clear('invoice.finalize', invoice.id)
  const opened = world.invoices.put({
    ...invoice,
    status: 'open',
    number: `${customer.invoicePrefix}-${String(customer.nextInvoiceNumber).padStart(4, '0')}`,
    finalizedAt: world.clock.now(invoice.clock),
    finalizesAt: null,
  })
  emit(world, 'invoice.finalized', invoiceObject(world, opened), { clock: opened.clock })
  return opened
}

/**
 * Opens the invoice and, unless collection is paused, takes the money.
 * https://docs.stripe.com/billing/subscriptions/pause-payment
 */
export function finalizeInvoice(world: World, draft: InvoiceRecord, presence: Presence): InvoiceRecord {
  const invoice = openInvoice(world, draft)
  if (invoice.total === 0) return markPaid(world, invoice, null)
  const subscription = invoice.subscription === null ? undefined : world.subscriptions.find(invoice.subscription)
  const paused = subscription?.pauseCollection
  if (paused?.behavior === 'void') return voidInvoice(world, invoice)
  if (paused?.behavior === 'mark_uncollectible') return markUncollectible(world, invoice)
  const collects = invoice.autoAdvance && invoice.collectionMethod === 'charge_automatically'
  return collects ? collectInvoice(world, invoice, { presence }) : invoice
}
