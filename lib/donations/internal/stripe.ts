import Stripe from 'stripe'
import type { z } from 'zod'
import type { Config } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import type { Log } from '#lib/log.ts'
import {
  chargeSchema,
  customerSchema,
  disputeSchema,
  invoicePaymentSchema,
  invoiceSchema,
  invoiceTrySchema,
  openInvoiceSchema,
  paymentSchema,
  refundSchema,
  savedMethodSchema,
  sessionSchema,
  subscriptionExpansions,
  subscriptionSchema,
  type CheckoutSession,
  type StripeCharge,
  type StripeCustomer,
  type StripeDispute,
  type StripeInvoice,
  type StripePayment,
  type StripeSubscription,
} from './objects.ts'
import { periodInvoiceSchema, type PeriodInvoice } from './period-invoice.ts'
import { watchedClient } from './watched-client.ts'

const clients = new WeakMap<Config['stripe'], Stripe>()

/** One client for each configuration: it keeps connections open. */
export function stripe(ctx: { config: Pick<Config, 'stripe'>; log?: Log }): Stripe {
  const settings = ctx.config.stripe
  const known = clients.get(settings)
  if (known) return known
  const made = new Stripe(settings.secretKey, {
    ...(settings.apiBase === undefined ? {} : addressOf(settings.apiBase)),
    // Somebody waits in front of a page, or a lock is held: better to say after half a minute that Stripe does not answer.
    timeout: 10_000,
    maxNetworkRetries: 2,
    telemetry: false,
    httpClient: watchedClient(ctx.log),
  })
  clients.set(settings, made)
  return made
}

function addressOf(apiBase: string): { protocol: 'http' | 'https'; host: string; port: string } {
  const url = new URL(apiBase)
  const protocol = url.protocol === 'http:' ? 'http' : 'https'
  return { protocol, host: url.hostname, port: url.port || (protocol === 'http' ? '80' : '443') }
}

/** Whether our key moves real money: https://docs.stripe.com/keys#test-live-modes */
export function isLive(ctx: { config: Pick<Config, 'stripe'> }): boolean {
  return ctx.config.stripe.secretKey.includes('_live_')
}

/** What Stripe answers, parsed; null when it knows no such object (https://docs.stripe.com/error-codes#resource-missing). */
async function found<Schema extends z.ZodType>(
  schema: Schema,
  answer: Promise<unknown>,
): Promise<z.output<Schema> | null> {
  try {
    return schema.parse(await answer)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

export function fetchSession(ctx: Context, id: string): Promise<CheckoutSession | null> {
  return found(sessionSchema, stripe(ctx).checkout.sessions.retrieve(id))
}

export function fetchSubscription(ctx: Context, id: string): Promise<StripeSubscription | null> {
  return found(subscriptionSchema, stripe(ctx).subscriptions.retrieve(id, { expand: [...subscriptionExpansions] }))
}

export function fetchInvoice(ctx: Context, id: string): Promise<StripeInvoice | null> {
  return found(invoiceSchema, stripe(ctx).invoices.retrieve(id))
}

/**
 * The newest invoices of a subscription, the newest first: more than come between one payment and the loss of all
 * benefits, whichever the interval.
 */
export async function latestInvoicesOf(ctx: Context, subscriptionId: string): Promise<PeriodInvoice[]> {
  const page = await stripe(ctx).invoices.list({ subscription: subscriptionId, limit: 24 })
  return page.data.map((invoice) => periodInvoiceSchema.parse(invoice))
}

export function fetchPayment(ctx: Context, id: string): Promise<StripePayment | null> {
  return found(paymentSchema, stripe(ctx).paymentIntents.retrieve(id, { expand: ['latest_charge'] }))
}

export function fetchCharge(ctx: Context, id: string): Promise<StripeCharge | null> {
  return found(chargeSchema, stripe(ctx).charges.retrieve(id))
}

export function fetchCustomer(ctx: Context, id: string): Promise<StripeCustomer | null> {
  return found(customerSchema, stripe(ctx).customers.retrieve(id))
}

/** @returns the charge a refund returns, null when there is no such refund or it is of something older than charges */
export async function chargeOfRefund(ctx: Context, id: string): Promise<string | null> {
  return (await found(refundSchema, stripe(ctx).refunds.retrieve(id)))?.charge ?? null
}

export async function chargeOfDispute(ctx: Context, id: string): Promise<string | null> {
  return (await found(disputeSchema, stripe(ctx).disputes.retrieve(id)))?.charge ?? null
}

/** Every dispute over one charge; hardly ever more than one. */
export async function disputesOf(ctx: Context, chargeId: string): Promise<StripeDispute[]> {
  const page = await stripe(ctx).disputes.list({ charge: chargeId, limit: 100 })
  return page.data.map((dispute) => disputeSchema.parse(dispute))
}

/**
 * The invoice a payment paid, null for a payment that paid none. Invoices and payments name each other only through
 * this list: https://docs.stripe.com/api/invoice-payment/list
 */
export async function invoiceOfPayment(ctx: Context, paymentIntentId: string): Promise<string | null> {
  const page = await stripe(ctx).invoicePayments.list({
    payment: { type: 'payment_intent', payment_intent: paymentIntentId },
    limit: 1,
  })
  const [first] = page.data
  return first ? invoicePaymentSchema.parse(first).invoice : null
}

/** What keeps a subscription from being paid. */
export interface PaymentProblem {
  invoiceId: string
  /** Stripe's page on which it can be paid or confirmed. */
  invoiceUrl: string | null
  /** Stripe's code; null when there was nothing to charge, or no try yet. */
  declineCode: string | null
}

/** @returns what the newest invoice of a subscription that waits to be paid waits for; null when none waits */
export async function paymentProblemOf(ctx: Context, subscriptionId: string): Promise<PaymentProblem | null> {
  const open = await stripe(ctx).invoices.list({ subscription: subscriptionId, status: 'open', limit: 1 })
  const [first] = open.data
  if (!first) return null
  const invoice = openInvoiceSchema.parse(first)
  const payments = await stripe(ctx).invoicePayments.list({
    invoice: invoice.id,
    expand: ['data.payment.payment_intent'],
    limit: 100,
  })
  const tries = payments.data.map((payment) => invoiceTrySchema.parse(payment))
  const last = tries.find((one) => one.isDefault) ?? tries[0]
  return { invoiceId: invoice.id, invoiceUrl: invoice.url, declineCode: last?.code ?? null }
}

/** @returns the customer who saved a payment method; null for one that is gone or nobody's */
export async function customerOfMethod(ctx: Context, id: string): Promise<string | null> {
  return (await found(savedMethodSchema, stripe(ctx).paymentMethods.retrieve(id)))?.customerId ?? null
}

/** @param idempotencyKey the same key never makes a second session (https://docs.stripe.com/api/idempotent_requests) */
export async function createSession(
  ctx: Context,
  params: Stripe.Checkout.SessionCreateParams,
  idempotencyKey: string,
): Promise<CheckoutSession> {
  return sessionSchema.parse(await stripe(ctx).checkout.sessions.create(params, { idempotencyKey }))
}

/** @throws when the session is not open any more: https://docs.stripe.com/api/checkout/sessions/expire */
export async function expireSession(ctx: Context, id: string): Promise<void> {
  await stripe(ctx).checkout.sessions.expire(id)
}

export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing'
}

/** The customer we named is gone from Stripe. */
export function isMissingCustomer(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.code === 'resource_missing' &&
    error.param === 'customer'
  )
}

/** The key was used before for other parameters. */
export function isKeyReused(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeIdempotencyError
}

export function isRefusedByStripe(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError
}

/** An error that Stripe sent, rather than one for want of an answer. */
export function isAnswerOfStripe(error: unknown): boolean {
  return isFromStripe(error) && !(error instanceof Stripe.errors.StripeConnectionError)
}

/** https://docs.stripe.com/error-codes#resource-already-exists */
export function isThereAlready(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_already_exists'
}

export function isFromStripe(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError
}

export function isBadSignature(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeSignatureVerificationError
}
