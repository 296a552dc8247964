import { attemptPayment, createIntent, type Presence } from '../payments/attempt.ts'
import { emit } from '../webhooks/emit.ts'
import { afterFailedAttempt } from './dunning.ts'
import { invoiceObject } from './objects.ts'
import { markPaid } from './outcomes.ts'
import type { PaymentIntentRecord, PaymentMethodRecord } from '../payments/record.ts'
import type { World } from '../world/world.ts'
import type { InvoiceRecord } from './record.ts'

type Attempt = {
  presence: Presence
  method?: PaymentMethodRecord
  /** A person asked for this attempt; it does not use up one of the scheduled ones. */
  byHand?: boolean
}

/** Tries to collect an open invoice with the given method, or with the one the subscription or the customer has set. */
export function collectInvoice(world: World, invoice: InvoiceRecord, attempt: Attempt): InvoiceRecord {
  const method = attempt.method ?? methodFor(world, invoice)
  const tried: InvoiceRecord = {
    ...invoice,
    attempted: true,
    attemptCount: invoice.attemptCount + (attempt.byHand ? 0 : 1),
  }

  if (!method) return paymentFailed(world, world.invoices.put(tried), attempt)
  const intent = intentFor(world, invoice)
  const after = attemptPayment(world, intent, method, attempt.presence)
  const kept = world.invoices.put({ ...tried, intent: intent.id })
  if (after.status === 'succeeded') return markPaid(world, kept, { intent: after.id })
  if (after.status === 'processing') return kept
  if (after.status === 'requires_action')
    emit(world, 'invoice.payment_action_required', invoiceObject(world, kept), { clock: kept.clock })
  return paymentFailed(world, kept, attempt)
}

/** What became of a payment that was decided later: a direct debit, or 3-D Secure on the invoice's own page. */
export function applyDecidedPayment(world: World, intent: PaymentIntentRecord): void {
  const invoice = intent.invoice === null ? undefined : world.invoices.find(intent.invoice)
  if (!invoice || invoice.status !== 'open') return
  if (intent.status === 'succeeded') markPaid(world, invoice, { intent: intent.id })
  else paymentFailed(world, invoice, { presence: 'absent' })
}

function paymentFailed(world: World, invoice: InvoiceRecord, attempt: Attempt): InvoiceRecord {
  const { after, consequences } = afterFailedAttempt(world, invoice, attempt.byHand ?? false)
  emit(world, 'invoice.payment_failed', invoiceObject(world, after), { clock: after.clock })
  consequences()
  return after
}

function methodFor(world: World, invoice: InvoiceRecord): PaymentMethodRecord | undefined {
  const subscription = invoice.subscription === null ? undefined : world.subscriptions.find(invoice.subscription)
  const customer = world.customers.find(invoice.customer)
  const id = invoice.defaultPaymentMethod ?? subscription?.defaultPaymentMethod ?? customer?.defaultPaymentMethod
  const method = id ? world.paymentMethods.find(id) : undefined
  return method?.customer === invoice.customer ? method : undefined
}

const descriptions: Record<InvoiceRecord['billingReason'], string> = {
  manual: 'Payment for Invoice',
  subscription_create: 'Subscription creation',
  subscription_cycle: 'Subscription update',
  subscription_update: 'Subscription update',
}

/** One payment intent per invoice, used again on every attempt. */
function intentFor(world: World, invoice: InvoiceRecord): PaymentIntentRecord {
  const present = invoice.intent === null ? undefined : world.paymentIntents.find(invoice.intent)
  if (present) return present
  const intent = createIntent(world, {
    amount: invoice.total,
    currency: invoice.currency,
    customer: invoice.customer,
    clock: invoice.clock,
    description: descriptions[invoice.billingReason],
    metadata: {},
    setupFutureUsage: null,
    receiptEmail: null,
    shipping: null,
    statementDescriptor: null,
    invoice: invoice.id,
    session: null,
  })
  recordInvoicePayment(world, invoice, intent)
  return intent
}

export function recordInvoicePayment(world: World, invoice: InvoiceRecord, intent: PaymentIntentRecord): void {
  world.invoicePayments.put({
    id: world.newId('inpay_1'),
    created: world.clock.now(invoice.clock),
    invoice: invoice.id,
    intent: intent.id,
    status: 'open',
    amountRequested: invoice.total,
    amountPaid: null,
    currency: invoice.currency,
    paidAt: null,
    canceledAt: null,
  })
}
