import { livingCustomer } from '../customers/living.ts'
import { fillAddress, mergeMetadata } from '../customers/fields.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, listEndpoint, select } from '../wire/endpoint.ts'
import {
  addressFields,
  choice,
  clearable,
  clearableText,
  emailAddress,
  group,
  integer,
  metadata,
  text,
} from '../wire/parameters.ts'
import { invalid, required } from '../wire/refusal.ts'
import { chargeObject } from './charge-object.ts'
import { paymentMethodObject } from './method-object.ts'
import { attachMethod, cardMethod, createMethod, findMethod, noBilling } from './methods.ts'
import { paymentIntentObject, setupIntentObject } from './objects.ts'
import { cardAliases, testAccounts } from './test-cards.ts'

const billingDetails = group({
  address: clearable(addressFields).optional(),
  email: clearable(emailAddress()).optional(),
  name: clearableText().optional(),
  phone: clearableText().optional(),
}).optional()

export const paymentEndpoints: Endpoint[] = [
  // Card numbers are not taken here, as Stripe does not by default: tokens stand for them.
  // https://docs.stripe.com/testing#cards
  endpoint(
    'POST',
    '/v1/payment_methods',
    {
      type: choice('card', 'sepa_debit'),
      card: group({ token: text() }).optional(),
      sepa_debit: group({ iban: text() }).optional(),
      billing_details: billingDetails,
      metadata: metadata().optional(),
    },
    (world, given) => {
      const billing = {
        name: given.billing_details?.name ?? null,
        email: given.billing_details?.email ?? null,
        phone: given.billing_details?.phone ?? null,
        address: given.billing_details?.address ? fillAddress(given.billing_details.address) : null,
      }
      const finish = { billing: { ...noBilling, ...billing }, metadata: mergeMetadata({}, given.metadata) }
      if (given.type === 'sepa_debit') {
        const iban = (given.sepa_debit?.iban ?? '').replaceAll(' ', '').toUpperCase()
        if (!testAccounts.some((account) => account.iban === iban))
          throw invalid("This IBAN is not one of the sandbox's test accounts.", 'sepa_debit[iban]')
        const method = createMethod(world, {
          type: 'sepa_debit',
          number: iban,
          expiryMonth: 12,
          expiryYear: 2099,
          billing: finish.billing,
          clock: null,
        })
        return paymentMethodObject(world, world.paymentMethods.put({ ...method, ...finish }))
      }
      const token = required(given.card?.token, 'token', '', 'card[token]')
      const number = required(cardAliases[token.replace(/^tok_/, '')], 'token', token, 'card[token]')
      return paymentMethodObject(world, world.paymentMethods.put({ ...cardMethod(world, number, null), ...finish }))
    },
  ),

  endpoint('GET', '/v1/payment_methods/:id', {}, (world, _given, id) =>
    paymentMethodObject(world, required(findMethod(world, id), 'PaymentMethod', id)),
  ),

  endpoint(
    'POST',
    '/v1/payment_methods/:id',
    {
      allow_redisplay: choice('always', 'limited', 'unspecified').optional(),
      billing_details: billingDetails,
      card: group({ exp_month: integer(1).optional(), exp_year: integer(1970).optional() }).optional(),
      metadata: metadata().optional(),
    },
    (world, given, id) => {
      const method = required(world.paymentMethods.find(id), 'PaymentMethod', id)
      const details = given.billing_details ?? {}
      const before = paymentMethodObject(world, method)
      const after = world.paymentMethods.put({
        ...method,
        allowRedisplay: given.allow_redisplay ?? method.allowRedisplay,
        expiryMonth: given.card?.exp_month ?? method.expiryMonth,
        expiryYear: given.card?.exp_year ?? method.expiryYear,
        metadata: mergeMetadata(method.metadata, given.metadata),
        billing: {
          name: details.name === undefined ? method.billing.name : details.name,
          email: details.email === undefined ? method.billing.email : details.email,
          phone: details.phone === undefined ? method.billing.phone : details.phone,
          address:
            details.address === undefined ? method.billing.address : details.address && fillAddress(details.address),
        },
      })
      const object = paymentMethodObject(world, after)
      emit(world, 'payment_method.updated', object, { clock: after.clock, before })
      return object
    },
  ),

  endpoint('POST', '/v1/payment_methods/:id/attach', { customer: text() }, (world, given, id) => {
    const customer = livingCustomer(world, given.customer, 'customer')
    return paymentMethodObject(
      world,
      attachMethod(world, required(findMethod(world, id, customer.clock), 'PaymentMethod', id), customer),
    )
  }),

  endpoint('POST', '/v1/payment_methods/:id/detach', {}, (world, _given, id) => {
    const method = required(world.paymentMethods.find(id), 'PaymentMethod', id)
    const customer = method.customer === null ? undefined : world.customers.find(method.customer)
    if (!customer) throw invalid('This payment method belongs to no customer, so there is nothing to detach it from.')
    if (customer.defaultPaymentMethod === id) world.customers.put({ ...customer, defaultPaymentMethod: null })
    const before = paymentMethodObject(world, method)
    const object = paymentMethodObject(world, world.paymentMethods.put({ ...method, customer: null }))
    emit(world, 'payment_method.detached', object, { clock: method.clock, before })
    return object
  }),

  listEndpoint(
    '/v1/payment_methods',
    { customer: text().optional(), type: choice('card', 'sepa_debit').optional() },
    (world, filters) =>
      select(
        world,
        world.paymentMethods,
        { customer: filters.customer ?? { not: null }, type: filters.type },
        paymentMethodObject,
      ),
  ),

  endpoint('GET', '/v1/payment_intents/:id', {}, (world, _given, id) =>
    paymentIntentObject(world, required(world.paymentIntents.find(id), 'payment_intent', id)),
  ),

  endpoint(
    'POST',
    '/v1/payment_intents/:id',
    {
      description: clearableText().optional(),
      metadata: metadata().optional(),
      receipt_email: clearable(emailAddress()).optional(),
    },
    (world, given, id) => {
      const intent = required(world.paymentIntents.find(id), 'payment_intent', id)
      const after = world.paymentIntents.put({
        ...intent,
        description: given.description === undefined ? intent.description : given.description,
        metadata: mergeMetadata(intent.metadata, given.metadata),
        receiptEmail: given.receipt_email === undefined ? intent.receiptEmail : given.receipt_email,
      })
      return paymentIntentObject(world, after)
    },
  ),

  listEndpoint('/v1/payment_intents', { customer: text().optional() }, (world, filters) =>
    select(world, world.paymentIntents, { customer: filters.customer }, paymentIntentObject),
  ),

  endpoint('GET', '/v1/setup_intents/:id', {}, (world, _given, id) =>
    setupIntentObject(world, required(world.setupIntents.find(id), 'setupintent', id)),
  ),

  listEndpoint(
    '/v1/setup_intents',
    { customer: text().optional(), payment_method: text().optional() },
    (world, filters) =>
      select(
        world,
        world.setupIntents,
        { customer: filters.customer, method: filters.payment_method },
        setupIntentObject,
      ),
  ),

  endpoint('GET', '/v1/charges/:id', {}, (world, _given, id) =>
    chargeObject(world, required(world.charges.find(id), 'charge', id)),
  ),

  listEndpoint('/v1/charges', { customer: text().optional(), payment_intent: text().optional() }, (world, filters) =>
    select(world, world.charges, { customer: filters.customer, intent: filters.payment_intent }, chargeObject),
  ),
]
