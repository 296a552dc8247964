import { emit } from '../webhooks/emit.ts'
import { DAY } from '../world/billing-policy.ts'
import { subscriptionObject } from './object.ts'
import type { World } from '../world/world.ts'
import type { SubscriptionRecord } from './record.ts'

const OVER: readonly SubscriptionRecord['status'][] = ['canceled', 'incomplete_expired']

export function isOver(subscription: SubscriptionRecord): boolean {
  return OVER.includes(subscription.status)
}

/** Stores the new state, says so if anything visible changed, and sets the timers that follow from it. */
export function saveSubscription(
  world: World,
  before: SubscriptionRecord,
  changes: Partial<SubscriptionRecord>,
): SubscriptionRecord {
  const was = subscriptionObject(world, before)
  const after = world.subscriptions.put({ ...before, ...changes })
  const is = subscriptionObject(world, after)
  if (JSON.stringify(was) !== JSON.stringify(is)) {
    emit(world, 'customer.subscription.updated', is, { clock: after.clock, before: was })
  }

  setSubscriptionTimers(world, after)
  return after
}

export function setSubscriptionTimers(world: World, subscription: SubscriptionRecord): void {
  world.timers.clearAll(subscription.id)
  if (isOver(subscription)) return
  const { id, clock, periodEnd } = subscription
  const now = world.clock.now(clock)
  if (subscription.status === 'incomplete') {
    // The first payment has 23 hours. https://docs.stripe.com/billing/subscriptions/overview#subscription-lifecycle
    world.timers.set('subscription.expire_incomplete', id, subscription.created + 23 * 3600, clock)
    return
  }

  if (subscription.status === 'paused') return
  world.timers.set('subscription.renew', id, periodEnd, clock)
  const upcoming = periodEnd - world.billing.upcomingDays * DAY
  if (!subscription.cancelAtPeriodEnd && upcoming > now) world.timers.set('subscription.upcoming', id, upcoming, clock)
  if (subscription.cancelAt !== null && subscription.cancelAt < periodEnd)
    world.timers.set('subscription.cancel', id, subscription.cancelAt, clock)
  if (subscription.pauseCollection?.resumesAt)
    world.timers.set('subscription.resume_collection', id, subscription.pauseCollection.resumesAt, clock)
  if (subscription.status === 'trialing' && subscription.trialEnd !== null && subscription.trialEnd - 3 * DAY > now) {
    world.timers.set('subscription.announce_trial_end', id, subscription.trialEnd - 3 * DAY, clock)
  }
}
