import Stripe from 'stripe'
import type { Context } from '#lib/context.ts'
import { subscriptionExpansions, subscriptionSchema, type StripeSubscription } from './objects.ts'
import { isMissing, stripe } from './stripe.ts'

/* What we ask of Stripe about a regular gift that exists. */

/**
 * https://docs.stripe.com/api/subscriptions/update
 * @param idempotencyKey the same key changes once, and answers the same
 */
export async function updateSubscription(
  ctx: Context,
  id: string,
  params: Stripe.SubscriptionUpdateParams,
  idempotencyKey: string,
): Promise<StripeSubscription> {
  const given = { ...params, expand: [...subscriptionExpansions] }
  return subscriptionSchema.parse(await stripe(ctx).subscriptions.update(id, given, { idempotencyKey }))
}

/** Ends it now; what is still open is not collected any more. One that is over already answers as unknown, and is left so. */
export async function endSubscription(
  ctx: Context,
  id: string,
  why: Stripe.SubscriptionCancelParams.CancellationDetails = {},
): Promise<void> {
  try {
    await stripe(ctx).subscriptions.cancel(id, { cancellation_details: why })
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

/**
 * Deletes a customer with the cards saved there; payments and invoices stay. One that is gone already is left so.
 * https://docs.stripe.com/api/customers/delete
 */
export async function deleteCustomer(ctx: Context, id: string): Promise<void> {
  try {
    await stripe(ctx).customers.del(id)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

/**
 * Stripe's page for entering another card, and nothing else.
 * @param given.backUrl where whoever changes their mind goes; `doneUrl` where whoever has entered one does
 * https://docs.stripe.com/customer-management/portal-deep-links
 */
export async function openCardPage(
  ctx: Context,
  given: { customerId: string; backUrl: string; doneUrl: string; idempotencyKey: string },
): Promise<string> {
  const session = await stripe(ctx).billingPortal.sessions.create(
    {
      configuration: await portalConfiguration(ctx),
      customer: given.customerId,
      return_url: given.backUrl,
      flow_data: {
        type: 'payment_method_update',
        after_completion: { type: 'redirect', redirect: { return_url: given.doneUrl } },
      },
    },
    { idempotencyKey: given.idempotencyKey },
  )
  return session.url
}

/** The portal is for changing the card; everything else is done in the account, in our words. */
export const portalSettings = {
  features: { payment_method_update: { enabled: true } },
  metadata: { app: 'standfirst' },
} as const

/**
 * Settings of the portal that are ours: without any, Stripe wants somebody to save some in its dashboard first, and
 * those of another product on the same account may allow more than we mean to.
 * https://docs.stripe.com/api/customer_portal/configurations
 */
async function portalConfiguration(ctx: Context): Promise<string> {
  const { configurations } = stripe(ctx).billingPortal
  for await (const { id, metadata } of configurations.list({ active: true, limit: 100 }))
    if (metadata?.app === 'standfirst') return id
  const made = await configurations.create(portalSettings, { idempotencyKey: 'standfirst-portal-configuration' })
  return made.id
}

/** https://docs.stripe.com/api/invoices/pay @throws the card's refusal, see `declineOf` */
export async function payInvoice(ctx: Context, id: string, idempotencyKey: string): Promise<void> {
  await stripe(ctx).invoices.pay(id, {}, { idempotencyKey })
}

/** Why the bank said no, in Stripe's code; null when an error is not the bank's. */
export function declineOf(error: unknown): string | null {
  if (!(error instanceof Stripe.errors.StripeCardError)) return null
  return error.decline_code ?? error.code ?? 'generic_decline'
}

/** https://docs.stripe.com/error-codes#invoice-already-paid */
export function isPaidAlready(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'invoice_already_paid'
}
