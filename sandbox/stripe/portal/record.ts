import { z } from 'zod'
import { metadataRecord } from '../customers/record.ts'

export const portalConfigurationRecord = z.object({
  id: z.string(),
  created: z.number(),
  updated: z.number(),
  active: z.boolean(),
  isDefault: z.boolean(),
  name: z.string().nullable(),
  metadata: metadataRecord,
  defaultReturnUrl: z.string().nullable(),
  headline: z.string().nullable(),
  privacyUrl: z.string().nullable(),
  termsUrl: z.string().nullable(),
  customerUpdate: z.boolean(),
  allowedUpdates: z.array(z.enum(['address', 'email', 'name', 'phone', 'shipping', 'tax_id'])),
  invoiceHistory: z.boolean(),
  paymentMethodUpdate: z.boolean(),
  cancel: z.boolean(),
  cancelMode: z.enum(['at_period_end', 'immediately']),
  cancelReasons: z.boolean(),
})

export const portalSessionRecord = z.object({
  id: z.string(),
  created: z.number(),
  customer: z.string(),
  configuration: z.string(),
  returnUrl: z.string().nullable(),
  locale: z.string().nullable(),
  secret: z.string(),
  flow: z
    .object({
      type: z.enum(['payment_method_update', 'subscription_cancel', 'customer_update']),
      subscription: z.string().nullable(),
      afterCompletionUrl: z.string().nullable(),
    })
    .nullable(),
})

export type PortalConfigurationRecord = z.output<typeof portalConfigurationRecord>
export type PortalSessionRecord = z.output<typeof portalSessionRecord>
