import { invoiceFor } from '../invoices/draft.ts'
import { finalizeInvoice } from '../invoices/finalize.ts'
import { emit } from '../webhooks/emit.ts'
import { invalid, required } from '../wire/refusal.ts'
import { subscriptionObject } from './object.ts'
import { periodEnd, recurrenceOf } from './periods.ts'
import { saveSubscription, setSubscriptionTimers } from './save.ts'
import type { World } from '../world/world.ts'
import type { SubscriptionRecord } from './record.ts'

/**
 * A paused subscription makes no invoices and its periods stand still.
 * https://docs.stripe.com/billing/subscriptions/pause
 */
export function pauseSubscription(world: World, subscription: SubscriptionRecord): SubscriptionRecord {
  if (subscription.status !== 'active' && subscription.status !== 'trialing' && subscription.status !== 'past_due') {
    throw invalid(`A subscription that is ${subscription.status} cannot be paused.`)
  }
  const before = subscriptionObject(world, subscription)
  const paused = world.subscriptions.put({
    ...subscription,
    status: 'paused',
    pausedAt: world.clock.now(subscription.clock),
  })
  setSubscriptionTimers(world, paused)
  emit(world, 'customer.subscription.paused', subscriptionObject(world, paused), { clock: paused.clock })
  emit(world, 'customer.subscription.updated', subscriptionObject(world, paused), { clock: paused.clock, before })
  return paused
}

/**
 * Resuming with a new anchor begins a new period, charged at once; with the old anchor the paid period goes on until
 * its end. https://docs.stripe.com/api/subscriptions/resume
 */
export function resumeSubscription(
  world: World,
  subscription: SubscriptionRecord,
  anchor: 'now' | 'unchanged',
): SubscriptionRecord {
  if (subscription.status !== 'paused')
    throw invalid(`A subscription that is ${subscription.status} cannot be resumed.`)
  const now = world.clock.now(subscription.clock)
  const resumed: SubscriptionRecord = { ...subscription, status: 'active', pausedAt: null }
  if (anchor === 'unchanged' && subscription.periodEnd > now) {
    emit(world, 'customer.subscription.resumed', subscriptionObject(world, resumed), { clock: resumed.clock })
    return saveSubscription(world, subscription, resumed)
  }
  const moved: SubscriptionRecord = { ...resumed, anchor: now, periodStart: now }
  const begun = { ...moved, periodEnd: periodEnd(now, now, recurrenceOf(world, moved)) }
  const draft = invoiceFor(world, begun, 'subscription_cycle', { autoAdvance: true })
  const current = { ...begun, latestInvoice: draft.id }
  emit(world, 'customer.subscription.resumed', subscriptionObject(world, current), { clock: current.clock })
  saveSubscription(world, subscription, current)
  finalizeInvoice(world, draft, 'absent')
  return required(world.subscriptions.find(subscription.id), 'subscription', subscription.id)
}
