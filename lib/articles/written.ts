import type { z } from 'zod'
import { contentSchema } from './internal/content-schema.ts'

/** What of an article is written: all but how it stands (its state and date, who may read it, who may comment). */
export const writtenSchema = contentSchema.omit({ state: true, publishedAt: true, access: true, comments: true })
export type Written = z.infer<typeof writtenSchema>
