import type { z } from 'zod'
import type { Context } from '#lib/context.ts'
import {
  eventSchema,
  invoiceSchema,
  refundSchema,
  disputeSchema,
  sessionSchema,
  subscriptionExpansions,
  subscriptionSchema,
  type CheckoutSession,
  type StripeInvoice,
  type StripeSubscription,
} from './objects.ts'
import { chargeOfDispute, chargeOfRefund, stripe } from './stripe.ts'

/*
 * Stripe's lists, page after page: https://docs.stripe.com/api/pagination/auto
 * Objects of other products on the same account come along; whoever walks sorts them out.
 */

/** Every subscription there ever was, ended ones too. */
export function allSubscriptions(ctx: Context): AsyncGenerator<StripeSubscription> {
  return parsed(
    subscriptionSchema,
    stripe(ctx).subscriptions.list({
      status: 'all',
      limit: 100,
      expand: subscriptionExpansions.map((path) => `data.${path}`),
    }),
  )
}

/** Every subscription of one customer. */
export function subscriptionsOfCustomer(ctx: Context, customer: string): AsyncGenerator<StripeSubscription> {
  return parsed(
    subscriptionSchema,
    stripe(ctx).subscriptions.list({
      customer,
      status: 'all',
      limit: 100,
      expand: subscriptionExpansions.map((path) => `data.${path}`),
    }),
  )
}

export function invoicesPaidSince(ctx: Context, since: Date): AsyncGenerator<StripeInvoice> {
  return parsed(
    invoiceSchema,
    stripe(ctx).invoices.list({ status: 'paid', created: { gte: seconds(since) }, limit: 100 }),
  )
}

/**
 * The invoices whose payment Stripe told of since, however long before they were made. It keeps what it told for thirty
 * days: https://docs.stripe.com/api/events/list
 * @returns the subscription also, where the version of the event's writing names it
 */
export async function* invoicesToldPaidSince(
  ctx: Context,
  since: Date,
): AsyncGenerator<{ id: string; subscriptionId: string | null }> {
  for await (const { data } of toldSince(ctx, since, ['invoice.paid'])) {
    const { id, parent } = data.object
    if (id !== undefined) yield { id, subscriptionId: parent?.subscription_details?.subscription ?? null }
  }
}

/** @returns the ids of charges whose money Stripe told of since that it came again, however long ago it had gone back */
export async function chargesToldBackSince(ctx: Context, since: Date): Promise<Set<string>> {
  const charges = new Set<string>()
  for await (const { type, data } of toldSince(ctx, since, ['charge.dispute.closed', 'refund.failed'])) {
    const { id = '' } = data.object
    const charge = await (type === 'refund.failed' ? chargeOfRefund(ctx, id) : chargeOfDispute(ctx, id))
    if (charge !== null) charges.add(charge)
  }
  return charges
}

function toldSince(ctx: Context, since: Date, types: string[]): AsyncGenerator<z.output<typeof eventSchema>> {
  return parsed(eventSchema, stripe(ctx).events.list({ types, created: { gte: seconds(since) }, limit: 100 }))
}

export function sessionsCompletedSince(ctx: Context, since: Date): AsyncGenerator<CheckoutSession> {
  return parsed(
    sessionSchema,
    stripe(ctx).checkout.sessions.list({ status: 'complete', created: { gte: seconds(since) }, limit: 100 }),
  )
}

/** @returns the ids of charges of which something went back, or may have, since; each once */
export async function chargesReturnedSince(ctx: Context, since: Date): Promise<Set<string>> {
  const window = { created: { gte: seconds(since) }, limit: 100 }
  const charges = new Set<string>()
  for await (const refund of parsed(refundSchema, stripe(ctx).refunds.list(window)))
    if (refund.charge !== null) charges.add(refund.charge)
  for await (const dispute of parsed(disputeSchema, stripe(ctx).disputes.list(window))) charges.add(dispute.charge)
  return charges
}

async function* parsed<Schema extends z.ZodType>(
  schema: Schema,
  list: AsyncIterable<unknown>,
): AsyncGenerator<z.output<Schema>> {
  for await (const item of list) yield schema.parse(item)
}

function seconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000)
}
