import { periodEnd, recurrenceOf } from '../subscriptions/periods.ts'
import { formatMoney } from '../pages/money.ts'
import { required } from '../wire/refusal.ts'
import { emit } from '../webhooks/emit.ts'
import { invoiceObject } from './objects.ts'
import type { OneTimeItem } from '../subscriptions/start.ts'
import type { SubscriptionItemRecord, SubscriptionRecord } from '../subscriptions/record.ts'
import type { World } from '../world/world.ts'
import type { InvoiceLineRecord, InvoiceRecord } from './record.ts'

type Reason = InvoiceRecord['billingReason']
type Options = { autoAdvance: boolean; periodStart?: number; periodEnd?: number; once?: readonly OneTimeItem[] }

/** Drafts the invoice for the subscription's current period, and says so. */
export function invoiceFor(
  world: World,
  subscription: SubscriptionRecord,
  reason: Reason,
  options: Options,
): InvoiceRecord {
  const invoice = world.invoices.put(draft(world, subscription, reason, options))
  emit(world, 'invoice.created', invoiceObject(world, invoice), { clock: invoice.clock })
  return invoice
}

/** What the next renewal would cost; not stored. */
export function upcomingInvoice(world: World, subscription: SubscriptionRecord): InvoiceRecord {
  const next: SubscriptionRecord = {
    ...subscription,
    status: subscription.status === 'trialing' ? 'active' : subscription.status,
    periodStart: subscription.periodEnd,
    periodEnd: periodEnd(subscription.anchor, subscription.periodEnd, recurrenceOf(world, subscription)),
  }
  const invoice = draft(world, next, 'subscription_cycle', {
    autoAdvance: true,
    periodStart: subscription.periodStart,
    periodEnd: subscription.periodEnd,
  })
  return { ...invoice, nextPaymentAttempt: subscription.periodEnd + world.billing.draftSeconds }
}

function draft(world: World, subscription: SubscriptionRecord, reason: Reason, options: Options): InvoiceRecord {
  const customer = required(world.customers.find(subscription.customer), 'customer', subscription.customer)
  const lines = [
    ...subscription.items.map((item) => lineFor(world, subscription, item)),
    ...(options.once ?? []).map((item) => oneTimeLine(world, subscription, item)),
  ]
  return {
    id: world.newId('in_1'),
    created: world.clock.now(subscription.clock),
    clock: subscription.clock,
    number: null,
    customer: customer.id,
    customerName: customer.name,
    customerEmail: customer.email,
    customerPhone: customer.phone,
    customerAddress: customer.address,
    customerShipping: customer.shipping,
    subscription: subscription.id,
    subscriptionMetadata: subscription.metadata,
    status: 'draft',
    collectionMethod: 'charge_automatically',
    dueAt: null,
    billingReason: reason,
    currency: subscription.currency,
    lines,
    total: lines.reduce((total, line) => total + line.amount, 0),
    amountPaid: 0,
    attemptCount: 0,
    attempted: false,
    autoAdvance: options.autoAdvance,
    nextPaymentAttempt: null,
    finalizesAt: null,
    periodStart: options.periodStart ?? subscription.periodStart,
    periodEnd: options.periodEnd ?? subscription.periodStart,
    description: null,
    metadata: {},
    defaultPaymentMethod: null,
    intent: null,
    paidOutOfBand: false,
    finalizedAt: null,
    paidAt: null,
    voidedAt: null,
    uncollectibleAt: null,
  }
}

/** Bought at the beginning of the period, it covers no time. */
function oneTimeLine(world: World, subscription: SubscriptionRecord, item: OneTimeItem): InvoiceLineRecord {
  const price = required(world.prices.find(item.price), 'price', item.price)
  return {
    id: world.newId('il_1'),
    description: world.products.find(price.product)?.name ?? 'Item',
    amount: price.unitAmount * item.quantity,
    quantity: item.quantity,
    price: price.id,
    product: price.product,
    unitAmount: price.unitAmount,
    periodStart: subscription.periodStart,
    periodEnd: subscription.periodStart,
    subscriptionItem: null,
    invoiceItem: null,
    metadata: item.metadata,
  }
}

function lineFor(world: World, subscription: SubscriptionRecord, item: SubscriptionItemRecord): InvoiceLineRecord {
  const price = required(world.prices.find(item.price), 'price', item.price)
  const product = world.products.find(price.product)?.name ?? 'Subscription'
  const trial = subscription.status === 'trialing'
  const rate = `${formatMoney(price.unitAmount, price.currency)} / ${price.recurring?.interval ?? 'month'}`
  return {
    id: world.newId('il_1'),
    description: trial ? `Trial period for ${product}` : `${item.quantity} \xD7 ${product} (at ${rate})`,
    amount: trial ? 0 : price.unitAmount * item.quantity,
    quantity: item.quantity,
    price: price.id,
    product: price.product,
    unitAmount: trial ? 0 : price.unitAmount,
    periodStart: subscription.periodStart,
    periodEnd: subscription.periodEnd,
    subscriptionItem: item.id,
    invoiceItem: null,
    metadata: subscription.metadata,
  }
}
