import { sessionRecord } from '../checkout/record.ts'
import { customerRecord } from '../customers/record.ts'
import { disputeRecord } from '../disputes/record.ts'
import { invoiceItemRecord, invoicePaymentRecord, invoiceRecord } from '../invoices/record.ts'
import { chargeRecord, paymentIntentRecord, paymentMethodRecord, setupIntentRecord } from '../payments/record.ts'
import { portalConfigurationRecord, portalSessionRecord } from '../portal/record.ts'
import { priceRecord, productRecord } from '../products/record.ts'
import { refundRecord } from '../refunds/record.ts'
import { subscriptionRecord } from '../subscriptions/record.ts'
import { testClockRecord } from '../test-clocks/record.ts'
import { eventRecord, webhookEndpointRecord } from '../webhooks/record.ts'
import { Clock } from './clock.ts'
import { Collection } from './collection.ts'
import { Database } from './database.ts'
import { identifier, type RandomBytes } from './identifiers.ts'
import { Settings } from './settings.ts'
import { Timers } from './timers.ts'
import type { BillingPolicy } from './billing-policy.ts'

export type WorldOptions = {
  stateFile: string
  clockFile: string | undefined
  publicOrigin: string
  merchantName: string
  realMilliseconds: () => number
  random: RandomBytes
  billing: BillingPolicy
}

/** Everything a rule may touch: the records, the time, the dice, and who asked. */
export type World = ReturnType<typeof openWorld>

/** Events say which API request caused them; what happens by itself, or on a hosted page, has none. */
export type RequestMark = { id: string | null; idempotencyKey: string | null }

export function openWorld(options: WorldOptions) {
  const database = new Database(options.stateFile)
  const settings = new Settings(database)
  return {
    database,
    settings,
    clock: new Clock(settings, options.realMilliseconds, options.clockFile),
    timers: new Timers(database),
    realMilliseconds: options.realMilliseconds,
    publicOrigin: options.publicOrigin,
    merchantName: options.merchantName,
    billing: options.billing,
    newId: (prefix: string, length?: number) => identifier(prefix, options.random, length),
    request: noRequest(),
    customers: new Collection(database, 'customer', customerRecord),
    products: new Collection(database, 'product', productRecord),
    prices: new Collection(database, 'price', priceRecord),
    sessions: new Collection(database, 'checkout.session', sessionRecord),
    subscriptions: new Collection(database, 'subscription', subscriptionRecord),
    invoices: new Collection(database, 'invoice', invoiceRecord),
    invoiceItems: new Collection(database, 'invoiceitem', invoiceItemRecord),
    invoicePayments: new Collection(database, 'invoice_payment', invoicePaymentRecord),
    paymentMethods: new Collection(database, 'payment_method', paymentMethodRecord),
    paymentIntents: new Collection(database, 'payment_intent', paymentIntentRecord),
    setupIntents: new Collection(database, 'setup_intent', setupIntentRecord),
    charges: new Collection(database, 'charge', chargeRecord),
    refunds: new Collection(database, 'refund', refundRecord),
    disputes: new Collection(database, 'dispute', disputeRecord),
    events: new Collection(database, 'event', eventRecord),
    webhookEndpoints: new Collection(database, 'webhook_endpoint', webhookEndpointRecord),
    testClocks: new Collection(database, 'test_helpers.test_clock', testClockRecord),
    portalConfigurations: new Collection(database, 'billing_portal.configuration', portalConfigurationRecord),
    portalSessions: new Collection(database, 'billing_portal.session', portalSessionRecord),
  }
}

function noRequest(): RequestMark {
  return { id: null, idempotencyKey: null }
}

export function duringRequest(world: World, request: RequestMark): World {
  return { ...world, request }
}
