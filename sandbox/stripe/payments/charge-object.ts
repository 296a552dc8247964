import { emptyAddress, shippingObject } from '../customers/object.ts'
import { billingObject, fingerprint } from './method-object.ts'
import { testCard } from './test-cards.ts'
import type Stripe from 'stripe'
import type { OnTheWire } from '../wire/on-the-wire.ts'
import type { World } from '../world/world.ts'
import type { ChargeRecord, FailureRecord, PaymentMethodRecord } from './record.ts'

export function chargeObject(world: World, record: ChargeRecord): OnTheWire<Stripe.Charge> {
  const method = world.paymentMethods.find(record.method)
  const paid = record.status === 'succeeded'
  return {
    id: record.id,
    object: 'charge',
    amount: record.amount,
    amount_captured: paid ? record.amount : 0,
    amount_refunded: record.amountRefunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method
      ? billingObject(method)
      : { address: emptyAddress, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: record.statementDescriptor ?? world.merchantName.toUpperCase().slice(0, 22),
    captured: paid,
    created: record.created,
    currency: record.currency,
    customer: record.customer,
    description: record.description,
    disputed: record.disputed,
    failure_balance_transaction: null,
    failure_code: record.failure?.code ?? null,
    failure_message: record.failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: record.metadata,
    on_behalf_of: null,
    outcome: outcome(record.failure),
    paid,
    payment_intent: record.intent,
    payment_method: record.method,
    payment_method_details: method ? details(record, method) : null,
    receipt_email: record.receiptEmail,
    receipt_number: null,
    receipt_url: paid ? `${world.publicOrigin}/receipts/${record.id}` : null,
    refunded: record.amountRefunded > 0 && record.amountRefunded === record.amount,
    review: null,
    shipping: record.shipping ? shippingObject(record.shipping) : null,
    source: null,
    source_transfer: null,
    statement_descriptor: record.statementDescriptor,
    statement_descriptor_suffix: null,
    status: record.status,
    transfer_data: null,
    transfer_group: null,
  }
}

function outcome(failure: FailureRecord | null): OnTheWire<Stripe.Charge.Outcome> {
  return {
    advice_code: failure ? 'try_again_later' : null,
    network_advice_code: null,
    network_decline_code: failure ? '05' : null,
    network_status: failure ? 'declined_by_network' : 'approved_by_network',
    reason: failure ? (failure.declineCode ?? failure.code) : null,
    risk_level: 'normal',
    risk_score: 12,
    seller_message: failure ? 'The bank declined this payment.' : 'Payment complete.',
    type: failure ? 'issuer_declined' : 'authorized',
  }
}

function details(record: ChargeRecord, method: PaymentMethodRecord): OnTheWire<Stripe.Charge.PaymentMethodDetails> {
  if (method.type === 'sepa_debit') {
    return {
      type: 'sepa_debit',
      sepa_debit: {
        bank_code: method.number.slice(4, 12),
        branch_code: '',
        country: method.number.slice(0, 2),
        fingerprint: fingerprint(method.number),
        last4: method.number.slice(-4),
        mandate: null,
      },
    }
  }
  const card = testCard(method.number)
  return {
    type: 'card',
    card: {
      amount_authorized: record.status === 'succeeded' ? record.amount : null,
      authorization_code: record.status === 'succeeded' ? '123456' : null,
      brand: card.brand,
      checks: {
        address_line1_check: null,
        address_postal_code_check: null,
        cvc_check: record.failure?.code === 'incorrect_cvc' ? 'fail' : 'pass',
      },
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: method.expiryMonth,
      exp_year: method.expiryYear,
      extended_authorization: { status: 'disabled' },
      fingerprint: fingerprint(method.number),
      funding: card.funding,
      incremental_authorization: { status: 'unavailable' },
      installments: null,
      last4: method.number.slice(-4),
      mandate: null,
      multicapture: { status: 'unavailable' },
      network: card.brand,
      network_token: { used: false },
      network_transaction_id: null,
      overcapture: { maximum_amount_capturable: record.amount, status: 'unavailable' },
      regulated_status: 'unregulated',
      three_d_secure: record.authenticated ? authenticated : null,
      transaction_link_id: null,
      wallet: null,
    },
  }
}

const authenticated: OnTheWire<Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure> = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: 'sandbox',
  version: '2.2.0',
}
