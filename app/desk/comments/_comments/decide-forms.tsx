'use client'

import { longestNote, rejectionReasons } from '#lib/comments/moderation/model.ts'
import { FormMessage } from '#app/_ui/fields.tsx'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { decideMarked, decideOne, pick } from '../actions.ts'

interface DecideProps {
  /** What the form was refused with a moment ago, whichever comment it was for. */
  start: FormState
  /** What the moderator has before them, for the comparison. */
  seen: string
  state: 'published' | 'held' | 'rejected' | 'deleted'
  /** Whether something waits for a decision: then what is published can be approved once more. */
  isWaiting: boolean
  back: string
}

/** Approve, reject, restore: what fits where the comment stands. */
export function DecideForms({ start, seen, state, isWaiting, back }: DecideProps) {
  const isMine = start.typed.seen === seen
  const [answer, action] = useFormAnswer(decideOne, isMine ? start : emptyForm)
  const isGone = state === 'deleted'
  if (isGone && !isWaiting) return null
  const isRejecting = answer.typed.verdict === 'reject'
  const hidden = (
    <>
      <input type="hidden" name="seen" value={seen} />
      <input type="hidden" name="back" value={back} />
    </>
  )
  const canApprove = state !== 'published' || isWaiting
  return (
    <>
      {answer.message !== '' && !answer.fields.reason && !answer.fields.note && <FormMessage text={answer.message} />}
      {canApprove && (
        <form action={action}>
          {hidden}
          <input type="hidden" name="verdict" value="approve" />
          <KeyedSubmit shortcut="a" meaning="Approve or restore">
            {approveNames[state]}
          </KeyedSubmit>
        </form>
      )}
      {state !== 'rejected' && (
        <details open={isRejecting || undefined}>
          <summary data-desk-key="r" data-desk-key-name="Reject, with a reason">
            {isGone ? 'The reports were right' : 'Reject'}
          </summary>
          <form action={action} className="desk-fold" noValidate>
            {hidden}
            <input type="hidden" name="verdict" value="reject" />
            <WhyFields id={seen.slice(0, 36)} state={isRejecting ? answer : emptyForm} />
            <SubmitButton waiting="Rejecting …">Reject it</SubmitButton>
          </form>
        </details>
      )}
    </>
  )
}

const approveNames = {
  published: 'Keep',
  held: 'Approve',
  rejected: 'Restore',
  deleted: 'The reports are settled',
} as const

function KeyedSubmit({ shortcut, meaning, children }: { shortcut: string; meaning: string; children: string }) {
  return (
    <button type="submit" className="button" data-desk-key={shortcut} data-desk-key-name={meaning}>
      {children}
    </button>
  )
}

function WhyFields({ id, state }: { id: string; state: FormState }) {
  const { typed, fields } = state
  return (
    <>
      <p>
        <label htmlFor={`reason-${id}`} className="label font-semibold">
          Why
        </label>
        <select
          id={`reason-${id}`}
          name="reason"
          className="field mt-1"
          defaultValue={typed.reason ?? ''}
          aria-invalid={fields.reason ? true : undefined}
          aria-describedby={fields.reason ? `reason-${id}-fault` : undefined}
        >
          <option value="">Choose a reason</option>
          {Object.entries(rejectionReasons).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        {fields.reason && (
          <span id={`reason-${id}-fault`} className="field-error block">
            {fields.reason}
          </span>
        )}
      </p>
      <p>
        <label htmlFor={`note-${id}`} className="label font-semibold">
          Note to the writer, if any
        </label>
        <textarea
          id={`note-${id}`}
          name="note"
          rows={2}
          maxLength={longestNote}
          className="field mt-1"
          defaultValue={typed.note ?? ''}
        />
      </p>
    </>
  )
}

export const bulkForm = 'marked-comments'

/** What can be done with all rows that are marked. Their boxes name this form. */
export function BulkForm({ start, back }: { start: FormState; back: string }) {
  const [answer, action] = useFormAnswer(decideMarked, start)
  const isRejecting = answer.typed.verdict === 'reject'
  return (
    <div className="desk-row mt-3">
      {answer.message !== '' && !answer.fields.reason && <FormMessage text={answer.message} />}
      <form action={action} id={bulkForm} noValidate className="desk-row">
        <input type="hidden" name="back" value={back} />
        <button type="submit" name="verdict" value="approve" className="button button-quiet">
          Approve all that are marked
        </button>
        <details open={isRejecting || undefined}>
          <summary>Reject all that are marked</summary>
          <div className="desk-fold">
            <WhyFields id="marked" state={isRejecting ? answer : emptyForm} />
            <button type="submit" name="verdict" value="reject" className="button">
              Reject them
            </button>
          </div>
        </details>
      </form>
    </div>
  )
}

/** One box: picks a comment out for readers. */
export function PickForm({
  start,
  id,
  isPicked,
  back,
}: {
  start: FormState
  id: string
  isPicked: boolean
  back: string
}) {
  const [{ message }, action] = useFormAnswer(pick, start.typed.comment === id ? start : emptyForm)
  return (
    <form action={action}>
      <FormMessage text={message} />
      <input type="hidden" name="comment" value={id} />
      <input type="hidden" name="picked" value={isPicked ? 'no' : 'yes'} />
      <input type="hidden" name="back" value={back} />
      <button type="submit" className="button button-quiet" data-desk-key="p" data-desk-key-name="Pick out, or not">
        {isPicked ? 'Take the pick away' : 'Pick out'}
      </button>
    </form>
  )
}
