import type { Metadata } from 'next'
import { draftsOf } from '#lib/comments/drafts.ts'
import { commentsBy } from '#lib/comments/own.ts'
import { requestContext } from '#app/_server/context.ts'
import { positionFrom } from '#app/_server/position.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { DoneNote } from '../_account/account-page.tsx'
import { ActForm } from '#app/_ui/act-form.tsx'
import { saidOf } from '#app/_ui/said-of.ts'
import { removeAllComments } from './actions.ts'
import { SanctionNotes } from './_moderation/sanction-notes.tsx'
import { CommentsPage } from './comments-page.tsx'
import { Drafts } from './drafts.tsx'
import { OwnCommentItem } from './own-comment.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Your comments', robots: { index: false } }

const pageSize = 20

const doneNotes: Record<string, string> = {
  removed: 'Your comment is removed.',
  'all-removed': 'All your comments are removed.',
  changed: 'Your comment is changed.',
  draft: 'The draft is thrown away.',
  held: 'A moderator looks at your comment first; then everybody sees it.',
  rejected: 'Your comment was not published.',
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** What the person signed in has written, and the way to change it, take it back, or take it with them. */
export default async function OwnCommentsPage({ searchParams }: Props) {
  const person = await requirePerson('/account/comments')
  const ctx = await requestContext()
  const { before, done } = await searchParams
  const position = positionFrom(before)
  const [settings, comments, drafts, removal, removalOfAll] = await Promise.all([
    magazine(),
    commentsBy(ctx, person.id, {
      limit: pageSize,
      ...(position && { before: { at: position.publishedAt, id: position.id } }),
    }),
    draftsOf(ctx, person.id),
    refusedForm('remove'),
    refusedForm('remove all'),
  ])
  const items = await Promise.all(
    comments.map(async (comment) => ({ comment, change: await refusedForm(`change ${comment.id}`) })),
  )
  const last = comments.at(-1)
  const note = saidOf(doneNotes, done)
  return (
    <CommentsPage at="/account/comments" title="Your comments" personId={person.id}>
      {note !== undefined && <DoneNote>{note}</DoneNote>}
      {position === undefined && <SanctionNotes personId={person.id} settings={settings} />}
      {position === undefined && <Drafts drafts={drafts} settings={settings} />}
      {comments.length === 0 && (
        <p className="mt-6 text-soft">
          {position === undefined
            ? 'You have not written any yet. Supporters and patrons can comment under every article that is open.'
            : 'There are no older ones.'}
        </p>
      )}
      {items.length > 0 && (
        <ol className="mt-6 border-t border-strong">
          {items.map(({ comment, change }) => (
            <OwnCommentItem key={comment.id} comment={comment} settings={settings} removal={removal} change={change} />
          ))}
        </ol>
      )}
      {comments.length === pageSize && last && (
        <p className="mt-5">
          <a href={`/account/comments?before=${last.at.getTime()}_${last.id}`} className="button button-quiet">
            Older comments
          </a>
        </p>
      )}
      {(comments.length > 0 || drafts.length > 0) && (
        <section aria-label="All you have written" className="label mt-8 text-soft">
          <p>
            They are yours, member or not: you can remove them above, or{' '}
            <a href="/account/comments/export" download>
              download all of them
            </a>{' '}
            (JSON).
          </p>
          {comments.length > 0 && (
            <details className="mt-2" open={removalOfAll.message !== ''}>
              <summary className="inline-flex min-h-8 cursor-pointer items-center">Remove all of them</summary>
              <div className="mt-2">
                <ActForm
                  action={removeAllComments}
                  start={removalOfAll}
                  hidden={{}}
                  button="Remove everything I have written, for good"
                  quiet
                />
              </div>
            </details>
          )}
        </section>
      )}
    </CommentsPage>
  )
}
