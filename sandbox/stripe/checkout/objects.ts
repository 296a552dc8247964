import { shippingObject } from '../customers/object.ts'
import { priceObject } from '../products/objects.ts'
import { required } from '../wire/refusal.ts'
import type Stripe from 'stripe'
import type { OnTheWire } from '../wire/on-the-wire.ts'
import type { World } from '../world/world.ts'
import type { PayerRecord, SessionLineRecord, SessionRecord } from './record.ts'

type Session = OnTheWire<Stripe.Checkout.Session>

export function sessionObject(world: World, record: SessionRecord): Session {
  const total = record.mode === 'setup' ? null : sessionTotal(world, record)
  return {
    id: record.id,
    object: 'checkout.session',
    adaptive_pricing: record.mode === 'payment' ? { enabled: false } : null,
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: record.methodTypes,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: record.billingAddress,
    cancel_url: record.cancelUrl,
    client_reference_id: record.clientReferenceId,
    client_secret: null,
    collected_information: record.status === 'complete' ? collectedInformation(record) : null,
    consent: null,
    consent_collection: null,
    created: record.created,
    currency: record.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: message(record.customText.after_submit),
      shipping_address: message(record.customText.shipping_address),
      submit: message(record.customText.submit),
      terms_of_service_acceptance: message(record.customText.terms_of_service_acceptance),
    },
    customer: record.customer,
    customer_account: null,
    customer_creation: record.customerCreation,
    customer_details: customerDetails(world, record),
    customer_email: record.customerEmail,
    discounts: [],
    expires_at: record.expiresAt,
    integration_identifier: null,
    invoice: record.invoice,
    invoice_creation: record.mode === 'payment' ? noInvoiceCreation : null,
    livemode: false,
    locale: record.locale,
    managed_payments: null,
    metadata: record.metadata,
    mode: record.mode,
    optional_items: null,
    origin_context: null,
    payment_intent: record.mode === 'payment' ? record.intent : null,
    payment_link: null,
    payment_method_collection:
      record.mode === 'subscription' ? 'always' : record.mode === 'payment' ? 'if_required' : 'always',
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: record.methodTypes,
    payment_status: record.paymentStatus,
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: record.setupIntent,
    shipping_address_collection: record.shippingCountries ? { allowed_countries: record.shippingCountries } : null,
    shipping_cost: null,
    shipping_options: [],
    status: record.status,
    submit_type: record.submitType,
    subscription: record.subscription,
    success_url: record.successUrl,
    total_details: record.mode === 'setup' ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: record.status === 'open' ? sessionAddress(world, record.id) : null,
    wallet_options: null,
  }
}

export function sessionAddress(world: World, id: string): string {
  return `${world.publicOrigin}/c/pay/${id}`
}

export function sessionTotal(world: World, record: SessionRecord): number {
  return record.lines.reduce(
    (total, line) => total + line.quantity * required(world.prices.find(line.price), 'price', line.price).unitAmount,
    0,
  )
}

export function sessionLineObject(
  world: World,
  session: SessionRecord,
  line: SessionLineRecord,
): OnTheWire<Stripe.LineItem> {
  const price = required(world.prices.find(line.price), 'price', line.price)
  const amount = price.unitAmount * line.quantity
  return {
    id: line.id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: session.currency ?? price.currency,
    description: world.products.find(price.product)?.name ?? null,
    metadata: line.metadata,
    price: priceObject(world, price),
    quantity: line.quantity,
  }
}

const noInvoiceCreation: Session['invoice_creation'] = {
  enabled: false,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  },
}

/** Before the payer has typed anything, only what the session was given is known. */
function customerDetails(world: World, record: SessionRecord): Session['customer_details'] {
  const payer: PayerRecord | null = record.status === 'complete' ? record.payer : null
  const customer = record.customer === null ? undefined : world.customers.find(record.customer)
  const email = payer?.email ?? customer?.email ?? record.customerEmail
  if (email === null && !payer) return null
  return {
    address: payer && record.mode !== 'setup' ? payer.address : null,
    business_name: null,
    email,
    individual_name: null,
    name: payer?.name ?? null,
    phone: null,
    tax_exempt: payer ? 'none' : null,
    tax_ids: payer ? [] : null,
  }
}

function collectedInformation(record: SessionRecord): Session['collected_information'] {
  const shipping = record.payer?.shipping
  return {
    business_name: null,
    individual_name: null,
    shipping_details: shipping ? { address: shippingObject(shipping).address, name: shipping.name } : null,
  }
}

function message(text: string | null) {
  return text === null ? null : { message: text }
}
