import { applyDecidedPayment } from '../invoices/collect.ts'
import { settleDebit } from '../payments/attempt.ts'
import { emit } from '../webhooks/emit.ts'
import { sessionObject } from './objects.ts'
import type { World } from '../world/world.ts'

/**
 * A direct debit has been decided: the session that began it hears of it, and the invoice it was to pay.
 * https://docs.stripe.com/payments/checkout/fulfill-orders#delayed-notification
 */
export function applySettledDebit(world: World, intentId: string): void {
  const pending = world.paymentIntents.find(intentId)
  if (pending?.status !== 'processing') return
  const intent = settleDebit(world, pending)
  const session = intent.session === null ? undefined : world.sessions.find(intent.session)
  if (session?.status === 'complete' && session.paymentStatus === 'unpaid') {
    const paid = intent.status === 'succeeded'
    const after = world.sessions.put({ ...session, paymentStatus: paid ? 'paid' : 'unpaid' })
    emit(
      world,
      paid ? 'checkout.session.async_payment_succeeded' : 'checkout.session.async_payment_failed',
      sessionObject(world, after),
      { clock: after.clock },
    )
  }

  applyDecidedPayment(world, intent)
}
