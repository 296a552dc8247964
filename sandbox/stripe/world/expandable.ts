import { sessionLineObject } from '../checkout/objects.ts'
import { customerObject, deletedCustomerObject } from '../customers/object.ts'
import { invoiceObject, invoicePaymentObject } from '../invoices/objects.ts'
import { chargeObject } from '../payments/charge-object.ts'
import { paymentMethodObject } from '../payments/method-object.ts'
import { paymentIntentObject, setupIntentObject } from '../payments/objects.ts'
import { portalConfigurationObject } from '../portal/objects.ts'
import { priceObject, productObject } from '../products/objects.ts'
import { refundObject } from '../refunds/object.ts'
import { subscriptionObject } from '../subscriptions/object.ts'
import { testClockObject } from '../test-clocks/object.ts'
import { type Json, type JsonObject, toJson } from '../wire/json.ts'
import type { World } from './world.ts'

type Found = (world: World, id: string, owner: JsonObject) => object | undefined
const customer: Found = (world, id) => {
  const found = world.customers.find(id)
  return found?.deleted ? deletedCustomerObject(found) : found && customerObject(world, found)
}

const price: Found = (world, id) => present(world, world.prices.find(id), priceObject)
const product: Found = (world, id) => present(world, world.products.find(id), productObject)
const invoice: Found = (world, id) => present(world, world.invoices.find(id), invoiceObject)
const charge: Found = (world, id) => present(world, world.charges.find(id), chargeObject)
const subscription: Found = (world, id) => present(world, world.subscriptions.find(id), subscriptionObject)
const intent: Found = (world, id) => present(world, world.paymentIntents.find(id), paymentIntentObject)
const setupIntent: Found = (world, id) => present(world, world.setupIntents.find(id), setupIntentObject)
const method: Found = (world, id) => present(world, world.paymentMethods.find(id), paymentMethodObject)
const clock: Found = (world, id) => present(world, world.testClocks.find(id), testClockObject)
const configuration: Found = (world, id) =>
  present(world, world.portalConfigurations.find(id), portalConfigurationObject)

/** Lists that Stripe leaves out unless they are asked for; the id is the owner's own. */
const lineItems: Found = (world, id) => {
  const session = world.sessions.find(id)
  return (
    session &&
    list(
      session.lines.map((line) => sessionLineObject(world, session, line)),
      `/v1/checkout/sessions/${id}/line_items`,
    )
  )
}

const payments: Found = (world, id) =>
  list(
    world.invoicePayments.all({ invoice: id }).map((payment) => invoicePaymentObject(world, payment)),
    `/v1/invoice_payments?invoice=${id}`,
  )
const refunds: Found = (world, id) =>
  list(
    world.refunds.page({ where: { charge: id }, limit: 100 }).records.map((refund) => refundObject(world, refund)),
    `/v1/charges/${id}/refunds`,
  )
const customerSubscriptions: Found = (world, id) =>
  list(
    world.subscriptions
      .page({ where: { customer: id, status: { not: 'canceled' } }, limit: 10 })
      .records.map((found) => subscriptionObject(world, found)),
    `/v1/customers/${id}/subscriptions`,
  )
/** Which fields of which object can be expanded, after the `stripe` package's own types. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Found>>>> = {
  customer: {
    'invoice_settings.default_payment_method': method,
    subscriptions: customerSubscriptions,
    test_clock: clock,
  },
  product: { default_price: price },
  price: { product },
  plan: { product },
  item: {},
  'checkout.session': {
    customer,
    invoice,
    line_items: lineItems,
    payment_intent: intent,
    setup_intent: setupIntent,
    subscription,
  },
  subscription: { customer, default_payment_method: method, latest_invoice: invoice, test_clock: clock },
  invoice: { customer, default_payment_method: method, payments, test_clock: clock },
  invoice_payment: { invoice },
  line_item: { subscription },
  payment_intent: { customer, latest_charge: charge, payment_method: method },
  setup_intent: { customer, payment_method: method },
  payment_method: { customer },
  charge: { customer, payment_intent: intent, refunds },
  refund: { charge, customer, payment_intent: intent, payment_method: method },
  dispute: { charge, payment_intent: intent },
  'billing_portal.session': { configuration },
}

/** Fields of plain objects inside a resource, known by the name of their key. */
const INNER: Readonly<Record<string, Found>> = {
  default_payment_method: method,
  subscription,
  payment_intent: intent,
  price,
  charge,
}

export function expandableFields(object: JsonObject): Readonly<Record<string, Found>> {
  return typeof object['object'] === 'string' ? (FIELDS[object['object']] ?? {}) : INNER
}

export function findExpanded(world: World, owner: JsonObject, find: Found, id: string | undefined): Json {
  const wanted = id ?? owner['id']
  const found = typeof wanted === 'string' ? find(world, wanted, owner) : undefined
  return found ? toJson(found) : (id ?? null)
}

function present<R>(
  world: World,
  record: R | undefined,
  build: (world: World, record: R) => object,
): object | undefined {
  return record === undefined ? undefined : build(world, record)
}

function list(data: object[], url: string) {
  return { object: 'list', data, has_more: false, url }
}
