'use client'

import type { ReactNode } from 'react'
import type { ArticleState } from '#lib/articles/model.ts'
import type { OnScreen } from '#lib/articles/on-screen.ts'
import type { Move } from '#lib/articles/workflow/moves.ts'
import { FieldFault, FormMessage, TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { useWritingHere } from '../_writing/here.ts'
import { LookFirst } from '../_writing/look-first.tsx'
import { makeMove } from './actions.ts'

export interface OfferedMove {
  move: Move
  name: string
  note: 'none' | 'asked' | 'required'
  shortcut: string
  /** How many things the checklist warns of, or holds it back for; 0 where it is not looked at. */
  warnings: number
  blocks: number
}

interface Props {
  start: FormState
  articleId: string
  seen: ArticleState
  /** Which state of the text the page was made with: without scripts that is what is on the screen. */
  onScreen: OnScreen
  offered: OfferedMove
  /** The one most likely to come next. */
  isNext: boolean
  /** Fields of its own, before the button. */
  children?: (state: FormState) => ReactNode
}

/** One move. What needs words, or is not undone by a key, folds out first. */
export function MoveForm({ start, articleId, seen, onScreen, offered, isNext, children }: Props) {
  const [state, act] = useFormAnswer(makeMove, start)
  const { move, name, note, shortcut } = offered
  const folds = note !== 'none' || children !== undefined
  const form = (
    <form action={act} noValidate className="workflow-move" aria-label={name}>
      <FormMessage text={state.message} />
      {state.fields.onScreen && <Overtaken articleId={articleId} />}
      <input type="hidden" name="article" value={articleId} />
      <input type="hidden" name="move" value={move} />
      <input type="hidden" name="seen" value={seen} />
      <input type="hidden" name="stamp" value={onScreen.stamp ?? ''} />
      <input type="hidden" name="revision" value={onScreen.revision} />
      {children?.(state)}
      {note !== 'none' && <Words move={move} isRequired={note === 'required'} state={state} />}
      <Confirmation offered={offered} state={state} />
      <span data-desk-key={folds ? undefined : shortcut} data-desk-key-name={folds ? undefined : name}>
        <SubmitButton waiting="One moment …" quiet={!isNext}>
          {name}
        </SubmitButton>
      </span>
    </form>
  )
  if (!folds) return form
  return (
    <details className="workflow-fold" open={state.message !== ''}>
      <summary data-desk-key={shortcut} data-desk-key-name={name}>
        {name} …
      </summary>
      {form}
    </details>
  )
}

/** Another wrote meanwhile: what they wrote is looked at here, or without scripts in the preview. */
function Overtaken({ articleId }: { articleId: string }) {
  const here = useWritingHere()
  if (here !== null) return <LookFirst here={here} />
  return (
    <p>
      <a href={`/desk/articles/${articleId}/preview`}>Look at it in the preview</a>
    </p>
  )
}

const noteLabels: Partial<Record<Move, string>> = {
  submit: 'A word to the editor',
  send_back: 'What its author should do',
  mark_ready: 'A word to whoever publishes it',
  unpublish: 'Why',
}

function Words({ move, isRequired, state }: { move: Move; isRequired: boolean; state: FormState }) {
  return (
    <TextArea
      name="note"
      id={`note-${move}`}
      label={`${noteLabels[move] ?? 'A word about it'}${isRequired ? '' : ' (may stay empty)'}`}
      rows={3}
      defaultValue={state.typed.note}
      fault={state.fields.note ?? ''}
    />
  )
}

function Confirmation({ offered: { move, warnings, blocks }, state }: { offered: OfferedMove; state: FormState }) {
  if (blocks > 0)
    return (
      <p className="label text-soft">
        Held back: {blocks === 1 ? 'one thing is' : `${blocks} things are`} missing on the checklist.
      </p>
    )
  if (warnings === 0) return null
  const id = `confirmed-${move}`
  return (
    <div>
      <label className="desk-check">
        <input
          type="checkbox"
          name="confirmed"
          aria-describedby={state.fields.confirmed ? id : undefined}
          defaultChecked={state.typed.confirmed === 'on'}
        />
        {warnings === 1 ? 'The checklist warns of one thing' : `The checklist warns of ${warnings} things`}: it may go
        out so.
      </label>
      <FieldFault id={id} text={state.fields.confirmed} />
    </div>
  )
}
