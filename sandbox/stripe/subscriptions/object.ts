import { planObject, priceObject } from '../products/objects.ts'
import { required } from '../wire/refusal.ts'
import type Stripe from 'stripe'
import type { OnTheWire } from '../wire/on-the-wire.ts'
import type { World } from '../world/world.ts'
import type { SubscriptionItemRecord, SubscriptionRecord } from './record.ts'

export function subscriptionObject(world: World, record: SubscriptionRecord): OnTheWire<Stripe.Subscription> {
  return {
    id: record.id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: record.anchor,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: record.cancelAt,
    cancel_at_period_end: record.cancelAtPeriodEnd,
    canceled_at: record.canceledAt,
    cancellation_details: { ...record.cancellation, feedback_option: null },
    collection_method: 'charge_automatically',
    created: record.created,
    currency: record.currency,
    customer: record.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: record.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: record.description,
    discounts: [],
    ended_at: record.endedAt,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: {
      object: 'list',
      data: record.items.map((item) => subscriptionItemObject(world, record, item)),
      has_more: false,
      url: `/v1/subscription_items?subscription=${record.id}`,
    },
    latest_invoice: record.latestInvoice,
    livemode: false,
    managed_payments: null,
    metadata: record.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: record.pauseCollection
      ? { behavior: record.pauseCollection.behavior, resumes_at: record.pauseCollection.resumesAt }
      : null,
    payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: record.startDate,
    status: record.status,
    ...(record.pausedAt === null
      ? {}
      : {
          status_details: {
            paused: {
              subscription: { type: 'pause_requested' },
              transitioned_at: record.pausedAt,
              type: 'subscription',
            },
          },
        }),
    test_clock: record.clock,
    transfer_data: null,
    trial_end: record.trialEnd,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
    trial_start: record.trialStart,
  }
}

export function subscriptionItemObject(
  world: World,
  subscription: SubscriptionRecord,
  item: SubscriptionItemRecord,
): OnTheWire<Stripe.SubscriptionItem> {
  const price = required(world.prices.find(item.price), 'price', item.price)
  return {
    id: item.id,
    object: 'subscription_item',
    billing_thresholds: null,
    created: item.created,
    current_period_end: subscription.periodEnd,
    current_period_start: subscription.periodStart,
    current_trial: null,
    discounts: [],
    metadata: item.metadata,
    plan: planObject(price),
    price: priceObject(world, price),
    quantity: item.quantity,
    subscription: subscription.id,
    tax_rates: [],
  }
}
