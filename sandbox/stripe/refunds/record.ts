import { z } from 'zod'
import { metadataRecord } from '../customers/record.ts'

export const refundRecord = z.object({
  id: z.string(),
  created: z.number(),
  clock: z.string().nullable(),
  amount: z.number(),
  currency: z.string(),
  charge: z.string(),
  intent: z.string(),
  reason: z.string().nullable(),
  status: z.enum(['pending', 'succeeded', 'failed']),
  metadata: metadataRecord,
})

export type RefundRecord = z.output<typeof refundRecord>
