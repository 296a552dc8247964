import { mergeMetadata } from '../customers/fields.ts'
import { formatMoney } from '../pages/money.ts'
import { chargeObject } from '../payments/charge-object.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, listEndpoint, select } from '../wire/endpoint.ts'
import { choice, integer, metadata, text } from '../wire/parameters.ts'
import { invalid, missingParameter, required } from '../wire/refusal.ts'
import { refundObject } from './object.ts'
import type { ChargeRecord } from '../payments/record.ts'
import type { World } from '../world/world.ts'
import type { RefundRecord } from './record.ts'

export const refundEndpoints: Endpoint[] = [
  endpoint(
    'POST',
    '/v1/refunds',
    {
      amount: integer(1).optional(),
      charge: text().optional(),
      metadata: metadata().optional(),
      payment_intent: text().optional(),
      reason: choice('duplicate', 'fraudulent', 'requested_by_customer').optional(),
    },
    (world, given) => {
      const charge = refundableCharge(world, given.charge, given.payment_intent)
      const refund = refundCharge(world, charge, given.amount, {
        reason: given.reason ?? null,
        metadata: mergeMetadata({}, given.metadata),
      })
      return refundObject(world, refund)
    },
  ),

  endpoint('GET', '/v1/refunds/:id', {}, (world, _given, id) =>
    refundObject(world, required(world.refunds.find(id), 'refund', id)),
  ),

  endpoint('POST', '/v1/refunds/:id', { metadata: metadata().optional() }, (world, given, id) => {
    const refund = required(world.refunds.find(id), 'refund', id)
    const before = refundObject(world, refund)
    const object = refundObject(
      world,
      world.refunds.put({ ...refund, metadata: mergeMetadata(refund.metadata, given.metadata) }),
    )
    emit(world, 'refund.updated', object, { clock: refund.clock, before })
    return object
  }),

  listEndpoint('/v1/refunds', { charge: text().optional(), payment_intent: text().optional() }, (world, filters) =>
    select(world, world.refunds, { charge: filters.charge, intent: filters.payment_intent }, refundObject),
  ),
]

/** Gives back all or part of what is left of a charge. https://docs.stripe.com/refunds */
function refundCharge(
  world: World,
  charge: ChargeRecord,
  wanted: number | undefined,
  extra: Pick<RefundRecord, 'reason' | 'metadata'>,
): RefundRecord {
  if (charge.disputed)
    throw invalid(`Charge ${charge.id} has been charged back; it cannot be refunded.`, undefined, 'charge_disputed')
  const left = charge.amount - charge.amountRefunded
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, 'charge_already_refunded')
  const amount = wanted ?? left
  if (amount > left) {
    throw invalid(
      `Only ${formatMoney(left, charge.currency)} of this charge is left to refund, not ${formatMoney(amount, charge.currency)}.`,
      'amount',
    )
  }
  const refund = world.refunds.put({
    ...extra,
    id: world.newId('re_3'),
    created: world.clock.now(charge.clock),
    clock: charge.clock,
    amount,
    currency: charge.currency,
    charge: charge.id,
    intent: charge.intent,
    status: 'succeeded',
  })
  const before = chargeObject(world, charge)
  const after = world.charges.put({ ...charge, amountRefunded: charge.amountRefunded + amount })
  emit(world, 'refund.created', refundObject(world, refund), { clock: charge.clock })
  emit(world, 'charge.refunded', chargeObject(world, after), { clock: charge.clock, before })
  emit(world, 'refund.updated', refundObject(world, refund), { clock: charge.clock })
  return refund
}

function refundableCharge(world: World, chargeId: string | undefined, intentId: string | undefined): ChargeRecord {
  if (chargeId !== undefined) return paid(required(world.charges.find(chargeId), 'charge', chargeId, 'charge'))
  if (intentId === undefined) throw missingParameter('payment_intent')
  const intent = required(world.paymentIntents.find(intentId), 'payment_intent', intentId, 'payment_intent')
  const charge = intent.latestCharge === null ? undefined : world.charges.find(intent.latestCharge)
  if (!charge)
    throw invalid(`This PaymentIntent (${intentId}) does not have a successful charge to refund.`, 'payment_intent')
  return paid(charge)
}

function paid(charge: ChargeRecord): ChargeRecord {
  if (charge.status !== 'succeeded')
    throw invalid(`Charge ${charge.id} did not succeed, so there is nothing to refund.`, 'charge')
  return charge
}
