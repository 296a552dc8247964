import type Stripe from 'stripe'
import type { OnTheWire } from '../wire/on-the-wire.ts'
import type { World } from '../world/world.ts'
import type { PriceRecord, ProductRecord } from './record.ts'

export function productObject(_world: World, record: ProductRecord): OnTheWire<Stripe.Product> {
  return {
    id: record.id,
    object: 'product',
    active: record.active,
    created: record.created,
    default_price: record.defaultPrice,
    description: record.description,
    images: record.images,
    livemode: false,
    marketing_features: [],
    metadata: record.metadata,
    name: record.name,
    package_dimensions: null,
    shippable: record.shippable,
    statement_descriptor: record.statementDescriptor,
    tax_code: record.taxCode,
    tax_details: null,
    type: 'service',
    unit_label: record.unitLabel,
    updated: record.updated,
    url: record.url,
  }
}

export function deletedProductObject(record: ProductRecord): Stripe.DeletedProduct {
  return { id: record.id, object: 'product', deleted: true }
}

export function priceObject(_world: World, record: PriceRecord): OnTheWire<Stripe.Price> {
  return {
    id: record.id,
    object: 'price',
    active: record.active,
    billing_scheme: 'per_unit',
    created: record.created,
    currency: record.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: record.lookupKey,
    metadata: record.metadata,
    nickname: record.nickname,
    product: record.product,
    recurring: record.recurring
      ? {
          interval: record.recurring.interval,
          interval_count: record.recurring.count,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: record.taxBehavior,
    tiers_mode: null,
    transform_quantity: null,
    type: record.type,
    unit_amount: record.unitAmount,
    unit_amount_decimal: String(record.unitAmount),
  }
}

/** Subscription items still carry the older description of their price. https://docs.stripe.com/api/plans/object */
export function planObject(record: PriceRecord): OnTheWire<Stripe.Plan> {
  return {
    id: record.id,
    object: 'plan',
    active: record.active,
    amount: record.unitAmount,
    amount_decimal: String(record.unitAmount),
    billing_scheme: 'per_unit',
    created: record.created,
    currency: record.currency,
    interval: record.recurring?.interval ?? 'month',
    interval_count: record.recurring?.count ?? 1,
    livemode: false,
    metadata: record.metadata,
    meter: null,
    nickname: record.nickname,
    product: record.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  }
}
