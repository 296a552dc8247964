import { emit } from '../webhooks/emit.ts'
import { subscriptionObject } from './object.ts'
import { isOver } from './save.ts'
import type { World } from '../world/world.ts'
import type { SubscriptionRecord } from './record.ts'

type Reason = Partial<SubscriptionRecord['cancellation']>

/**
 * Ends a subscription now. What it still owes stays open, but nobody tries to collect it.
 * https://docs.stripe.com/billing/subscriptions/cancel
 */
export function cancelNow(world: World, subscription: SubscriptionRecord, reason: Reason): SubscriptionRecord {
  if (isOver(subscription)) return subscription
  const now = world.clock.now(subscription.clock)
  world.timers.clearAll(subscription.id)
  stopCollecting(world, subscription)
  const canceled = world.subscriptions.put({
    ...subscription,
    status: 'canceled',
    canceledAt: subscription.canceledAt ?? now,
    endedAt: now,
    pauseCollection: null,
    cancellation: { ...subscription.cancellation, ...reason },
  })
  emit(world, 'customer.subscription.deleted', subscriptionObject(world, canceled), { clock: canceled.clock })
  return canceled
}

function stopCollecting(world: World, subscription: SubscriptionRecord): void {
  for (const invoice of world.invoices.all({ subscription: subscription.id, status: { in: ['draft', 'open'] } })) {
    world.timers.clearAll(invoice.id)
    world.invoices.put({ ...invoice, autoAdvance: false, nextPaymentAttempt: null, finalizesAt: null })
  }
}

/** The first payment never came. */
export function expireIncomplete(world: World, subscription: SubscriptionRecord): void {
  if (subscription.status !== 'incomplete') return
  stopCollecting(world, subscription)
  const before = subscriptionObject(world, subscription)
  const expired = world.subscriptions.put({
    ...subscription,
    status: 'incomplete_expired',
    endedAt: world.clock.now(subscription.clock),
  })
  world.timers.clearAll(subscription.id)
  emit(world, 'customer.subscription.updated', subscriptionObject(world, expired), { clock: expired.clock, before })
}
