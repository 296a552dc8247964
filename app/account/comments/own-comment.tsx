import type { OwnComment } from '#lib/comments/own.ts'
import { commentPath } from '#lib/comments/addresses.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { CommentText } from '#app/_ui/comment-text.tsx'
import { TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { Minute } from '#app/_ui/time.tsx'
import { changeComment, removeComment } from './actions.ts'

const stateNames = {
  published: '',
  held: 'Waiting for a moderator',
  rejected: 'Not published',
  deleted: 'Removed',
} as const

/** One of a person's comments, as they wrote it, with what they may do about it. */
export function OwnCommentItem({
  comment,
  settings,
  removal,
  change,
}: {
  comment: OwnComment
  settings: Magazine
  /** What the forms start from: empty, or refused a moment ago. */
  removal: FormState
  change: FormState
}) {
  const { id, article, state } = comment
  return (
    <li className="border-b border-rule py-5">
      <p className="label text-soft">
        <a href={state === 'published' ? commentPath(article.slug, id) : `/articles/${article.slug}`}>
          {article.headline}
        </a>
        {', '}
        <Minute at={comment.at} timeZone={settings.timeZone} locale={settings.locale} />
        {comment.editedAt && ', changed'}
        {comment.likes > 0 && `, ${comment.likes === 1 ? 'one like' : `${comment.likes} likes`}`}
        {stateNames[state] !== '' && <strong className="ml-2 text-warn">{stateNames[state]}</strong>}
      </p>
      <div className="mt-1.5">
        <CommentText text={comment.text} />
      </div>
      <div className="label mt-2 flex flex-wrap gap-x-5">
        {state === 'rejected' && (
          <a href={`/account/comments/appeal/${id}`} className="inline-flex min-h-8 items-center">
            Why, and ask for another look
          </a>
        )}
        {comment.editable && (
          <details open={change.message !== ''} className="open:w-full">
            <summary className="inline-flex min-h-8 cursor-pointer items-center text-soft">Change</summary>
            <div className="mt-2">
              <ActForm
                action={changeComment}
                start={change}
                hidden={{ comment: id }}
                button="Save the new text"
                waiting="Saving …"
              >
                <TextArea
                  name="text"
                  id={`text-${id}`}
                  label="Your comment"
                  rows={5}
                  defaultValue={change.typed.text ?? comment.text}
                  fault={change.fields.text}
                />
              </ActForm>
            </div>
          </details>
        )}
        <details open={removal.typed.comment === id} className="open:w-full">
          <summary className="inline-flex min-h-8 cursor-pointer items-center text-soft">Remove</summary>
          <div className="mt-2">
            <ActForm
              action={removeComment}
              start={removal.typed.comment === id ? removal : { message: '', fields: {}, typed: {} }}
              hidden={{ comment: id }}
              button="Remove this comment for good"
              quiet
            />
          </div>
        </details>
      </div>
    </li>
  )
}
