'use client'

import { useId } from 'react'
import { FieldFault, FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { endMeasure, keepNote, takeMeasure } from '../people/actions.ts'

const measures = [
  ['warn', 'Warn', 'They are told, and nothing else changes.'],
  ['pre_moderation', 'Pre-moderate', 'What they write waits for a moderator.'],
  ['suspension', 'Suspend', 'They can write nothing until the day you choose.'],
  ['ban', 'Ban', 'They can write nothing, until a moderator ends it.'],
] as const

/** Measures against a commenter, each with a reason for moderators and a note for the person. */
export function MeasureForm({
  start,
  personId,
  commentId,
  name,
  tomorrow,
  back,
}: {
  start: FormState
  personId: string
  commentId: string
  name: string
  /** The first day a suspension can end on: 2026-11-29. */
  tomorrow: string
  back: string
}) {
  const [{ typed, fields, message }, action] = useFormAnswer(takeMeasure, start)
  const id = useId()
  return (
    <details open={message !== '' || undefined}>
      <summary data-desk-key="s" data-desk-key-name="Warn, suspend or ban">
        Warn, pre-moderate, suspend or ban {name}
      </summary>
      <form action={action} className="desk-fold" noValidate key={JSON.stringify(typed)}>
        <FormMessage text={message} />
        <input type="hidden" name="person" value={personId} />
        <input type="hidden" name="comment" value={commentId} />
        <input type="hidden" name="back" value={back} />
        <fieldset>
          <legend className="label font-semibold">Measure</legend>
          {measures.map(([value, label, meaning]) => (
            <label key={value} className="desk-choice">
              <input type="radio" name="measure" value={value} defaultChecked={typed.measure === value} />
              <span>
                <strong>{label}.</strong> {meaning}
              </span>
            </label>
          ))}
          <FieldFault id={`${id}-measure`} text={fields.measure} />
        </fieldset>
        <p>
          <label htmlFor={`${id}-until`} className="label font-semibold">
            A suspension ends at the beginning of
          </label>
          <input
            id={`${id}-until`}
            name="until"
            type="date"
            min={tomorrow}
            className="field mt-1"
            defaultValue={typed.until ?? ''}
            aria-invalid={fields.until ? true : undefined}
            aria-describedby={fields.until ? `${id}-until-fault` : undefined}
          />
        </p>
        <FieldFault id={`${id}-until-fault`} text={fields.until} />
        <p>
          <label htmlFor={`${id}-why`} className="label font-semibold">
            Reason, for moderators
          </label>
          <input
            id={`${id}-why`}
            name="reason"
            maxLength={500}
            className="field mt-1"
            defaultValue={typed.reason ?? ''}
            aria-invalid={fields.reason ? true : undefined}
            aria-describedby={fields.reason ? `${id}-why-fault` : undefined}
          />
        </p>
        <FieldFault id={`${id}-why-fault`} text={fields.reason} />
        <p>
          <label htmlFor={`${id}-note`} className="label font-semibold">
            Note, which {name} is sent
          </label>
          <textarea
            id={`${id}-note`}
            name="note"
            rows={3}
            maxLength={1000}
            className="field mt-1"
            defaultValue={typed.note ?? ''}
            aria-invalid={fields.note ? true : undefined}
            aria-describedby={fields.note ? `${id}-note-fault` : undefined}
          />
        </p>
        <FieldFault id={`${id}-note-fault`} text={fields.note} />
        <p>
          <SubmitButton waiting="One moment …">Do it and tell {name}</SubmitButton>
        </p>
      </form>
    </details>
  )
}

/** Ends a sanction before its time. */
export function EndForm({ start, id, back }: { start: FormState; id: string; back: string }) {
  const [{ message, typed }, action] = useFormAnswer(endMeasure, start)
  return (
    <details open={(message !== '' && typed.sanction === id) || undefined}>
      <summary>End it now</summary>
      <form action={action} className="desk-fold">
        {typed.sanction === id && <FormMessage text={message} />}
        <input type="hidden" name="sanction" value={id} />
        <input type="hidden" name="back" value={back} />
        <label>
          <span className="label font-semibold">Why, for moderators</span>
          <input name="reason" maxLength={500} className="field mt-1" />
        </label>
        <p>
          <SubmitButton waiting="One moment …">End it and tell them</SubmitButton>
        </p>
      </form>
    </details>
  )
}

/** Something for the next moderator to know. */
export function NoteForm({ start, personId }: { start: FormState; personId: string }) {
  const [{ typed, fields, message }, action] = useFormAnswer(keepNote, start)
  return (
    <form action={action} className="desk-fold" noValidate>
      {!fields.note && <FormMessage text={message} />}
      <input type="hidden" name="person" value={personId} />
      <p>
        <label htmlFor="person-note" className="label font-semibold">
          Note for moderators
        </label>
        <textarea
          id="person-note"
          name="note"
          rows={2}
          maxLength={1000}
          className="field mt-1"
          defaultValue={typed.note ?? ''}
          aria-invalid={fields.note ? true : undefined}
          aria-describedby={fields.note ? 'person-note-fault' : undefined}
        />
      </p>
      <FieldFault id="person-note-fault" text={fields.note} />
      <p>
        <SubmitButton waiting="Keeping …" quiet>
          Keep the note
        </SubmitButton>
      </p>
    </form>
  )
}
