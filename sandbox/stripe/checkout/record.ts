import { z } from 'zod'
import { addressRecord, metadataRecord, shippingRecord } from '../customers/record.ts'

export const sessionLineRecord = z.object({
  id: z.string(),
  price: z.string(),
  quantity: z.number(),
  metadata: metadataRecord,
})

/** What the payer typed, kept between the form and the authentication page. */
export const payerRecord = z.object({
  email: z.string(),
  name: z.string(),
  address: addressRecord,
  shipping: shippingRecord.nullable(),
})

/** `intent` is the payment being attempted; the wire shows it only in payment mode, as Stripe does. */
export const sessionRecord = z.object({
  id: z.string(),
  created: z.number(),
  clock: z.string().nullable(),
  mode: z.enum(['payment', 'setup', 'subscription']),
  status: z.enum(['open', 'complete', 'expired']),
  paymentStatus: z.enum(['paid', 'unpaid', 'no_payment_required']),
  currency: z.string().nullable(),
  lines: z.array(sessionLineRecord),
  customer: z.string().nullable(),
  customerGiven: z.boolean(),
  customerEmail: z.string().nullable(),
  customerCreation: z.enum(['always', 'if_required']).nullable(),
  clientReferenceId: z.string().nullable(),
  metadata: metadataRecord,
  subscriptionMetadata: metadataRecord,
  subscriptionDescription: z.string().nullable(),
  paymentMetadata: metadataRecord,
  paymentDescription: z.string().nullable(),
  paymentReceiptEmail: z.string().nullable(),
  paymentStatementDescriptor: z.string().nullable(),
  setupFutureUsage: z.enum(['off_session', 'on_session']).nullable(),
  setupMetadata: metadataRecord,
  setupDescription: z.string().nullable(),
  successUrl: z.string(),
  cancelUrl: z.string().nullable(),
  expiresAt: z.number(),
  locale: z.string().nullable(),
  submitType: z.enum(['auto', 'book', 'donate', 'pay', 'subscribe']).nullable(),
  shippingCountries: z.array(z.string()).nullable(),
  billingAddress: z.enum(['auto', 'required']).nullable(),
  customText: z.object({
    after_submit: z.string().nullable(),
    shipping_address: z.string().nullable(),
    submit: z.string().nullable(),
    terms_of_service_acceptance: z.string().nullable(),
  }),
  customerUpdate: z.object({ address: z.boolean(), name: z.boolean(), shipping: z.boolean() }),
  methodTypes: z.array(z.enum(['card', 'sepa_debit'])),
  payer: payerRecord.nullable(),
  intent: z.string().nullable(),
  setupIntent: z.string().nullable(),
  subscription: z.string().nullable(),
  invoice: z.string().nullable(),
})

export type SessionLineRecord = z.output<typeof sessionLineRecord>
export type PayerRecord = z.output<typeof payerRecord>
export type SessionRecord = z.output<typeof sessionRecord>
