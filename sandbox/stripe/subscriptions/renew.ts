import { invoiceFor, upcomingInvoice } from '../invoices/draft.ts'
import { finalizeInvoice } from '../invoices/finalize.ts'
import { invoiceObject } from '../invoices/objects.ts'
import { emit } from '../webhooks/emit.ts'
import { cancelNow } from './cancel.ts'
import { subscriptionObject } from './object.ts'
import { periodEnd, recurrenceOf } from './periods.ts'
import { isOver, saveSubscription } from './save.ts'
import type { World } from '../world/world.ts'
import type { SubscriptionRecord } from './record.ts'

/**
 * A period has ended: the subscription ends with it, or moves to the next one and is billed for it in advance. The
 * invoice stays a draft for a while before it is collected. https://docs.stripe.com/billing/invoices/subscription
 */
export function renew(world: World, subscription: SubscriptionRecord): void {
  if (isOver(subscription) || subscription.status === 'paused' || subscription.status === 'incomplete') return
  if (
    subscription.cancelAtPeriodEnd ||
    (subscription.cancelAt !== null && subscription.cancelAt <= subscription.periodEnd)
  ) {
    cancelNow(world, subscription, {})
    return
  }
  const moved: SubscriptionRecord = {
    ...subscription,
    status: subscription.status === 'trialing' ? 'active' : subscription.status,
    periodStart: subscription.periodEnd,
    periodEnd: periodEnd(subscription.anchor, subscription.periodEnd, recurrenceOf(world, subscription)),
  }
  // An unpaid subscription is still billed, but its invoices wait for somebody to collect them.
  const autoAdvance = subscription.status !== 'unpaid' && subscription.pauseCollection?.behavior !== 'keep_as_draft'
  const invoice = invoiceFor(world, moved, 'subscription_cycle', {
    autoAdvance,
    periodStart: subscription.periodStart,
    periodEnd: subscription.periodEnd,
  })
  saveSubscription(world, subscription, { ...moved, latestInvoice: invoice.id })
  if (!autoAdvance) return
  const finalizesAt = invoice.created + world.billing.draftSeconds
  if (world.billing.draftSeconds === 0) finalizeInvoice(world, invoice, 'absent')
  else
    world.timers.set('invoice.finalize', world.invoices.put({ ...invoice, finalizesAt }).id, finalizesAt, invoice.clock)
}

/**
 * https://docs.stripe.com/api/events/types#event_types-invoice.upcoming: the invoice has no id, because it does not
 * exist yet.
 */
export function announceRenewal(world: World, subscription: SubscriptionRecord): void {
  if (isOver(subscription) || subscription.status === 'paused' || subscription.cancelAtPeriodEnd) return
  emit(world, 'invoice.upcoming', invoiceObject(world, upcomingInvoice(world, subscription)), {
    clock: subscription.clock,
    without: 'id',
  })
}

export function announceTrialEnd(world: World, subscription: SubscriptionRecord): void {
  if (subscription.status !== 'trialing') return
  emit(world, 'customer.subscription.trial_will_end', subscriptionObject(world, subscription), {
    clock: subscription.clock,
  })
}
