import type Stripe from 'stripe'
import type { OnTheWire } from '../wire/on-the-wire.ts'
import type { World } from '../world/world.ts'
import type { RefundRecord } from './record.ts'

export function refundObject(world: World, record: RefundRecord): OnTheWire<Stripe.Refund> {
  const charge = world.charges.find(record.charge)
  return {
    id: record.id,
    object: 'refund',
    amount: record.amount,
    balance_transaction: null,
    charge: record.charge,
    created: record.created,
    currency: record.currency,
    customer: charge?.customer ?? null,
    customer_account: null,
    destination_details: {
      card: { type: 'refund', reference_status: 'pending', reference_type: 'acquirer_reference_number' },
      type: 'card',
    },
    ...(record.status === 'failed' ? { failure_reason: 'unknown' } : {}),
    metadata: record.metadata,
    payment_intent: record.intent,
    payment_method: charge?.method ?? null,
    reason: record.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: record.status,
    transfer_reversal: null,
  }
}
