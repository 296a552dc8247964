import { mergeMetadata } from '../customers/fields.ts'
import { collectInvoice } from '../invoices/collect.ts'
import { invoiceFor } from '../invoices/draft.ts'
import { openInvoice } from '../invoices/finalize.ts'
import { markPaid } from '../invoices/outcomes.ts'
import { createPrice } from '../products/create.ts'
import { emit } from '../webhooks/emit.ts'
import { invalid, missingParameter, Refusal, required } from '../wire/refusal.ts'
import { DAY } from '../world/billing-policy.ts'
import { subscriptionObject } from './object.ts'
import { beginSubscription } from './start.ts'
import { saveSubscription } from './save.ts'
import type { InvoiceRecord } from '../invoices/record.ts'
import type { PriceData } from '../products/price-data.ts'
import type { World } from '../world/world.ts'
import type { CreateParameters } from './parameters.ts'
import type { SubscriptionRecord } from './record.ts'

/**
 * A subscription begun by the API: its first invoice is finalized, and usually collected, at once.
 * https://docs.stripe.com/api/subscriptions/create
 */
export function createSubscription(world: World, given: CreateParameters): SubscriptionRecord {
  const customer = required(world.customers.find(given.customer), 'customer', given.customer, 'customer')
  if (given.default_payment_method !== undefined) {
    const method = world.paymentMethods.find(given.default_payment_method)
    required(
      method?.customer === customer.id ? method : undefined,
      'PaymentMethod',
      given.default_payment_method,
      'default_payment_method',
    )
  }
  const trialEnd =
    given.trial_end ??
    (given.trial_period_days === undefined ? null : world.clock.now(customer.clock) + given.trial_period_days * DAY)
  const begun = beginSubscription(
    world,
    {
      customer: customer.id,
      items: given.items.map((item, index) => ({
        price: priceOf(world, item, `items[${index}]`),
        quantity: item.quantity ?? 1,
        metadata: mergeMetadata({}, item.metadata),
      })),
      metadata: mergeMetadata({}, given.metadata),
      description: given.description ?? null,
      defaultPaymentMethod: given.default_payment_method ?? null,
      trialEnd,
    },
    'incomplete',
  )
  const draft = invoiceFor(world, begun, 'subscription_create', { autoAdvance: true })
  const subscription = world.subscriptions.put({
    ...begun,
    latestInvoice: draft.id,
    ...(given.cancel_at_period_end
      ? { cancelAtPeriodEnd: true, cancelAt: begun.periodEnd, canceledAt: begun.created }
      : {}),
  })
  emit(world, 'customer.subscription.created', subscriptionObject(world, subscription), { clock: subscription.clock })
  const invoice = openInvoice(world, draft)
  if (invoice.total === 0) {
    markPaid(world, invoice, null)
  } else if (given.payment_behavior !== 'default_incomplete') {
    const after = collectInvoice(world, invoice, { presence: given.off_session ? 'absent' : 'present' })
    const intent = after.intent === null ? undefined : world.paymentIntents.find(after.intent)
    if (intent?.status === 'processing') saveSubscription(world, subscription, { status: 'active' })
    if (after.status !== 'paid' && given.payment_behavior === 'error_if_incomplete') {
      throw notPaid(world, after)
    }
  }

  return required(world.subscriptions.find(subscription.id), 'subscription', subscription.id)
}

/** What `error_if_incomplete` answers: nothing is kept of what was asked. */
export function notPaid(world: World, invoice: InvoiceRecord): Refusal {
  const failure = invoice.intent === null ? undefined : world.paymentIntents.find(invoice.intent)?.failure
  return new Refusal(402, {
    type: 'card_error',
    code: failure?.code ?? 'card_declined',
    message: failure?.message ?? 'The payment failed.',
    ...(failure?.declineCode ? { decline_code: failure.declineCode } : {}),
  })
}

/** The price an item names, or one made for it. */
export function priceOf(world: World, item: { price?: string; price_data?: PriceData }, param: string): string {
  if (item.price !== undefined && item.price_data !== undefined)
    throw invalid('Give only one of: price, price_data.', param, 'parameters_exclusive')
  if (item.price_data)
    return createPrice(
      world,
      item.price_data,
      { active: false, lookupKey: null, metadata: {}, nickname: null },
      `${param}[price_data]`,
    ).id
  if (item.price === undefined) throw missingParameter(`${param}[price]`)
  const price = required(world.prices.find(item.price), 'price', item.price, `${param}[price]`)
  if (!price.recurring)
    throw invalid('This price is for one payment, and a subscription needs a recurring one.', `${param}[price]`)
  return price.id
}
