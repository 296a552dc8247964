import { chargeObject } from '../payments/charge-object.ts'
import { emit } from '../webhooks/emit.ts'
import { disputeObject } from './object.ts'
import type { World } from '../world/world.ts'
import type { DisputeRecord } from './record.ts'

/** The cardholder's bank takes the money back while it asks. https://docs.stripe.com/disputes/how-disputes-work */
export function openDispute(world: World, chargeId: string, reason: string): void {
  const charge = world.charges.find(chargeId)
  if (!charge || charge.disputed) return
  const before = chargeObject(world, charge)
  const disputed = world.charges.put({ ...charge, disputed: true })
  emit(world, 'charge.updated', chargeObject(world, disputed), { clock: charge.clock, before })
  const dispute = world.disputes.put({
    id: world.newId('du_1'),
    created: world.clock.now(charge.clock),
    clock: charge.clock,
    amount: charge.amount - charge.amountRefunded,
    currency: charge.currency,
    charge: charge.id,
    intent: charge.intent,
    reason,
    status: 'needs_response',
    metadata: {},
    evidence: {},
    submissions: 0,
  })
  emit(world, 'charge.dispute.created', disputeObject(world, dispute), { clock: charge.clock })
}

export function closeDispute(world: World, dispute: DisputeRecord, status: 'won' | 'lost'): DisputeRecord {
  if (dispute.status === 'won' || dispute.status === 'lost') return dispute
  const closed = world.disputes.put({ ...dispute, status })
  emit(world, 'charge.dispute.closed', disputeObject(world, closed), { clock: closed.clock })
  return closed
}
