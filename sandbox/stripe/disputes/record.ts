import { z } from 'zod'
import { metadataRecord } from '../customers/record.ts'

export const disputeRecord = z.object({
  id: z.string(),
  created: z.number(),
  clock: z.string().nullable(),
  amount: z.number(),
  currency: z.string(),
  charge: z.string(),
  intent: z.string(),
  reason: z.string(),
  status: z.enum(['needs_response', 'under_review', 'won', 'lost']),
  metadata: metadataRecord,
  evidence: z.record(z.string(), z.string()),
  submissions: z.number(),
})

export type DisputeRecord = z.output<typeof disputeRecord>
