import { z } from 'zod'
import { accessSchema, articleStateSchema } from '#lib/articles/model.ts'
import { positionFrom } from '#app/_server/position.ts'
import { listAddress } from '../_ui/list-address.ts'

/** What the address of the list says; what cannot be read is left out. */
const listQuerySchema = z.object({
  q: z.string().max(200).catch(''),
  state: articleStateSchema.optional().catch(undefined),
  access: accessSchema.optional().catch(undefined),
  waits: z.enum(['me', 'nobody']).optional().catch(undefined),
  /** What was thrown away, and nothing else. */
  only: z.enum(['thrown-away']).optional().catch(undefined),
  after: z
    .string()
    .refine((value) => positionFrom(value) !== undefined)
    .optional()
    .catch(undefined),
})
export type ListQuery = z.infer<typeof listQuerySchema>

export function readQuery(given: Record<string, string | string[] | undefined>): ListQuery {
  return listQuerySchema.parse(given)
}

export function addressOf(query: ListQuery): string {
  return listAddress('/desk/articles', query)
}
