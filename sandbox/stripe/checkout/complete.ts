import { customerObject } from '../customers/object.ts'
import { createCustomer } from '../customers/create.ts'
import { attachMethod } from '../payments/methods.ts'
import { setupIntentObject } from '../payments/objects.ts'
import { startPaidSubscription } from '../subscriptions/start.ts'
import { emit } from '../webhooks/emit.ts'
import { sessionObject } from './objects.ts'
import type { CustomerRecord } from '../customers/record.ts'
import type { PaymentIntentRecord, PaymentMethodRecord } from '../payments/record.ts'
import type { World } from '../world/world.ts'
import type { PayerRecord, SessionLineRecord, SessionRecord } from './record.ts'

/**
 * The money is there (or, by direct debit, on its way): everything the session was for is made, and the session
 * closed.
 */
export function completePaidSession(
  world: World,
  session: SessionRecord,
  payer: PayerRecord,
  intent: PaymentIntentRecord,
  method: PaymentMethodRecord,
): SessionRecord {
  const customer = session.customer === null ? undefined : world.customers.find(session.customer)
  const paymentStatus = intent.status === 'succeeded' ? 'paid' : 'unpaid'
  if (session.mode === 'payment' || !customer) return close(world, session, payer, { paymentStatus, intent: intent.id })
  const recurs = (line: SessionLineRecord) => world.prices.find(line.price)?.recurring != null
  const { subscription, invoice } = startPaidSubscription(
    world,
    {
      customer: customer.id,
      items: session.lines.filter(recurs).map(({ price, quantity, metadata }) => ({ price, quantity, metadata })),
      metadata: session.subscriptionMetadata,
      description: session.subscriptionDescription,
      defaultPaymentMethod: method.id,
      trialEnd: null,
    },
    intent,
    // Prices that do not recur stand on the first invoice alone.
    session.lines.filter((line) => !recurs(line)),
  )
  return close(world, session, payer, {
    paymentStatus,
    intent: intent.id,
    subscription: subscription.id,
    invoice: invoice.id,
  })
}

/** In setup mode nothing is paid: the method is saved with the customer, if there is one. */
export function completeSetupSession(
  world: World,
  session: SessionRecord,
  payer: PayerRecord,
  method: PaymentMethodRecord,
): SessionRecord {
  const customer = session.customer === null ? undefined : world.customers.find(session.customer)
  const saved = customer ? attachMethod(world, method, customer) : method
  const intent = session.setupIntent === null ? undefined : world.setupIntents.find(session.setupIntent)
  if (intent) {
    const succeeded = world.setupIntents.put({ ...intent, method: saved.id, status: 'succeeded', failure: null })
    emit(world, 'setup_intent.succeeded', setupIntentObject(world, succeeded), { clock: session.clock })
  }

  return close(world, session, payer, { paymentStatus: 'no_payment_required' })
}

/**
 * The customer that the payment is for: the one given, or one made now from what the payer typed, if the session
 * wants one.
 */
export function customerForSession(
  world: World,
  session: SessionRecord,
  payer: PayerRecord,
): CustomerRecord | undefined {
  if (session.customer !== null) return updateGivenCustomer(world, session, payer)
  if (session.mode === 'payment' && session.customerCreation !== 'always') return undefined
  if (session.mode === 'setup' && session.customerCreation !== 'always') return undefined
  return createCustomer(world, {
    clock: session.clock,
    email: payer.email,
    name: payer.name,
    address: payer.address,
    shipping: payer.shipping,
  })
}

/** `customer_update` decides what a returning customer's payment may overwrite; by default nothing. */
function updateGivenCustomer(world: World, session: SessionRecord, payer: PayerRecord): CustomerRecord | undefined {
  const customer = session.customer === null ? undefined : world.customers.find(session.customer)
  if (!customer || !session.customerGiven) return customer
  const before = customerObject(world, customer)
  const after: CustomerRecord = {
    ...customer,
    email: customer.email ?? payer.email,
    name: session.customerUpdate.name ? payer.name : customer.name,
    address: session.customerUpdate.address ? payer.address : customer.address,
    shipping: session.customerUpdate.shipping ? payer.shipping : customer.shipping,
  }
  const object = customerObject(world, world.customers.put(after))
  if (JSON.stringify(before) !== JSON.stringify(object))
    emit(world, 'customer.updated', object, { clock: after.clock, before })
  return after
}

function close(
  world: World,
  session: SessionRecord,
  payer: PayerRecord,
  outcome: Partial<SessionRecord>,
): SessionRecord {
  world.timers.clearAll(session.id)
  const complete = world.sessions.put({ ...session, ...outcome, payer, status: 'complete' })
  emit(world, 'checkout.session.completed', sessionObject(world, complete), { clock: complete.clock })
  return complete
}
