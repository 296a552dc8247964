import type { Metadata } from 'next'
import { commentsBy } from '#lib/comments/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requirePerson } from '#app/_server/session.ts'
import { Minute } from '#app/_ui/time.tsx'
import { AccountPage } from '../_account/account-page.tsx'
import { removeComment } from './actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Your comments', robots: { index: false } }

const stateNames = {
  published: '',
  held: 'Waiting for a moderator',
  rejected: 'Not published',
  deleted: 'Removed',
} as const

/** What the person signed in has written, and the way to take it back. */
export default async function OwnCommentsPage() {
  const person = await requirePerson('/account/comments')
  const [settings, comments] = await Promise.all([magazine(), commentsBy(await requestContext(), person.id)])
  return (
    <AccountPage at="/account/comments" title="Your comments">
      {comments.length === 0 && <p className="mt-6 text-soft">You have not written any yet.</p>}
      <ol className="mt-6 border-t border-strong">
        {comments.map((comment) => (
          <li key={comment.id} className="border-b border-rule py-5">
            <p className="label text-soft">
              <a href={`/articles/${comment.article.slug}#comment-${comment.id}`}>{comment.article.headline}</a>
              {', '}
              <Minute at={comment.at} timeZone={settings.timeZone} locale={settings.locale} />
              {stateNames[comment.state] !== '' && <strong className="text-warn"> {stateNames[comment.state]}</strong>}
            </p>
            <p className="mt-1.5 whitespace-pre-line">{comment.text}</p>
            <details className="label mt-2">
              <summary className="inline-flex min-h-8 cursor-pointer items-center text-soft">Remove</summary>
              <form action={removeComment} className="mt-2">
                <input type="hidden" name="comment" value={comment.id} />
                <button type="submit" className="button button-quiet">
                  Remove this comment for good
                </button>
              </form>
            </details>
          </li>
        ))}
      </ol>
    </AccountPage>
  )
}
