import type { z } from 'zod'
import { Refusal } from '#lib/errors.ts'
import { displayNameSchema } from '#lib/people/model.ts'
import { commentTextSchema } from '../model.ts'

/** @returns a comment's text as it is kept. @throws Refusal `invalid` about the field `text` */
export function readCommentText(typed: string): string {
  return readField('text', commentTextSchema, typed)
}

/** @returns the name to show beside comments. @throws Refusal `invalid` about the field `name` */
export function readShownName(typed: string): string {
  return readField('name', displayNameSchema, typed)
}

function readField(field: string, schema: z.ZodType<string>, typed: string): string {
  const parsed = schema.safeParse(typed)
  if (parsed.success) return parsed.data
  throw new Refusal('invalid', 'Please look at what is marked below.', {
    [field]: parsed.error.issues[0]?.message ?? '',
  })
}
