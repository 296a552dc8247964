import { z } from 'zod'
import { caseShows } from '#lib/cases/desk-list.ts'
import { caseKinds, caseStates } from '#lib/cases/model.ts'

/** What the address of /desk/cases says: it is also what a saved view keeps. */
export const listSchema = z.object({
  show: z.enum(caseShows).optional().catch(undefined),
  kind: z.enum(caseKinds).optional().catch(undefined),
  state: z.enum(caseStates).optional().catch(undefined),
  owner: z
    .union([z.enum(['me', 'nobody']), z.uuid()])
    .optional()
    .catch(undefined),
  article: z.uuid().optional().catch(undefined),
  q: z.string().max(200).catch(''),
})
export type ListQuery = z.infer<typeof listSchema>
