import { customerObject } from '../customers/object.ts'
import { saveSubscription } from '../subscriptions/save.ts'
import { invalid } from '../wire/refusal.ts'
import { emit } from '../webhooks/emit.ts'
import { invoiceObject, invoicePaymentObject } from './objects.ts'
import type { World } from '../world/world.ts'
import type { InvoiceRecord } from './record.ts'

/** Settled: by a payment, by nothing (a total of zero), or outside Stripe. */
export function markPaid(
  world: World,
  invoice: InvoiceRecord,
  how: { intent: string } | 'out of band' | null,
): InvoiceRecord {
  const now = world.clock.now(invoice.clock)
  world.timers.clearAll(invoice.id)
  const outOfBand = how === 'out of band'
  const paid = world.invoices.put({
    ...invoice,
    status: 'paid',
    amountPaid: outOfBand ? 0 : invoice.total,
    paidOutOfBand: outOfBand,
    paidAt: now,
    attempted: true,
    nextPaymentAttempt: null,
  })
  if (how !== null && how !== 'out of band') settlePayment(world, paid, how.intent, now)
  emit(world, 'invoice.paid', invoiceObject(world, paid), { clock: paid.clock })
  emit(world, 'invoice.payment_succeeded', invoiceObject(world, paid), { clock: paid.clock })
  setDelinquent(world, paid.customer, false)
  reviveSubscription(world, paid)
  return paid
}

export function voidInvoice(world: World, invoice: InvoiceRecord): InvoiceRecord {
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible')
    throw invalid(`A ${invoice.status} invoice cannot be voided.`)
  world.timers.clearAll(invoice.id)
  const gone = world.invoices.put({
    ...invoice,
    status: 'void',
    voidedAt: world.clock.now(invoice.clock),
    nextPaymentAttempt: null,
    autoAdvance: false,
  })
  emit(world, 'invoice.voided', invoiceObject(world, gone), { clock: gone.clock })
  return gone
}

export function markUncollectible(world: World, invoice: InvoiceRecord): InvoiceRecord {
  if (invoice.status !== 'open') throw invalid(`A ${invoice.status} invoice cannot be marked uncollectible.`)
  world.timers.clearAll(invoice.id)
  const lost = world.invoices.put({
    ...invoice,
    status: 'uncollectible',
    uncollectibleAt: world.clock.now(invoice.clock),
    nextPaymentAttempt: null,
    autoAdvance: false,
  })
  emit(world, 'invoice.marked_uncollectible', invoiceObject(world, lost), { clock: lost.clock })
  return lost
}

/**
 * A customer is delinquent while their latest payment failed.
 * https://docs.stripe.com/api/customers/object#customer_object-delinquent
 */
export function setDelinquent(world: World, id: string, delinquent: boolean): void {
  const customer = world.customers.find(id)
  if (!customer || customer.delinquent === delinquent || customer.deleted) return
  const before = customerObject(world, customer)
  const after = world.customers.put({ ...customer, delinquent })
  emit(world, 'customer.updated', customerObject(world, after), { clock: after.clock, before })
}

function settlePayment(world: World, invoice: InvoiceRecord, intent: string, now: number): void {
  const payment = world.invoicePayments.newest({ invoice: invoice.id, intent })
  if (!payment) return
  const paid = world.invoicePayments.put({
    ...payment,
    status: 'paid',
    amountPaid: payment.amountRequested,
    paidAt: now,
  })
  emit(world, 'invoice_payment.paid', invoicePaymentObject(world, paid), { clock: invoice.clock })
}

/**
 * Paying the latest invoice, or the last open one, brings the subscription back.
 * https://docs.stripe.com/billing/subscriptions/overview
 */
function reviveSubscription(world: World, invoice: InvoiceRecord): void {
  const subscription = invoice.subscription === null ? undefined : world.subscriptions.find(invoice.subscription)
  if (!subscription || !['incomplete', 'past_due', 'unpaid'].includes(subscription.status)) return
  const stillOpen = world.invoices.newest({ subscription: subscription.id, status: 'open' })
  if (subscription.latestInvoice === invoice.id || !stillOpen)
    saveSubscription(world, subscription, { status: 'active' })
}
