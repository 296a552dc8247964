import { createHash } from 'node:crypto'
import { emptyAddress } from '../customers/object.ts'
import { testCard } from './test-cards.ts'
import type Stripe from 'stripe'
import type { OnTheWire } from '../wire/on-the-wire.ts'
import type { World } from '../world/world.ts'
import type { PaymentMethodRecord } from './record.ts'

export function paymentMethodObject(_world: World, record: PaymentMethodRecord): OnTheWire<Stripe.PaymentMethod> {
  return {
    id: record.id,
    object: 'payment_method',
    allow_redisplay: record.allowRedisplay,
    billing_details: billingObject(record),
    ...(record.type === 'card' ? { card: cardObject(record) } : { sepa_debit: debitObject(record) }),
    created: record.created,
    customer: record.customer,
    customer_account: null,
    livemode: false,
    metadata: record.metadata,
    type: record.type,
  }
}

export function billingObject(record: PaymentMethodRecord) {
  return {
    address: record.billing.address ?? emptyAddress,
    email: record.billing.email,
    name: record.billing.name,
    phone: record.billing.phone,
    tax_id: null,
  }
}

function cardObject(record: PaymentMethodRecord): OnTheWire<Stripe.PaymentMethod.Card> {
  const card = testCard(record.number)
  return {
    brand: card.brand,
    checks: {
      address_line1_check: null,
      address_postal_code_check: record.billing.address?.postal_code ? 'pass' : null,
      cvc_check: 'pass',
    },
    country: card.country,
    display_brand: card.brand,
    exp_month: record.expiryMonth,
    exp_year: record.expiryYear,
    fingerprint: fingerprint(record.number),
    funding: card.funding,
    generated_from: null,
    last4: record.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  }
}

function debitObject(record: PaymentMethodRecord): OnTheWire<Stripe.PaymentMethod.SepaDebit> {
  return {
    bank_code: record.number.slice(4, 12),
    branch_code: '',
    country: record.number.slice(0, 2),
    fingerprint: fingerprint(record.number),
    generated_from: { charge: null, setup_attempt: null },
    last4: record.number.slice(-4),
  }
}

/** The same number always has the same fingerprint, as with Stripe, and the number cannot be read from it. */
export function fingerprint(number: string): string {
  return createHash('sha256').update(`sandbox:${number}`).digest('base64url').slice(0, 16)
}
