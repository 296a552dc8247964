'use client'

import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { readDedication } from '../actions.ts'

/** One dedication, and the two things that can be said of it. */
export function DedicationForm({
  start,
  campaignId,
  claimId,
  text,
}: {
  start: FormState
  /** Where it is read: the page of its campaign, or null for the list of all. */
  campaignId: string | null
  claimId: string
  text: string
}) {
  const [{ message, fields, typed }, action, sending] = useFormAnswer(
    readDedication,
    start.typed.claimId === claimId ? start : emptyForm,
  )
  return (
    <form action={action}>
      <FormMessage text={message} />
      {campaignId !== null && <input type="hidden" name="campaignId" value={campaignId} />}
      <input type="hidden" name="claimId" value={claimId} />
      <input type="hidden" name="text" value={text} />
      <div className="desk-row">
        <q className="min-w-64 grow text-lg">{text}</q>
        <button name="verdict" value="accepted" className="button" disabled={sending}>
          Accept
        </button>
        <details open={fields.note !== undefined}>
          <summary>Refuse</summary>
          <TextField
            name="note"
            id={`note-${claimId}`}
            label="Why, in a sentence the donor reads"
            maxLength={300}
            defaultValue={typed.note}
            {...(fields.note ? { fault: fields.note } : {})}
          />
          <button name="verdict" value="refused" className="button button-quiet mt-2" disabled={sending}>
            Refuse it
          </button>
        </details>
      </div>
    </form>
  )
}
