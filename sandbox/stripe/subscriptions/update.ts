import { mergeMetadata } from '../customers/fields.ts'
import { invoiceFor } from '../invoices/draft.ts'
import { finalizeInvoice } from '../invoices/finalize.ts'
import { invalid, required } from '../wire/refusal.ts'
import { notPaid, priceOf } from './create.ts'
import { periodEnd, recurrenceOf } from './periods.ts'
import { isOver, saveSubscription } from './save.ts'
import type { World } from '../world/world.ts'
import type { UpdateParameters } from './parameters.ts'
import type { SubscriptionItemRecord, SubscriptionRecord } from './record.ts'

/**
 * Changes a subscription without proration. A new amount counts from the next renewal; a new interval begins a new
 * period now and is charged now. https://docs.stripe.com/billing/subscriptions/change-price
 */
export function updateSubscription(
  world: World,
  subscription: SubscriptionRecord,
  given: UpdateParameters,
): SubscriptionRecord {
  if (isOver(subscription)) return updateEnded(world, subscription, given)
  refuseProration(given)
  refusePast(given, world.clock.now(subscription.clock))
  const items = given.items ? changedItems(world, subscription, given.items) : subscription.items
  const now = world.clock.now(subscription.clock)
  const changes: Partial<SubscriptionRecord> = {
    items,
    description: given.description === undefined ? subscription.description : given.description,
    metadata: mergeMetadata(subscription.metadata, given.metadata),
    defaultPaymentMethod: chosenMethod(world, subscription, given.default_payment_method),
    pauseCollection:
      given.pause_collection === undefined
        ? subscription.pauseCollection
        : given.pause_collection && {
            behavior: given.pause_collection.behavior,
            resumesAt: given.pause_collection.resumes_at ?? null,
          },
    ...cancellation(subscription, given, now),
  }
  const newInterval =
    JSON.stringify(recurrenceOf(world, { items })) !== JSON.stringify(recurrenceOf(world, subscription))
  if (!newInterval && given.billing_cycle_anchor?.type !== 'now') return saveSubscription(world, subscription, changes)
  return beginNewPeriod(world, subscription, changes, now, given.payment_behavior === 'error_if_incomplete')
}

function beginNewPeriod(
  world: World,
  subscription: SubscriptionRecord,
  changes: Partial<SubscriptionRecord>,
  now: number,
  onlyIfPaid: boolean,
): SubscriptionRecord {
  const moved: SubscriptionRecord = { ...subscription, ...changes, anchor: now, periodStart: now }
  const ends = periodEnd(now, now, recurrenceOf(world, moved))
  // Notice given for the end of the period moves with that end.
  const begun = { ...moved, periodEnd: ends, ...(moved.cancelAtPeriodEnd ? { cancelAt: ends } : {}) }
  const draft = invoiceFor(world, begun, 'subscription_update', { autoAdvance: true })
  const saved = saveSubscription(world, subscription, { ...begun, latestInvoice: draft.id })
  const invoice = finalizeInvoice(world, draft, 'absent')
  if (onlyIfPaid && invoice.status === 'open') throw notPaid(world, invoice)
  return required(world.subscriptions.find(saved.id), 'subscription', saved.id)
}

/** After its end only a subscription's metadata and the reasons for the end can change. */
function updateEnded(world: World, subscription: SubscriptionRecord, given: UpdateParameters): SubscriptionRecord {
  const { metadata, cancellation_details: details, ...others } = given
  const refused = Object.entries(others).find(([, value]) => value !== undefined)
  if (refused)
    throw invalid('Of a subscription that has ended only metadata and cancellation_details can change.', refused[0])
  return saveSubscription(world, subscription, {
    metadata: mergeMetadata(subscription.metadata, metadata),
    cancellation: { ...subscription.cancellation, ...details },
  })
}

function changedItems(
  world: World,
  subscription: SubscriptionRecord,
  given: NonNullable<UpdateParameters['items']>,
): SubscriptionItemRecord[] {
  let items = [...subscription.items]
  for (const [index, change] of given.entries()) {
    const param = `items[${index}]`
    if (change.id === undefined) {
      const price2 = priceOf(world, change, param)
      items.push({
        id: world.newId('si_', 14),
        created: world.clock.now(subscription.clock),
        price: price2,
        quantity: change.quantity ?? 1,
        metadata: mergeMetadata({}, change.metadata),
      })
      continue
    }
    const present = required(
      items.find((item) => item.id === change.id),
      'subscription_item',
      change.id,
      `${param}[id]`,
    )
    const price =
      change.price === undefined && change.price_data === undefined ? present.price : priceOf(world, change, param)
    const changed = {
      ...present,
      price,
      quantity: change.quantity ?? present.quantity,
      metadata: mergeMetadata(present.metadata, change.metadata),
    }
    items = change.deleted
      ? items.filter((item) => item.id !== change.id)
      : items.map((item) => (item.id === change.id ? changed : item))
  }
  const prices = items.map((item) => required(world.prices.find(item.price), 'price', item.price))
  if (prices.length === 0) throw invalid('A subscription must have at least one active item.', 'items')
  if (prices.some((price) => price.currency !== subscription.currency))
    throw invalid('The currency of a subscription cannot change.', 'items')
  if (new Set(prices.map((price) => JSON.stringify(price.recurring))).size > 1)
    throw invalid('All items of a subscription must share one interval.', 'items')
  return items
}

function chosenMethod(world: World, subscription: SubscriptionRecord, wanted: string | undefined): string | null {
  if (wanted === undefined) return subscription.defaultPaymentMethod
  const method = world.paymentMethods.find(wanted)
  return required(
    method?.customer === subscription.customer ? method : undefined,
    'PaymentMethod',
    wanted,
    'default_payment_method',
  ).id
}

/**
 * `cancel_at_period_end` also shows as `cancel_at`; taking it back clears both.
 * https://docs.stripe.com/billing/subscriptions/cancel
 */
function cancellation(
  subscription: SubscriptionRecord,
  given: UpdateParameters,
  now: number,
): Partial<SubscriptionRecord> {
  const details = given.cancellation_details
    ? { cancellation: { ...subscription.cancellation, ...given.cancellation_details } }
    : {}
  if (given.cancel_at_period_end !== undefined && given.cancel_at)
    throw invalid('Give only one of: cancel_at, cancel_at_period_end.', 'cancel_at', 'parameters_exclusive')
  const asked = {
    ...subscription.cancellation,
    ...given.cancellation_details,
    reason: 'cancellation_requested' as const,
  }

  if (given.cancel_at_period_end === true) {
    return {
      cancelAtPeriodEnd: true,
      cancelAt: subscription.periodEnd,
      canceledAt: subscription.canceledAt ?? now,
      cancellation: asked,
    }
  }

  if (given.cancel_at) {
    if (given.cancel_at <= now) throw invalid('`cancel_at` must be in the future.', 'cancel_at')
    return { cancelAtPeriodEnd: false, cancelAt: given.cancel_at, canceledAt: now, cancellation: asked }
  }

  if (given.cancel_at_period_end === false || given.cancel_at === null) {
    return {
      cancelAtPeriodEnd: false,
      cancelAt: null,
      canceledAt: null,
      cancellation: { comment: null, feedback: null, ...given.cancellation_details, reason: null },
    }
  }
  return details
}

/** https://docs.stripe.com/billing/subscriptions/pause-payment#resume */
function refusePast({ pause_collection: pause }: UpdateParameters, now: number): void {
  if (pause?.resumes_at !== undefined && pause.resumes_at <= now)
    throw invalid('`resumes_at` must be in the future.', 'pause_collection[resumes_at]')
}

/**
 * The product never prorates, so the sandbox does not either; it would rather refuse than compute something else than
 * Stripe.
 */
function refuseProration(given: UpdateParameters): void {
  if (given.items && given.proration_behavior !== 'none') {
    throw invalid('The sandbox does not prorate: send proration_behavior=none.', 'proration_behavior')
  }
}
