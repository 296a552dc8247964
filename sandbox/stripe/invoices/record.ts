import { z } from 'zod'
import { addressRecord, metadataRecord, shippingRecord } from '../customers/record.ts'

export const invoiceLineRecord = z.object({
  id: z.string(),
  description: z.string(),
  amount: z.number(),
  quantity: z.number(),
  price: z.string(),
  product: z.string(),
  unitAmount: z.number(),
  periodStart: z.number(),
  periodEnd: z.number(),
  subscriptionItem: z.string().nullable(),
  /** What the line was made of, on an invoice that is of no subscription. */
  invoiceItem: z.string().nullable().default(null),
  metadata: metadataRecord,
})

/** The customer's details are a copy: an invoice keeps the name and address it was made out to. */
export const invoiceRecord = z.object({
  id: z.string(),
  created: z.number(),
  clock: z.string().nullable(),
  number: z.string().nullable(),
  customer: z.string(),
  customerName: z.string().nullable(),
  customerEmail: z.string().nullable(),
  customerPhone: z.string().nullable(),
  customerAddress: addressRecord.nullable(),
  customerShipping: shippingRecord.nullable(),
  subscription: z.string().nullable(),
  subscriptionMetadata: metadataRecord,
  status: z.enum(['draft', 'open', 'paid', 'void', 'uncollectible']),
  collectionMethod: z.enum(['charge_automatically', 'send_invoice']).default('charge_automatically'),
  /** Of one that is sent: so many days after it is made it is due. */
  dueAt: z.number().nullable().default(null),
  billingReason: z.enum(['manual', 'subscription_create', 'subscription_cycle', 'subscription_update']),
  currency: z.string(),
  lines: z.array(invoiceLineRecord),
  total: z.number(),
  amountPaid: z.number(),
  attemptCount: z.number(),
  attempted: z.boolean(),
  autoAdvance: z.boolean(),
  nextPaymentAttempt: z.number().nullable(),
  finalizesAt: z.number().nullable(),
  periodStart: z.number(),
  periodEnd: z.number(),
  description: z.string().nullable(),
  metadata: metadataRecord,
  defaultPaymentMethod: z.string().nullable(),
  intent: z.string().nullable(),
  paidOutOfBand: z.boolean(),
  finalizedAt: z.number().nullable(),
  paidAt: z.number().nullable(),
  voidedAt: z.number().nullable(),
  uncollectibleAt: z.number().nullable(),
})

/** Something to be billed by an invoice that is of no subscription. https://docs.stripe.com/api/invoiceitems */
export const invoiceItemRecord = z.object({
  id: z.string(),
  created: z.number(),
  clock: z.string().nullable(),
  customer: z.string(),
  /** Null while it waits for the customer's next invoice. */
  invoice: z.string().nullable(),
  amount: z.number(),
  currency: z.string(),
  description: z.string().nullable(),
  metadata: metadataRecord,
  price: z.string(),
  product: z.string(),
})

/** One way in which an invoice was, or is to be, paid. https://docs.stripe.com/api/invoice-payment */
export const invoicePaymentRecord = z.object({
  id: z.string(),
  created: z.number(),
  invoice: z.string(),
  intent: z.string(),
  status: z.enum(['open', 'paid', 'canceled']),
  amountRequested: z.number(),
  amountPaid: z.number().nullable(),
  currency: z.string(),
  paidAt: z.number().nullable(),
  canceledAt: z.number().nullable(),
})

export type InvoiceLineRecord = z.output<typeof invoiceLineRecord>
export type InvoiceRecord = z.output<typeof invoiceRecord>
export type InvoiceItemRecord = z.output<typeof invoiceItemRecord>
export type InvoicePaymentRecord = z.output<typeof invoicePaymentRecord>
