import { invoiceFor } from '../invoices/draft.ts'
import { recordInvoicePayment } from '../invoices/collect.ts'
import { openInvoice } from '../invoices/finalize.ts'
import { markPaid } from '../invoices/outcomes.ts'
import { emit } from '../webhooks/emit.ts'
import { invalid, required } from '../wire/refusal.ts'
import { subscriptionObject } from './object.ts'
import { periodEnd, recurrenceOf } from './periods.ts'
import { setSubscriptionTimers } from './save.ts'
import type { InvoiceRecord } from '../invoices/record.ts'
import type { PaymentIntentRecord } from '../payments/record.ts'
import type { World } from '../world/world.ts'
import type { SubscriptionItemRecord, SubscriptionRecord } from './record.ts'

export type NewSubscription = {
  customer: string
  items: { price: string; quantity: number; metadata: Record<string, string> }[]
  metadata: Record<string, string>
  description: string | null
  defaultPaymentMethod: string | null
  trialEnd: number | null
}

/** A price that does not recur, billed beside a subscription. */
export type OneTimeItem = { price: string; quantity: number; metadata: Record<string, string> }

/** Stores a new subscription and says so; its first invoice is the caller's business. */
export function beginSubscription(
  world: World,
  facts: NewSubscription,
  status: 'incomplete' | 'active',
): SubscriptionRecord {
  const customer = required(world.customers.find(facts.customer), 'customer', facts.customer, 'customer')
  const now = world.clock.now(customer.clock)
  const items = facts.items.map((item): SubscriptionItemRecord => ({
    ...item,
    id: world.newId('si_', 14),
    created: now,
  }))
  const trialing = facts.trialEnd !== null && facts.trialEnd > now
  const anchor = trialing && facts.trialEnd !== null ? facts.trialEnd : now
  const subscription = world.subscriptions.put({
    id: world.newId('sub_1'),
    created: now,
    clock: customer.clock,
    customer: customer.id,
    currency: oneCurrency(world, facts),
    status: trialing ? 'trialing' : status,
    items,
    anchor,
    periodStart: now,
    periodEnd: trialing ? anchor : periodEnd(anchor, now, recurrenceOf(world, { items })),
    description: facts.description,
    metadata: facts.metadata,
    defaultPaymentMethod: facts.defaultPaymentMethod,
    cancelAt: null,
    cancelAtPeriodEnd: false,
    canceledAt: null,
    endedAt: null,
    cancellation: { comment: null, feedback: null, reason: null },
    pauseCollection: null,
    pausedAt: null,
    latestInvoice: null,
    startDate: now,
    trialStart: trialing ? now : null,
    trialEnd: trialing ? anchor : null,
  })
  setSubscriptionTimers(world, subscription)
  return subscription
}

/**
 * Checkout takes the money first and makes the subscription afterwards, with its first invoice already settled (or,
 * for a direct debit, on its way).
 * https://docs.stripe.com/changelog/basil/2025-03-31/checkout-legacy-subscription-upgrade
 */
export function startPaidSubscription(
  world: World,
  facts: NewSubscription,
  intent: PaymentIntentRecord | null,
  once: readonly OneTimeItem[] = [],
): { subscription: SubscriptionRecord; invoice: InvoiceRecord } {
  const begun = beginSubscription(world, facts, 'active')
  const drafted = world.invoices.put({
    ...invoiceFor(world, begun, 'subscription_create', { autoAdvance: true, once }),
    intent: intent?.id ?? null,
    attempted: true,
    attemptCount: 1,
  })
  const subscription = world.subscriptions.put({ ...begun, latestInvoice: drafted.id })
  emit(world, 'customer.subscription.created', subscriptionObject(world, subscription), { clock: subscription.clock })
  const opened = openInvoice(world, drafted)
  if (!intent) return { subscription, invoice: markPaid(world, opened, null) }
  const linked = world.paymentIntents.put({ ...intent, invoice: opened.id })
  recordInvoicePayment(world, opened, linked)
  return {
    subscription,
    invoice: intent.status === 'succeeded' ? markPaid(world, opened, { intent: intent.id }) : opened,
  }
}

function oneCurrency(world: World, facts: NewSubscription): string {
  const prices = facts.items.map((item) =>
    required(world.prices.find(item.price), 'price', item.price, 'items[0][price]'),
  )
  const currencies = new Set(prices.map((price) => price.currency))
  const recurrences = new Set(prices.map((price) => JSON.stringify(price.recurring)))
  const [currency] = currencies
  if (currency === undefined) throw invalid('A subscription needs at least one item.', 'items', 'parameter_missing')
  if (prices.some((price) => price.recurring === null))
    throw invalid('A subscription needs recurring prices.', 'items[0][price]')
  if (currencies.size > 1 || recurrences.size > 1)
    throw invalid('All items of a subscription must share one currency and one interval.', 'items')
  return currency
}
