import { z } from 'zod'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { saidOf } from '#app/_ui/said-of.ts'
import { DeskDone, DeskNotDone } from '../../_ui/desk-state.tsx'
import { UndoForm } from './undo-form.tsx'
import { doneWords } from './words.ts'

const querySchema = z.object({
  done: z.string().max(30).optional().catch(undefined),
  undo: z.uuid().optional().catch(undefined),
  batch: z.uuid().optional().catch(undefined),
  count: z.coerce.number().int().min(0).max(1_000).catch(0),
  refused: z.coerce.number().int().min(0).max(1_000).catch(0),
})

/** What was just done, and the way back from it. */
export async function Done({
  query,
  back,
}: {
  query: Record<string, string | string[] | undefined>
  /** The page itself, as it is narrowed. */
  back: string
}) {
  const { done, undo, batch, count, refused } = querySchema.parse(query)
  const start = await refusedForm('undo')
  if (start.message !== '') return <DeskNotDone>{start.message}</DeskNotDone>
  if (done === undefined) return null
  const words =
    done === 'many' ? `${count} ${count === 1 ? 'comment is' : 'comments are'} decided.` : saidOf(doneWords, done)
  if (words === undefined) return null
  return (
    <DeskDone>
      {words}
      {refused > 0 && ` ${refused} had changed meanwhile and ${refused === 1 ? 'was' : 'were'} left as they are.`}
      {(undo ?? batch) !== undefined && <UndoForm entry={undo ?? ''} batch={batch ?? ''} back={back} />}
    </DeskDone>
  )
}
