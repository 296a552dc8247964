import { z } from 'zod'

export const metadataRecord = z.record(z.string(), z.string())
export const addressRecord = z.object({
  city: z.string().nullable(),
  country: z.string().nullable(),
  line1: z.string().nullable(),
  line2: z.string().nullable(),
  postal_code: z.string().nullable(),
  state: z.string().nullable(),
})

export const shippingRecord = z.object({
  name: z.string(),
  phone: z.string().nullable(),
  carrier: z.string().nullable(),
  tracking_number: z.string().nullable(),
  address: addressRecord,
})

export const customerRecord = z.object({
  id: z.string(),
  created: z.number(),
  clock: z.string().nullable(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  description: z.string().nullable(),
  address: addressRecord.nullable(),
  shipping: shippingRecord.nullable(),
  metadata: metadataRecord,
  currency: z.string().nullable(),
  delinquent: z.boolean(),
  defaultPaymentMethod: z.string().nullable(),
  locales: z.array(z.string()),
  invoicePrefix: z.string(),
  nextInvoiceNumber: z.number(),
  deleted: z.boolean(),
})

export type AddressRecord = z.output<typeof addressRecord>
export type ShippingRecord = z.output<typeof shippingRecord>
export type CustomerRecord = z.output<typeof customerRecord>
