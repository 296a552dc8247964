'use client'

import { FieldFault, FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { saveComments } from './comments-actions.ts'

/** One choice for the thread, one for what is written in it. */
export function CommentsForm({
  start,
  articleId,
  moderation,
  isClosed,
}: {
  start: FormState
  articleId: string
  moderation: 'pre' | 'post' | null
  isClosed: boolean
}) {
  const [{ typed, fields, message }, action] = useFormAnswer(saveComments, start)
  return (
    <form action={action} noValidate className="mt-2 space-y-3" key={JSON.stringify(typed)}>
      {!fields.days && <FormMessage text={message} />}
      <input type="hidden" name="article" value={articleId} />
      <div className="desk-row">
        <label htmlFor="thread">Thread</label>
        <select id="thread" name="thread" className="field w-56" defaultValue={typed.thread ?? ''}>
          <option value="">{isClosed ? 'Leave it closed' : 'Leave it open'}</option>
          {isClosed ? <option value="open">Open it again</option> : <option value="closed">Close it now</option>}
          <option value="days">Close it in some days</option>
        </select>
        <label htmlFor="thread-days">days, then</label>
        <input
          id="thread-days"
          name="days"
          inputMode="numeric"
          maxLength={3}
          className="field w-16"
          defaultValue={typed.days ?? ''}
          aria-invalid={fields.days ? true : undefined}
          aria-describedby={fields.days ? 'thread-days-fault' : undefined}
        />
      </div>
      <FieldFault id="thread-days-fault" text={fields.days} />
      <div className="desk-row">
        <label htmlFor="thread-moderation">Its comments</label>
        <select
          id="thread-moderation"
          name="moderation"
          className="field w-72"
          defaultValue={typed.moderation ?? moderation ?? ''}
        >
          <option value="">As its topics and the settings say</option>
          <option value="pre">Wait for a moderator</option>
          <option value="post">Appear at once</option>
        </select>
      </div>
      <SubmitButton waiting="Saving …" quiet>
        Save the comments’ rules
      </SubmitButton>
    </form>
  )
}
