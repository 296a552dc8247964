import { livingCustomer } from '../customers/living.ts'
import { type Endpoint, endpoint, listEndpoint, select, selectWithin } from '../wire/endpoint.ts'
import { choice, flag, group, text } from '../wire/parameters.ts'
import { invalid, required } from '../wire/refusal.ts'
import { cancelNow } from './cancel.ts'
import { createSubscription } from './create.ts'
import { subscriptionItemObject, subscriptionObject } from './object.ts'
import { pauseSubscription, resumeSubscription } from './pause.ts'
import { cancellationDetails, createParameters, updateParameters } from './parameters.ts'
import { updateSubscription } from './update.ts'

export const subscriptionEndpoints: Endpoint[] = [
  endpoint('POST', '/v1/subscriptions', createParameters, (world, given) => {
    livingCustomer(world, given.customer, 'customer')
    return subscriptionObject(world, createSubscription(world, given))
  }),

  endpoint('GET', '/v1/subscriptions/:id', {}, (world, _given, id) =>
    subscriptionObject(world, required(world.subscriptions.find(id), 'subscription', id)),
  ),

  endpoint('POST', '/v1/subscriptions/:id', updateParameters, (world, given, id) =>
    subscriptionObject(
      world,
      updateSubscription(world, required(world.subscriptions.find(id), 'subscription', id), given),
    ),
  ),

  endpoint(
    'DELETE',
    '/v1/subscriptions/:id',
    {
      cancellation_details: cancellationDetails.optional(),
      invoice_now: flag().optional(),
      prorate: flag().optional(),
    },
    (world, given, id) => {
      const subscription = required(world.subscriptions.find(id), 'subscription', id)
      // A canceled subscription answers as one that does not exist. https://docs.stripe.com/api/subscriptions/cancel
      required(subscription.status === 'canceled' ? undefined : subscription, 'subscription', id)
      if (given.prorate) throw invalid('The sandbox does not prorate.', 'prorate')
      const { comment = null, feedback = null } = given.cancellation_details ?? {}
      return subscriptionObject(
        world,
        cancelNow(world, subscription, { comment, feedback, reason: 'cancellation_requested' }),
      )
    },
  ),

  endpoint('POST', '/v1/subscriptions/:id/pause', { type: choice('subscription').optional() }, (world, _given, id) =>
    subscriptionObject(world, pauseSubscription(world, required(world.subscriptions.find(id), 'subscription', id))),
  ),

  endpoint(
    'POST',
    '/v1/subscriptions/:id/resume',
    {
      billing_cycle_anchor: group({ type: choice('now', 'unchanged') }).optional(),
      payment_behavior: choice('resume_on_payment_attempt', 'resume_on_payment_success').optional(),
      proration_behavior: choice('none').optional(),
    },
    (world, given, id) =>
      subscriptionObject(
        world,
        resumeSubscription(
          world,
          required(world.subscriptions.find(id), 'subscription', id),
          given.billing_cycle_anchor?.type ?? 'now',
        ),
      ),
  ),

  listEndpoint(
    '/v1/subscriptions',
    {
      customer: text().optional(),
      price: text().optional(),
      status: choice(
        'active',
        'all',
        'canceled',
        'ended',
        'incomplete',
        'incomplete_expired',
        'past_due',
        'paused',
        'trialing',
        'unpaid',
      ).optional(),
      test_clock: text().optional(),
    },
    (world, filters) =>
      select(
        world,
        world.subscriptions,
        {
          customer: filters.customer,
          clock: filters.test_clock,
          'items[0].price': filters.price,
          status: wantedStatus(filters.status),
        },
        subscriptionObject,
      ),
  ),

  listEndpoint('/v1/subscription_items', { subscription: text() }, (world, filters) => {
    const subscription = required(
      world.subscriptions.find(filters.subscription),
      'subscription',
      filters.subscription,
      'subscription',
    )
    return selectWithin(subscription.items.map((each) => subscriptionItemObject(world, subscription, each)))
  }),
]

/** Without a status, everything but the canceled. https://docs.stripe.com/api/subscriptions/list */
function wantedStatus(status: string | undefined) {
  if (status === undefined) return { not: 'canceled' }
  if (status === 'all') return undefined
  if (status === 'ended') return { in: ['canceled', 'incomplete_expired'] }
  return status
}
