import { z } from 'zod'
import { metadataRecord } from '../customers/record.ts'

export const productRecord = z.object({
  id: z.string(),
  created: z.number(),
  updated: z.number(),
  active: z.boolean(),
  name: z.string(),
  description: z.string().nullable(),
  images: z.array(z.string()),
  metadata: metadataRecord,
  defaultPrice: z.string().nullable(),
  shippable: z.boolean().nullable(),
  statementDescriptor: z.string().nullable(),
  unitLabel: z.string().nullable(),
  url: z.string().nullable(),
  taxCode: z.string().nullable(),
  deleted: z.boolean(),
})

const interval = z.enum(['day', 'week', 'month', 'year'])
export const recurrence = z.object({ interval, count: z.number() })
export const priceRecord = z.object({
  id: z.string(),
  created: z.number(),
  active: z.boolean(),
  currency: z.string(),
  unitAmount: z.number(),
  recurring: recurrence.nullable(),
  product: z.string(),
  nickname: z.string().nullable(),
  lookupKey: z.string().nullable(),
  metadata: metadataRecord,
  taxBehavior: z.enum(['exclusive', 'inclusive', 'unspecified']),
  type: z.enum(['one_time', 'recurring']),
})

export type Recurrence = z.output<typeof recurrence>
export type ProductRecord = z.output<typeof productRecord>
export type PriceRecord = z.output<typeof priceRecord>
