import { chargeObject } from '../payments/charge-object.ts'
import { emit } from '../webhooks/emit.ts'
import type { World } from '../world/world.ts'
import { refundObject } from './object.ts'
import type { RefundRecord } from './record.ts'

/** The bank sends the refund back, days later: the money is the merchant's again. https://docs.stripe.com/refunds#failed-refunds */
export function failRefund(world: World, refund: RefundRecord): object {
  if (refund.status === 'failed') return refundObject(world, refund)
  const before = refundObject(world, refund)
  const object = refundObject(world, world.refunds.put({ ...refund, status: 'failed' }))
  const charge = world.charges.find(refund.charge)
  if (charge) {
    const was = chargeObject(world, charge)
    const after = world.charges.put({ ...charge, amountRefunded: charge.amountRefunded - refund.amount })
    emit(world, 'charge.updated', chargeObject(world, after), { clock: charge.clock, before: was })
  }
  emit(world, 'refund.updated', object, { clock: refund.clock, before })
  emit(world, 'refund.failed', object, { clock: refund.clock })
  return object
}
