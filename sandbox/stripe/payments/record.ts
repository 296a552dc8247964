import { z } from 'zod'
import { addressRecord, metadataRecord, shippingRecord } from '../customers/record.ts'

export const billingRecord = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address: addressRecord.nullable(),
})

/** Why a payment attempt failed, in Stripe's vocabulary. https://docs.stripe.com/declines/codes */
export const failureRecord = z.object({
  code: z.string(),
  declineCode: z.string().nullable(),
  message: z.string(),
  method: z.string().nullable(),
  charge: z.string().nullable(),
})

/**
 * `number` never leaves the sandbox: it decides how the method behaves. `setUp` means its owner has authenticated it
 * for later.
 */
export const paymentMethodRecord = z.object({
  id: z.string(),
  created: z.number(),
  clock: z.string().nullable(),
  customer: z.string().nullable(),
  type: z.enum(['card', 'sepa_debit']),
  number: z.string(),
  expiryMonth: z.number(),
  expiryYear: z.number(),
  billing: billingRecord,
  metadata: metadataRecord,
  setUp: z.boolean(),
  allowRedisplay: z.enum(['always', 'limited', 'unspecified']),
})

/** `invoice` and `session` say what the payment is for; on the wire only the invoice's payments say so. */
export const paymentIntentRecord = z.object({
  id: z.string(),
  created: z.number(),
  clock: z.string().nullable(),
  amount: z.number(),
  amountReceived: z.number(),
  currency: z.string(),
  customer: z.string().nullable(),
  description: z.string().nullable(),
  metadata: metadataRecord,
  method: z.string().nullable(),
  status: z.enum(['requires_payment_method', 'requires_action', 'processing', 'succeeded', 'canceled']),
  failure: failureRecord.nullable(),
  latestCharge: z.string().nullable(),
  setupFutureUsage: z.enum(['off_session', 'on_session']).nullable(),
  receiptEmail: z.string().nullable(),
  shipping: shippingRecord.nullable(),
  statementDescriptor: z.string().nullable(),
  canceledAt: z.number().nullable(),
  cancellationReason: z.string().nullable(),
  invoice: z.string().nullable(),
  session: z.string().nullable(),
})

export const setupIntentRecord = z.object({
  id: z.string(),
  created: z.number(),
  clock: z.string().nullable(),
  customer: z.string().nullable(),
  description: z.string().nullable(),
  metadata: metadataRecord,
  method: z.string().nullable(),
  status: z.enum(['requires_payment_method', 'requires_action', 'succeeded', 'canceled']),
  failure: failureRecord.nullable(),
  cancellationReason: z.string().nullable(),
})

export const chargeRecord = z.object({
  id: z.string(),
  created: z.number(),
  clock: z.string().nullable(),
  amount: z.number(),
  amountRefunded: z.number(),
  currency: z.string(),
  customer: z.string().nullable(),
  description: z.string().nullable(),
  metadata: metadataRecord,
  intent: z.string(),
  method: z.string(),
  status: z.enum(['pending', 'succeeded', 'failed']),
  failure: failureRecord.nullable(),
  disputed: z.boolean(),
  authenticated: z.boolean(),
  receiptEmail: z.string().nullable(),
  shipping: shippingRecord.nullable(),
  statementDescriptor: z.string().nullable(),
})

export type BillingRecord = z.output<typeof billingRecord>
export type FailureRecord = z.output<typeof failureRecord>
export type PaymentMethodRecord = z.output<typeof paymentMethodRecord>
export type PaymentIntentRecord = z.output<typeof paymentIntentRecord>
export type SetupIntentRecord = z.output<typeof setupIntentRecord>
export type ChargeRecord = z.output<typeof chargeRecord>
