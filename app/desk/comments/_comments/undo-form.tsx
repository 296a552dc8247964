'use client'

import { emptyForm } from '#app/_ui/form-state.ts'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { takeBack } from '../actions.ts'

/** The way back from what was just done. */
export function UndoForm({ entry, batch, back }: { entry: string; batch: string; back: string }) {
  const [{ message }, action] = useFormAnswer(takeBack, emptyForm)
  return (
    <form action={action} className="ml-3 inline">
      <input type="hidden" name="entry" value={entry} />
      <input type="hidden" name="batch" value={batch} />
      <input type="hidden" name="back" value={back} />
      <button type="submit" className="button-plain" data-desk-key="u" data-desk-key-name="Undo what was just done">
        Undo
      </button>
      {message !== '' && <span role="alert"> {message}</span>}
    </form>
  )
}
