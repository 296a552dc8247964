import { z } from 'zod'
import { membershipSources, membershipStates } from '#db/schema/membership.ts'
import type { LedgerRow } from './model.ts'
import { tierSchema } from './schema.ts'

/** A line as PostgreSQL writes one in JSON. */
export const ledgerRowSchema: z.ZodType<LedgerRow> = z.object({
  sequence: z.int(),
  source: z.enum(membershipSources),
  sourceRef: z.string(),
  tier: tierSchema,
  state: z.enum(membershipStates),
  validFrom: z.coerce.date(),
  validUntil: z.coerce.date().nullable(),
  reason: z.string(),
  recordedAt: z.coerce.date(),
})
