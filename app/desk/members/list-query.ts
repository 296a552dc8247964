import { z } from 'zod'
import { memberStateSchema } from '#lib/members/model.ts'
import { tierSchema } from '#lib/membership/schema.ts'
import { listAddress } from '../_ui/list-address.ts'

/** What the address of the list says; what cannot be read is left out. */
const listQuerySchema = z.object({
  q: z.string().max(200).catch(''),
  state: memberStateSchema.optional().catch(undefined),
  tier: tierSchema.optional().catch(undefined),
  order: z.enum(['newest', 'oldest']).optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
})
export type ListQuery = z.infer<typeof listQuerySchema>

export function readQuery(given: Record<string, string | string[] | undefined>): ListQuery {
  return listQuerySchema.parse(given)
}

export function addressOf(query: ListQuery): string {
  return listAddress('/desk/members', query)
}
