import { z } from 'zod'
import { tierSchema, type LedgerRow } from './model.ts'

/** A line as PostgreSQL writes one in JSON. */
export const ledgerRowSchema: z.ZodType<LedgerRow> = z.object({
  sequence: z.int(),
  source: z.enum(['stripe', 'gift', 'complimentary', 'imported']),
  sourceRef: z.string(),
  tier: tierSchema,
  state: z.enum(['active', 'ending', 'grace', 'lapsed']),
  validFrom: z.coerce.date(),
  validUntil: z.coerce.date().nullable(),
  reason: z.string(),
  recordedAt: z.coerce.date(),
})
