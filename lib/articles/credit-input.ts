import { z } from 'zod'
import { plainText } from '#lib/plain-text.ts'
import { slugSchema } from './model.ts'

const name = plainText
  .trim()
  .min(1, 'Enter a name.')
  .max(120, 'Enter a name of at most 120 characters.')
  .regex(/^[^<>\p{Cc}]+$/u, 'Enter a name without brackets or invisible characters.')

/** Empty: made from the name. */
const slug = z
  .string()
  .trim()
  .toLowerCase()
  .refine((typed) => typed === '' || slugSchema.safeParse(typed).success, {
    message: 'Use lower-case letters a to z, figures and single hyphens, e.g. tamsin-okoro-pell.',
  })

/** An author as a form says one. */
export const authorInputSchema = z.object({
  name,
  slug,
  biography: plainText.trim().max(1_000, 'Write at most 1,000 characters.'),
  pictureId: z.uuid().nullable(),
})
export type AuthorInput = z.infer<typeof authorInputSchema>

/** A topic as a form says one. */
export const topicInputSchema = z.object({
  name: name.max(60, 'Enter a name of at most 60 characters.'),
  slug,
  description: plainText.trim().max(300, 'Write at most 300 characters.'),
})
export type TopicInput = z.infer<typeof topicInputSchema>
