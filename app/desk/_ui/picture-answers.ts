import { z } from 'zod'
import type { LibraryItem } from '../pictures/_pictures/library-item.ts'

const percent = z.number().min(0).max(100)

/** A picture, as app/api/pictures answers with one. */
const itemSchema = z.object({
  id: z.uuid(),
  contentHash: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  colour: z.string(),
  alt: z.string(),
  caption: z.string(),
  credit: z.string(),
  focus: z.object({ x: percent, y: percent }),
  fileName: z.string(),
  reasons: z.array(z.string()),
  mayBeUsed: z.boolean(),
  facts: z.record(z.string(), z.string()),
}) satisfies z.ZodType<LibraryItem>

/** Why something was not done, in words, and what was wrong in which field. */
export const refusedSchema = z.object({
  message: z.string(),
  fields: z.record(z.string(), z.string()).default({}),
})
export type Refused = z.infer<typeof refusedSchema>

/** What a search of the library finds. */
export const foundSchema = z.object({ pictures: z.array(itemSchema), next: z.string().nullable() })
export type Found = z.infer<typeof foundSchema>

/** The answer to a picture that was sent. */
export const takenSchema = itemSchema.extend({ isNew: z.boolean() })

/** The answer to what was said of a picture. */
export const saidSchema = z.union([itemSchema, refusedSchema])
