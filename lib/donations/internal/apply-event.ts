import type { Context } from '#lib/context.ts'
import { applyCustomer, applyPaymentMethod } from './apply-customer.ts'
import { applyCharge } from './apply-payment.ts'
import { applySession } from './apply-session.ts'
import { applyInvoice, applySubscription, strangers } from './apply-subscription.ts'
import { ignored, type Applied } from './applied.ts'
import { noteRefund } from './note-refund.ts'
import { chargeOfDispute, chargeOfRefund } from './stripe.ts'

/** What an event is about: a hint, nothing more. Everything that counts is fetched afresh. */
export interface EventSubject {
  eventId: string
  type: string
  objectId: string | null
  /** The subscription an invoice without an id would be for: `invoice.upcoming` tells of one that does not exist yet. */
  subscriptionId: string | null
}

/** Which of the events Stripe sends we act on (https://docs.stripe.com/api/events/types), and how. */
export async function applyEvent(ctx: Context, subject: EventSubject): Promise<Applied> {
  const { eventId, type, objectId, subscriptionId } = subject
  if (type === 'invoice.upcoming')
    return subscriptionId === null ? ignored(strangers) : applySubscription(ctx, subscriptionId, eventId)
  if (objectId === null) return ignored('It names no object.')
  switch (type) {
    case 'checkout.session.completed':
    case 'checkout.session.expired':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
      return applySession(ctx, objectId, eventId)
    case 'customer.subscription.created':
    case 'customer.subscription.updated':
    case 'customer.subscription.deleted':
    case 'customer.subscription.paused':
    case 'customer.subscription.resumed':
      return applySubscription(ctx, objectId, eventId)
    case 'invoice.paid':
    case 'invoice.payment_failed':
    case 'invoice.payment_action_required':
    case 'invoice.voided':
    case 'invoice.marked_uncollectible':
      return applyInvoice(ctx, objectId, eventId)
    case 'charge.refunded':
      return applyCharge(ctx, objectId, eventId)
    case 'refund.updated':
    case 'refund.failed':
      await noteRefund(ctx, objectId)
      return applyChargeIfAny(ctx, await chargeOfRefund(ctx, objectId), eventId)
    case 'charge.dispute.created':
    case 'charge.dispute.closed':
      return applyChargeIfAny(ctx, await chargeOfDispute(ctx, objectId), eventId)
    case 'customer.deleted':
    case 'customer.updated':
      return applyCustomer(ctx, objectId, eventId)
    case 'payment_method.automatically_updated':
      return applyPaymentMethod(ctx, objectId, eventId)
    default:
      return ignored('A kind of event this magazine does not use.')
  }
}

async function applyChargeIfAny(ctx: Context, chargeId: string | null, eventId: string): Promise<Applied> {
  return chargeId === null ? ignored('Stripe knows no charge for it.') : applyCharge(ctx, chargeId, eventId)
}
