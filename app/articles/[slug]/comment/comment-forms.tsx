import { commentsForMe } from '#lib/comments/mine.ts'
import { markSeen } from '#lib/comments/notices/queries.ts'
import { writingVerdict } from '#lib/comments/gate.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { currentPerson } from '#app/_server/session.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { TextArea } from '#app/_ui/fields.tsx'
import { change, like, mute, remove } from './actions.ts'

/**
 * What the person signed in may do about one comment, as forms that need no JavaScript; nothing for a visitor. Whoever
 * opens the comment has seen what they were told of it.
 */
export async function CommentForms({ articleId, slug, id }: { articleId: string; slug: string; id: string }) {
  const person = await currentPerson()
  if (!person) return null
  const ctx = await requestContext()
  const [[mine], verdict] = await Promise.all([
    commentsForMe(ctx, person.id, articleId, [id]),
    writingVerdict(ctx, person, { id: articleId }),
    markSeen(ctx, person.id, { commentId: id }),
  ])
  if (!mine) return null
  const [likeStart, muteStart, changeStart, removeStart] = await Promise.all(
    ['like', 'mute', 'change', 'remove'].map((name) => refusedForm(name)),
  )
  if (!likeStart || !muteStart || !changeStart || !removeStart) return null
  const hidden = { article: slug, comment: id }
  if (mine.own !== null)
    return (
      <div className="comment-forms">
        {mine.own.text !== null && (
          <details open={changeStart.message !== ''}>
            <summary>Change it</summary>
            <ActForm action={change} start={changeStart} hidden={hidden} button="Save the new text" waiting="Saving …">
              <TextArea
                name="text"
                label="Your comment"
                rows={6}
                defaultValue={changeStart.typed.text ?? mine.own.text}
                fault={changeStart.fields.text}
              />
            </ActForm>
          </details>
        )}
        <details>
          <summary>Remove it</summary>
          <ActForm action={remove} start={removeStart} hidden={hidden} button="Remove this comment for good" quiet />
        </details>
      </div>
    )
  return (
    <div className="comment-forms">
      {(verdict.allowed || mine.liked) && (
        <ActForm
          action={like}
          start={likeStart}
          hidden={{ ...hidden, liked: mine.liked ? 'no' : 'yes' }}
          button={mine.liked ? 'Take my like back' : 'Like'}
          quiet
        />
      )}
      <ActForm
        action={mute}
        start={muteStart}
        hidden={{ ...hidden, muted: mine.muted ? 'no' : 'yes' }}
        button={mine.muted ? 'Unmute its writer' : 'Mute its writer'}
        quiet
      />
      <a href={`/articles/${slug}/comments/${id}/report`} rel="nofollow" className="button button-quiet">
        Report it
      </a>
    </div>
  )
}
