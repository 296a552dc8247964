import { z } from 'zod'

/** Text that PostgreSQL can keep: without NUL, which nobody types and some programs paste. */
export const plainText = z
  .string()
  .regex(/^[^\0]*$/, 'Some characters in this text cannot be kept. Paste it as plain text.')

/** The text fields of any form. */
export const typedFields = z.record(z.string(), plainText)
