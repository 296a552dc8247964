'use client'

import { FieldFault, FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { setThread } from '../actions.ts'

/** Closes a thread now or after some days, or opens it again. */
export function ThreadForm({
  start,
  articleId,
  isClosed,
  back,
}: {
  start: FormState
  articleId: string
  isClosed: boolean
  back: string
}) {
  const [{ typed, fields, message }, action] = useFormAnswer(setThread, start)
  return (
    <form action={action} noValidate className="mt-2">
      {!fields.days && <FormMessage text={message} />}
      <input type="hidden" name="article" value={articleId} />
      <input type="hidden" name="back" value={back} />
      <div className="desk-row">
        <label htmlFor="close-days">{isClosed ? 'Open it for' : 'Close it after'}</label>
        <input
          id="close-days"
          name="days"
          inputMode="numeric"
          maxLength={3}
          className="field w-16"
          defaultValue={typed.days ?? '3'}
          aria-invalid={fields.days ? true : undefined}
          aria-describedby={fields.days ? 'close-days-fault' : undefined}
        />
        <span>days</span>
        <button type="submit" name="to" value="days" className="button button-quiet">
          {isClosed ? 'Open it so long' : 'Close it then'}
        </button>
        {isClosed ? (
          <button type="submit" name="to" value="open" className="button button-quiet">
            Open the thread again
          </button>
        ) : (
          <button type="submit" name="to" value="closed" className="button button-quiet">
            Close the thread now
          </button>
        )}
      </div>
      <FieldFault id="close-days-fault" text={fields.days} />
    </form>
  )
}
