'use client'

import { FieldFault } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { moveToDay } from './actions.ts'

/** Moves a scheduled article to another day, by keyboard and without a script as well. */
export function MoveToDay({
  start,
  article,
  headline,
  date,
}: {
  start: FormState
  article: string
  headline: string
  date: string
}) {
  const [state, act] = useFormAnswer(moveToDay, start)
  const isMine = state.typed.article === article
  const fault = isMine ? state.fields.day || state.message : ''
  return (
    <details open={fault !== ''}>
      <summary aria-label={`Move “${headline}” to another day`}>Move</summary>
      <form action={act} noValidate className="calendar-move">
        <input type="hidden" name="article" value={article} />
        <input
          type="date"
          name="day"
          className="field"
          aria-label="To which day"
          aria-describedby={fault === '' ? undefined : `fault-${article}`}
          defaultValue={isMine ? state.typed.day : date}
        />
        <FieldFault id={`fault-${article}`} text={fault} />
        <SubmitButton waiting="Moving …" quiet>
          Move
        </SubmitButton>
      </form>
    </details>
  )
}
