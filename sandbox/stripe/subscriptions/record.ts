import { z } from 'zod'
import { metadataRecord } from '../customers/record.ts'

export const subscriptionItemRecord = z.object({
  id: z.string(),
  created: z.number(),
  price: z.string(),
  quantity: z.number(),
  metadata: metadataRecord,
})

export const subscriptionRecord = z.object({
  id: z.string(),
  created: z.number(),
  clock: z.string().nullable(),
  customer: z.string(),
  currency: z.string(),
  status: z.enum([
    'incomplete',
    'incomplete_expired',
    'trialing',
    'active',
    'past_due',
    'unpaid',
    'paused',
    'canceled',
  ]),
  items: z.array(subscriptionItemRecord),
  anchor: z.number(),
  periodStart: z.number(),
  periodEnd: z.number(),
  description: z.string().nullable(),
  metadata: metadataRecord,
  defaultPaymentMethod: z.string().nullable(),
  cancelAt: z.number().nullable(),
  cancelAtPeriodEnd: z.boolean(),
  canceledAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  cancellation: z.object({
    comment: z.string().nullable(),
    feedback: z.string().nullable(),
    reason: z.enum(['cancellation_requested', 'payment_disputed', 'payment_failed']).nullable(),
  }),
  pauseCollection: z
    .object({ behavior: z.enum(['keep_as_draft', 'mark_uncollectible', 'void']), resumesAt: z.number().nullable() })
    .nullable(),
  pausedAt: z.number().nullable(),
  latestInvoice: z.string().nullable(),
  startDate: z.number(),
  trialStart: z.number().nullable(),
  trialEnd: z.number().nullable(),
})

export type SubscriptionItemRecord = z.output<typeof subscriptionItemRecord>
export type SubscriptionRecord = z.output<typeof subscriptionRecord>
