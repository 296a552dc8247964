import { z } from 'zod'

/** What the address of a preview says; what cannot be read is the usual. */
export const shownSchema = z.object({
  edition: z.enum(['standard', 'supporter']).catch('standard'),
  as: z.enum(['whole', 'visitor']).catch('whole'),
})
