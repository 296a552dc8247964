import { z } from 'zod'
import { saidOf } from '#app/_ui/said-of.ts'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { OwnerUndoForm } from './fact-forms.tsx'
import { doneWords } from './words.ts'

const querySchema = z.object({
  done: z.string().max(30).optional().catch(undefined),
  before: z
    .union([z.uuid(), z.literal('nobody')])
    .optional()
    .catch(undefined),
})

/** What was just done to a case, and the way back from it where there is one. */
export function CaseDone({ caseId, query }: { caseId: string; query: Record<string, string | string[] | undefined> }) {
  const { done, before } = querySchema.parse(query)
  const words = saidOf(doneWords, done)
  if (words === undefined) return null
  return (
    <DeskDone>
      {words}
      {done === 'owner' && before !== undefined && <OwnerUndoForm caseId={caseId} before={before} />}
    </DeskDone>
  )
}
