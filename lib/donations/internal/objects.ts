import { z } from 'zod'
import {
  currency,
  instant,
  metadata,
  paymentMethod,
  reference,
  sendTo,
  shippingDetails,
  type PaymentMethod,
} from './object-parts.ts'
import { billedLines, periodInvoiceSchema } from './period-invoice.ts'

/*
 * The part of Stripe's objects we rely on, for API version 2026-10-28.endive: https://docs.stripe.com/api
 * Statuses stay strings: Stripe adds to its enumerations without a new version (https://docs.stripe.com/upgrades),
 * and each rule says what it makes of one it does not know.
 */

/** https://docs.stripe.com/api/checkout/sessions/object */
export const sessionSchema = z
  .object({
    id: z.string(),
    mode: z.string(),
    status: z.string().nullable(),
    payment_status: z.string(),
    url: z.string().nullable(),
    metadata,
    customer: reference.nullable(),
    customer_details: z.object({ email: z.string().nullable() }).nullable(),
    payment_intent: reference.nullable(),
    subscription: reference.nullable(),
    invoice: reference.nullable(),
    created: instant,
    collected_information: z.object({ shipping_details: shippingDetails.nullish() }).nullish(),
  })
  .transform((session) => ({
    id: session.id,
    mode: session.mode,
    status: session.status,
    paymentStatus: session.payment_status,
    url: session.url,
    metadata: session.metadata,
    customerId: session.customer,
    email: session.customer_details?.email ?? null,
    paymentIntentId: session.payment_intent,
    subscriptionId: session.subscription,
    invoiceId: session.invoice,
    createdAt: session.created,
    sendTo: sendTo(session.collected_information?.shipping_details ?? null),
  }))
export type CheckoutSession = z.output<typeof sessionSchema>

/** The customer of a subscription, perhaps expanded for what is charged when the subscription names nothing itself. */
const subscriber = z.union([
  z.string().transform((id) => ({ id, deleted: false, method: null })),
  z
    .object({
      id: z.string(),
      deleted: z.boolean().default(false),
      // Absent from a customer that was deleted.
      invoice_settings: z.object({ default_payment_method: paymentMethod.nullable() }).optional(),
    })
    .transform((customer) => ({
      id: customer.id,
      deleted: customer.deleted,
      method: customer.invoice_settings?.default_payment_method ?? null,
    })),
])

/**
 * What of a subscription comes expanded; in lists each is preceded by `data.`. The subscription's own payment method
 * goes before the customer's: https://docs.stripe.com/api/subscriptions/object#subscription_object-default_payment_method
 */
export const subscriptionExpansions = [
  'latest_invoice',
  'default_payment_method',
  'customer.invoice_settings.default_payment_method',
] as const

/** https://docs.stripe.com/api/subscriptions/object, expanded as above. */
export const subscriptionSchema = z
  .object({
    id: z.string(),
    status: z.string(),
    customer: subscriber,
    default_payment_method: paymentMethod.nullish(),
    metadata,
    start_date: instant,
    cancel_at_period_end: z.boolean(),
    cancel_at: instant.nullable(),
    canceled_at: instant.nullable(),
    ended_at: instant.nullable(),
    cancellation_details: z.object({ reason: z.string().nullable() }).nullish(),
    pause_collection: z.object({ behavior: z.string(), resumes_at: instant.nullish() }).nullish(),
    latest_invoice: periodInvoiceSchema.nullable(),
    items: z.object({
      data: z
        .array(
          z.object({
            id: z.string(),
            quantity: z.int().nullish(),
            current_period_start: instant,
            current_period_end: instant,
            price: z.object({
              created: instant,
              unit_amount: z.int().nullable(),
              currency,
              product: reference,
              recurring: z.object({ interval: z.string(), interval_count: z.int() }).nullable(),
            }),
          }),
        )
        .min(1),
    }),
  })
  .transform((subscription) => ({
    id: subscription.id,
    status: subscription.status,
    customerId: subscription.customer.id,
    customerDeleted: subscription.customer.deleted,
    /** https://docs.stripe.com/api/subscriptions/object#subscription_object-cancellation_details-reason */
    endedBecause: subscription.cancellation_details?.reason ?? null,
    card: (subscription.default_payment_method ?? subscription.customer.method)?.card ?? null,
    newerMethodId: newerMethod(subscription.default_payment_method ?? null, subscription.customer.method),
    metadata: subscription.metadata,
    startedAt: subscription.start_date,
    cancelAtPeriodEnd: subscription.cancel_at_period_end,
    cancelAt: subscription.cancel_at,
    cancelledAt: subscription.canceled_at,
    endedAt: subscription.ended_at,
    collectionPaused: Boolean(subscription.pause_collection),
    resumesAt: subscription.pause_collection?.resumes_at ?? null,
    latestInvoice: subscription.latest_invoice,
    items: subscription.items.data.map((item) => ({
      id: item.id,
      productId: item.price.product,
      amount: (item.price.unit_amount ?? 0) * (item.quantity ?? 1),
      currency: item.price.currency,
      interval: item.price.recurring?.interval_count === 1 ? item.price.recurring.interval : null,
      periodStart: item.current_period_start,
      periodEnd: item.current_period_end,
      pricedAt: item.price.created,
    })),
  }))
export type StripeSubscription = z.output<typeof subscriptionSchema>

/** @returns the customer's payment method, when it was saved after the one that the subscription has of its own */
function newerMethod(own: PaymentMethod | null, ofCustomer: PaymentMethod | null): string | null {
  if (own === null || ofCustomer === null || own.id === ofCustomer.id) return null
  if (own.createdAt === null || ofCustomer.createdAt === null) return null
  return ofCustomer.createdAt >= own.createdAt ? ofCustomer.id : null
}

/** https://docs.stripe.com/api/invoices/object */
export const invoiceSchema = z
  .object({
    id: z.string(),
    status: z.string().nullable(),
    amount_paid: z.int(),
    currency,
    billing_reason: z.string().nullable(),
    status_transitions: z.object({ paid_at: instant.nullable() }),
    metadata,
    parent: z.object({ subscription_details: z.object({ subscription: reference }).nullable() }).nullable(),
    lines: billedLines,
  })
  .transform((invoice) => ({
    id: invoice.id,
    status: invoice.status,
    amountPaid: invoice.amount_paid,
    currency: invoice.currency,
    billingReason: invoice.billing_reason,
    paidAt: invoice.status_transitions.paid_at,
    metadata: invoice.metadata,
    subscriptionId: invoice.parent?.subscription_details?.subscription ?? null,
    lines: invoice.lines,
  }))
export type StripeInvoice = z.output<typeof invoiceSchema>

/** An invoice that waits to be paid, and Stripe's page for paying it: https://docs.stripe.com/invoicing/hosted-invoice-page */
export const openInvoiceSchema = z
  .object({ id: z.string(), hosted_invoice_url: z.string().nullish() })
  .transform((invoice) => ({ id: invoice.id, url: invoice.hosted_invoice_url ?? null }))

/**
 * The last try at an invoice, with `payment.payment_intent` expanded: https://docs.stripe.com/api/invoice-payment/object
 * The code is the bank's where there is one (https://docs.stripe.com/declines/codes), or Stripe's own
 * (https://docs.stripe.com/error-codes).
 */
export const invoiceTrySchema = z
  .object({
    is_default: z.boolean(),
    payment: z.object({
      payment_intent: z
        .object({
          status: z.string(),
          last_payment_error: z.object({ code: z.string().nullish(), decline_code: z.string().nullish() }).nullable(),
        })
        .nullish(),
    }),
  })
  .transform(({ is_default, payment: { payment_intent: payment } }) => ({
    isDefault: is_default,
    // A payment that waits for its owner at the bank has not failed, and so bears no error.
    code:
      payment?.status === 'requires_action'
        ? 'authentication_required'
        : (payment?.last_payment_error?.decline_code ?? payment?.last_payment_error?.code ?? null),
  }))

/** https://docs.stripe.com/api/charges/object */
export const chargeSchema = z
  .object({
    id: z.string(),
    amount: z.int(),
    amount_refunded: z.int(),
    disputed: z.boolean(),
    created: instant,
    payment_intent: reference.nullable(),
  })
  .transform((charge) => ({
    id: charge.id,
    amount: charge.amount,
    amountRefunded: charge.amount_refunded,
    disputed: charge.disputed,
    createdAt: charge.created,
    paymentIntentId: charge.payment_intent,
  }))
export type StripeCharge = z.output<typeof chargeSchema>

/** https://docs.stripe.com/api/payment_intents/object, with `latest_charge` expanded. */
export const paymentSchema = z
  .object({
    id: z.string(),
    status: z.string(),
    amount_received: z.int(),
    currency,
    metadata,
    customer: reference.nullable(),
    latest_charge: chargeSchema.nullable(),
  })
  .transform((payment) => ({
    id: payment.id,
    status: payment.status,
    amountReceived: payment.amount_received,
    currency: payment.currency,
    metadata: payment.metadata,
    customerId: payment.customer,
    charge: payment.latest_charge,
  }))
export type StripePayment = z.output<typeof paymentSchema>

/** https://docs.stripe.com/api/disputes/object */
export const disputeSchema = z.object({ id: z.string(), amount: z.int(), status: z.string(), charge: reference })
export type StripeDispute = z.output<typeof disputeSchema>

/** https://docs.stripe.com/api/refunds/object; a refund of a charge names it. */
export const refundSchema = z.object({ id: z.string(), charge: reference.nullable() })

/** https://docs.stripe.com/api/customers/object; a deleted one answers with `deleted: true` and nothing else. */
export const customerSchema = z.object({
  id: z.string(),
  deleted: z.boolean().default(false),
  email: z.string().nullish(),
})
export type StripeCustomer = z.output<typeof customerSchema>

/** https://docs.stripe.com/api/payment_methods/object: whose it is, once it is saved. */
export const savedMethodSchema = z
  .object({ id: z.string(), customer: reference.nullable() })
  .transform(({ customer }) => ({ customerId: customer }))

/** https://docs.stripe.com/api/invoice-payment/object */
export const invoicePaymentSchema = z.object({ id: z.string(), invoice: reference })

/** https://docs.stripe.com/api/products/object */
export const productSchema = z.object({ id: z.string(), active: z.boolean() })

/** https://docs.stripe.com/api/events/object: what the inbox needs of an event, whichever API version it was written in. */
export const eventSchema = z.object({
  id: z.string().startsWith('evt_').max(255),
  type: z.string().max(255),
  /** Whether it tells of real money; absent only where nobody means to say. */
  livemode: z.boolean().optional(),
  data: z.object({
    object: z.object({
      id: z.string().optional(),
      object: z.string(),
      // The invoice of a renewal to come has no id: its subscription is all that can be fetched of it.
      parent: z
        .object({ subscription_details: z.object({ subscription: reference }).nullish() })
        .nullish()
        .catch(null),
    }),
  }),
})
