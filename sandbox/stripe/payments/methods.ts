import { invalid } from '../wire/refusal.ts'
import { emit } from '../webhooks/emit.ts'
import { paymentMethodObject } from './method-object.ts'
import { cardAliases } from './test-cards.ts'
import type { CustomerRecord } from '../customers/record.ts'
import type { World } from '../world/world.ts'
import type { BillingRecord, PaymentMethodRecord } from './record.ts'

type NewMethod = Pick<PaymentMethodRecord, 'type' | 'number' | 'expiryMonth' | 'expiryYear' | 'billing' | 'clock'>
export const noBilling: BillingRecord = { name: null, email: null, phone: null, address: null }

export function createMethod(world: World, method: NewMethod): PaymentMethodRecord {
  return world.paymentMethods.put({
    ...method,
    id: world.newId('pm_1'),
    created: world.clock.now(method.clock),
    customer: null,
    metadata: {},
    setUp: false,
    allowRedisplay: 'unspecified',
  })
}

/**
 * Finds a payment method by its id. `pm_card_…` makes a fresh one each time, as Stripe's aliases do.
 * https://docs.stripe.com/testing#cards
 */
export function findMethod(world: World, id: string, clock: string | null = null): PaymentMethodRecord | undefined {
  const alias = id.startsWith('pm_card_') ? cardAliases[id.slice('pm_card_'.length)] : undefined
  if (alias === undefined) return world.paymentMethods.find(id)
  return cardMethod(world, alias, clock)
}

/** A card that expires in three years from the sandbox's present. */
export function cardMethod(world: World, number: string, clock: string | null): PaymentMethodRecord {
  const expiryYear = new Date(world.clock.now(clock) * 1000).getUTCFullYear() + 3
  return createMethod(world, { type: 'card', number, expiryMonth: 12, expiryYear, billing: noBilling, clock })
}

/** Saving a method for later also counts as its owner having authenticated it. */
export function attachMethod(world: World, method: PaymentMethodRecord, customer: CustomerRecord): PaymentMethodRecord {
  if (method.customer === customer.id) return method
  if (method.customer !== null)
    throw invalid('This payment method belongs to another customer already.', 'payment_method')
  const attached = world.paymentMethods.put({ ...method, customer: customer.id, clock: customer.clock, setUp: true })
  emit(world, 'payment_method.attached', paymentMethodObject(world, attached), { clock: customer.clock })
  return attached
}

/** The bank has sent a new card, and told Stripe before its owner did. https://docs.stripe.com/payments/cards/overview#automatic-card-updates */
export function replaceCard(
  world: World,
  method: PaymentMethodRecord,
  changes: Pick<PaymentMethodRecord, 'number' | 'expiryMonth' | 'expiryYear'>,
): object {
  const before = paymentMethodObject(world, method)
  const object = paymentMethodObject(world, world.paymentMethods.put({ ...method, ...changes }))
  emit(world, 'payment_method.automatically_updated', object, { clock: method.clock, before })
  return object
}
