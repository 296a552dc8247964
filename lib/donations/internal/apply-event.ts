import type Stripe from 'stripe'
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

type Handling = (ctx: Context, objectId: string, eventId: string) => Promise<Applied>

const noteAndApplyRefund: Handling = async (ctx, objectId, eventId) => {
  await noteRefund(ctx, objectId)
  return applyChargeIfAny(ctx, await chargeOfRefund(ctx, objectId), eventId)
}
const applyDispute: Handling = async (ctx, objectId, eventId) =>
  applyChargeIfAny(ctx, await chargeOfDispute(ctx, objectId), eventId)

/** Tells of an invoice that does not exist yet: of its subscription, that is. */
const upcoming = 'invoice.upcoming'

/** How the other events are acted on that concern us (https://docs.stripe.com/api/events/types). */
const handlings = {
  'checkout.session.completed': applySession,
  'checkout.session.expired': applySession,
  'checkout.session.async_payment_succeeded': applySession,
  'checkout.session.async_payment_failed': applySession,
  'customer.subscription.created': applySubscription,
  'customer.subscription.updated': applySubscription,
  'customer.subscription.deleted': applySubscription,
  'customer.subscription.paused': applySubscription,
  'customer.subscription.resumed': applySubscription,
  'invoice.paid': applyInvoice,
  'invoice.payment_failed': applyInvoice,
  'invoice.payment_action_required': applyInvoice,
  'invoice.voided': applyInvoice,
  'invoice.marked_uncollectible': applyInvoice,
  'charge.refunded': applyCharge,
  'refund.updated': noteAndApplyRefund,
  'refund.failed': noteAndApplyRefund,
  'charge.dispute.created': applyDispute,
  'charge.dispute.closed': applyDispute,
  'customer.updated': applyCustomer,
  'customer.deleted': applyCustomer,
  'payment_method.automatically_updated': applyPaymentMethod,
} as const satisfies Partial<Record<Stripe.Event.Type, Handling>>

const handlingOf = new Map<string, Handling>(Object.entries(handlings))

/** What a webhook endpoint is to be told of: these events and no others. */
export const eventsWanted: readonly string[] = [...handlingOf.keys(), upcoming].toSorted()

/** Acts on an event of Stripe's; one that does not concern us is ignored. */
export async function applyEvent(ctx: Context, subject: EventSubject): Promise<Applied> {
  const { eventId, type, objectId, subscriptionId } = subject
  if (type === upcoming)
    return subscriptionId === null ? ignored(strangers) : applySubscription(ctx, subscriptionId, eventId)
  if (objectId === null) return ignored('It names no object.')
  const handling = handlingOf.get(type)
  return handling === undefined
    ? ignored('A kind of event this magazine does not use.')
    : handling(ctx, objectId, eventId)
}

async function applyChargeIfAny(ctx: Context, chargeId: string | null, eventId: string): Promise<Applied> {
  return chargeId === null ? ignored('Stripe knows no charge for it.') : applyCharge(ctx, chargeId, eventId)
}
