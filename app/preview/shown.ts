import { z } from 'zod'

/** What the address of a preview says; what cannot be read is the usual. */
export const shownSchema = z.object({
  edition: z.enum(['standard', 'supporter']).catch('standard'),
  as: z.enum(['whole', 'visitor']).catch('whole'),
})

export const widths = ['desktop', 'tablet', 'phone'] as const
export type Width = (typeof widths)[number]

/** The same for staff, who see it as wide as their screen, a tablet or a phone. */
export const staffShownSchema = shownSchema.extend({ width: z.enum(widths).catch('desktop') })
