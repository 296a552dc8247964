import type { Step } from '../checkout/hosted.ts'
import { customerObject } from '../customers/object.ts'
import type { CustomerRecord } from '../customers/record.ts'
import type { Values } from '../pages/fields.ts'
import { notice, redirect } from '../pages/layout.ts'
import { filledIn } from '../pages/test-cards.ts'
import { attachMethod, createMethod, noBilling } from '../payments/methods.ts'
import { testCard } from '../payments/test-cards.ts'
import { readMethod } from '../payments/typed-method.ts'
import { cancelNow } from '../subscriptions/cancel.ts'
import type { SubscriptionRecord } from '../subscriptions/record.ts'
import { isOver, saveSubscription } from '../subscriptions/save.ts'
import { emit } from '../webhooks/emit.ts'
import type { World } from '../world/world.ts'
import { cancelPage, cardPage, detailsPage, homePage, type Visit } from './pages.ts'

/** What the portal shows under `/p/session/<secret>`, and under its rooms `card`, `details`, `cancel/<id>` and `resume/<id>`. */
export function showPortal(world: World, secret: string, room: string): Step {
  const visit = visitOf(world, secret)
  if (!visit) return { page: notice(404, 'No such page', 'This link to the billing portal is not valid.') }
  const { flow } = visit.session
  const wanted = room === '' && flow ? roomOf(flow) : room
  const [name = '', id = ''] = wanted.split('/')
  const view = { values: {}, errors: {}, reason: null }
  if (name === 'card' && visit.configuration.paymentMethodUpdate) return { page: cardPage(visit, view) }
  if (name === 'details' && visit.configuration.customerUpdate) return { page: detailsPage(visit, view) }
  const subscription =
    name === 'cancel' && visit.configuration.cancel ? subscriptionOf(world, visit.customer, id) : undefined
  return { page: subscription ? cancelPage(world, visit, subscription) : homePage(world, visit) }
}

export function submitPortal(world: World, secret: string, room: string, typed: Values): Step {
  const visit = visitOf(world, secret)
  if (!visit) return showPortal(world, secret, room)
  const [name = '', id = ''] = room.split('/')
  if (name === 'card' && visit.configuration.paymentMethodUpdate) return changeCard(world, visit, typed)
  if (name === 'details' && visit.configuration.customerUpdate) return changeDetails(world, visit, typed)
  const subscription = subscriptionOf(world, visit.customer, id)
  if (!subscription || !visit.configuration.cancel) return showPortal(world, secret, '')
  if (name === 'cancel') return cancel(world, visit, subscription, typed)
  if (name === 'resume') resume(world, subscription)
  return { page: redirect(visit.address) }
}

function visitOf(world: World, secret: string): Visit | undefined {
  const session = world.portalSessions.newest({ secret })
  const customer = session ? world.customers.find(session.customer) : undefined
  const configuration = session ? world.portalConfigurations.find(session.configuration) : undefined
  if (!session || !customer || customer.deleted || !configuration) return undefined
  return {
    session,
    customer,
    configuration,
    address: `${world.publicOrigin}/p/session/${secret}`,
    merchant: world.merchantName,
  }
}

/** A customer's own subscription, and nobody else's. */
function subscriptionOf(world: World, customer: CustomerRecord, id: string): SubscriptionRecord | undefined {
  const subscription = world.subscriptions.find(id)
  return subscription?.customer === customer.id ? subscription : undefined
}

function roomOf(flow: NonNullable<Visit['session']['flow']>): string {
  if (flow.type === 'payment_method_update') return 'card'
  return flow.type === 'customer_update' ? 'details' : `cancel/${flow.subscription ?? ''}`
}

/** After a flow the customer goes where the flow was told to; otherwise back to the portal's first page. */
function afterwards(visit: Visit): Step {
  const { flow } = visit.session
  if (flow?.afterCompletionUrl) return { page: redirect(flow.afterCompletionUrl), completed: true }
  return { page: redirect(`${visit.address}/home`), completed: true }
}

/**
 * The new card becomes the customer's. A subscription that has one of its own keeps it, and goes on being charged to it.
 * https://docs.stripe.com/customer-management/portal-deep-links
 */
function changeCard(world: World, visit: Visit, typed: Values): Step {
  const view = { values: typed, errors: {}, reason: null }
  if (typed['fill'] !== undefined) return { page: cardPage(visit, { ...view, values: filledIn(typed['fill']) }) }
  const { customer } = visit
  const read = readMethod({ ...typed, method: 'card' }, new Date(world.clock.now(customer.clock) * 1000))
  if ('errors' in read) return { page: cardPage(visit, { ...view, errors: read.errors }, 422) }
  const decline = testCard(read.details.number).present
  if (decline) return { page: cardPage(visit, { ...view, reason: decline.message }, 402) }
  const billing = { ...noBilling, name: customer.name, email: customer.email }
  const method = attachMethod(world, createMethod(world, { ...read.details, billing, clock: customer.clock }), customer)
  saveCustomer(world, customer, { defaultPaymentMethod: method.id })
  return afterwards(visit)
}

function changeDetails(world: World, visit: Visit, typed: Values): Step {
  const email = (typed['email'] ?? '').trim()
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    const view = { values: typed, errors: { email: 'This is not a complete email address.' }, reason: null }
    return { page: detailsPage(visit, view, 422) }
  }
  saveCustomer(world, visit.customer, { email, name: (typed['name'] ?? '').trim() || null })
  return afterwards(visit)
}

function cancel(world: World, visit: Visit, subscription: SubscriptionRecord, typed: Values): Step {
  const cancellation = {
    comment: typed['comment']?.trim() || null,
    feedback: typed['feedback'] || null,
    reason: 'cancellation_requested' as const,
  }
  if (isOver(subscription)) return afterwards(visit)
  if (visit.configuration.cancelMode === 'immediately') {
    cancelNow(world, subscription, cancellation)
    return afterwards(visit)
  }
  saveSubscription(world, subscription, {
    cancelAtPeriodEnd: true,
    cancelAt: subscription.periodEnd,
    canceledAt: world.clock.now(subscription.clock),
    cancellation,
  })
  return afterwards(visit)
}

function resume(world: World, subscription: SubscriptionRecord): void {
  if (isOver(subscription)) return
  const cancellation = { comment: null, feedback: null, reason: null }
  saveSubscription(world, subscription, { cancelAtPeriodEnd: false, cancelAt: null, canceledAt: null, cancellation })
}

function saveCustomer(world: World, customer: CustomerRecord, changes: Partial<CustomerRecord>): void {
  const before = customerObject(world, customer)
  const after = customerObject(world, world.customers.put({ ...customer, ...changes }))
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    emit(world, 'customer.updated', after, { clock: customer.clock, before })
  }
}
