import { shippingObject } from '../customers/object.ts'
import { paymentMethodObject } from './method-object.ts'
import type Stripe from 'stripe'
import type { OnTheWire } from '../wire/on-the-wire.ts'
import type { World } from '../world/world.ts'
import type { FailureRecord, PaymentIntentRecord, SetupIntentRecord } from './record.ts'

export function paymentIntentObject(world: World, record: PaymentIntentRecord): OnTheWire<Stripe.PaymentIntent> {
  return {
    id: record.id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: record.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: record.amountReceived,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: record.canceledAt,
    cancellation_reason: record.cancellationReason,
    capture_method: 'automatic',
    client_secret: `${record.id}_secret_sandbox`,
    confirmation_method: 'automatic',
    created: record.created,
    currency: record.currency,
    customer: record.customer,
    customer_account: null,
    description: record.description,
    excluded_payment_method_types: null,
    last_payment_error: record.failure ? failureObject(world, record.failure) : null,
    latest_charge: record.latestCharge,
    livemode: false,
    managed_payments: null,
    metadata: record.metadata,
    next_action:
      record.status === 'requires_action' ? redirectTo(`${world.publicOrigin}/authenticate/${record.id}`) : null,
    on_behalf_of: null,
    payment_method: record.method,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card', 'sepa_debit'],
    payment_record: null,
    processing: null,
    receipt_email: record.receiptEmail,
    review: null,
    setup_future_usage: record.setupFutureUsage,
    shipping: record.shipping ? shippingObject(record.shipping) : null,
    source: null,
    statement_descriptor: record.statementDescriptor,
    statement_descriptor_suffix: null,
    status: record.status,
    transfer_data: null,
    transfer_group: null,
  }
}

export function setupIntentObject(world: World, record: SetupIntentRecord): OnTheWire<Stripe.SetupIntent> {
  return {
    id: record.id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: record.cancellationReason,
    client_secret: `${record.id}_secret_sandbox`,
    created: record.created,
    customer: record.customer,
    description: record.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: record.failure ? failureObject(world, record.failure) : null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: record.metadata,
    next_action:
      record.status === 'requires_action' ? redirectTo(`${world.publicOrigin}/authenticate/${record.id}`) : null,
    on_behalf_of: null,
    payment_method: record.method,
    payment_method_configuration_details: null,
    payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
    payment_method_types: ['card', 'sepa_debit'],
    single_use_mandate: null,
    status: record.status,
    usage: 'off_session',
  }
}

function redirectTo(url: string) {
  return { type: 'redirect_to_url', redirect_to_url: { return_url: null, url } }
}

/**
 * https://docs.stripe.com/api/errors; the payment method is given whole, since the attempt detached it from the
 * intent.
 */
function failureObject(world: World, failure: FailureRecord) {
  const method = failure.method === null ? undefined : world.paymentMethods.find(failure.method)
  return {
    type: failure.code === 'payment_intent_authentication_failure' ? 'invalid_request_error' : 'card_error',
    code: failure.code,
    doc_url: `https://stripe.com/docs/error-codes/${failure.code.replaceAll('_', '-')}`,
    message: failure.message,
    ...(failure.declineCode === null ? {} : { decline_code: failure.declineCode }),
    ...(failure.charge === null ? {} : { charge: failure.charge }),
    ...(method ? { payment_method: paymentMethodObject(world, method) } : {}),
  }
}
