import { z } from 'zod'
import { lineItemPriceData } from '../products/price-data.ts'
import {
  choice,
  clearable,
  currency,
  emailAddress,
  flag,
  group,
  instant,
  integer,
  listOf,
  metadata,
  text,
  webAddress,
} from '../wire/parameters.ts'

const message = clearable(group({ message: text(1200) })).optional()
const sayWhether = choice('auto', 'never').optional()
const methodType = choice(
  'card',
  'sepa_debit',
  'link',
  'paypal',
  'klarna',
  'revolut_pay',
  'amazon_pay',
  'pay_by_bank',
  'bacs_debit',
)

/** The parameters of a Checkout session that the sandbox knows. https://docs.stripe.com/api/checkout/sessions/create */
export const sessionParameters = {
  allowed_payment_method_types: listOf(methodType).optional(),
  billing_address_collection: choice('auto', 'required').optional(),
  cancel_url: webAddress().optional(),
  client_reference_id: text(200).optional(),
  currency: currency().optional(),
  custom_text: group({
    after_submit: message,
    shipping_address: message,
    submit: message,
    terms_of_service_acceptance: message,
  }).optional(),
  customer: text().optional(),
  customer_creation: choice('always', 'if_required').optional(),
  customer_email: emailAddress().optional(),
  customer_update: group({ address: sayWhether, name: sayWhether, shipping: sayWhether }).optional(),
  excluded_payment_method_types: listOf(methodType).optional(),
  expires_at: instant().optional(),
  line_items: listOf(
    group({
      price: text().optional(),
      price_data: lineItemPriceData.optional(),
      quantity: integer(1).optional(),
      metadata: metadata().optional(),
    }),
  ).optional(),
  locale: text().optional(),
  metadata: metadata().optional(),
  mode: choice('payment', 'setup', 'subscription').optional(),
  payment_intent_data: group({
    description: text().optional(),
    metadata: metadata().optional(),
    receipt_email: emailAddress().optional(),
    setup_future_usage: choice('off_session', 'on_session').optional(),
    statement_descriptor: text(22).optional(),
  }).optional(),
  payment_method_collection: choice('always').optional(),
  phone_number_collection: group({ enabled: flag() }).optional(),
  setup_intent_data: group({ description: text().optional(), metadata: metadata().optional() }).optional(),
  shipping_address_collection: group({ allowed_countries: listOf(text(2), 300) }).optional(),
  submit_type: choice('auto', 'book', 'donate', 'pay', 'subscribe').optional(),
  subscription_data: group({
    description: text(500).optional(),
    metadata: metadata().optional(),
    proration_behavior: choice('none', 'create_prorations').optional(),
  }).optional(),
  success_url: webAddress(),
  ui_mode: choice('hosted_page').optional(),
}

const table = z.strictObject(sessionParameters)

export type SessionParameters = z.output<typeof table>
