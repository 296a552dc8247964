import type { Metadata } from 'next'
import { threadsFollowedBy } from '#lib/comments/following.ts'
import { mutedBy } from '#lib/comments/muting.ts'
import { noticeMailOf } from '#lib/comments/notices/notify.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { saidOf } from '#app/_ui/said-of.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { DoneNote } from '../../_account/account-page.tsx'
import { hearAgain, letGo } from '../actions.ts'
import { CommentsPage } from '../comments-page.tsx'
import { MailForm } from './mail-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Comment settings', robots: { index: false } }

const doneNotes: Record<string, string> = {
  mail: 'That is how we write to you from now on.',
  'let-go': 'You no longer follow that conversation.',
  heard: 'They are heard again.',
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** How the person signed in is told, what they follow, and whom they would rather not read. */
export default async function CommentSettingsPage({ searchParams }: Props) {
  const person = await requirePerson('/account/comments/settings')
  const ctx = await requestContext()
  const [mail, followed, muted, start, { done }] = await Promise.all([
    noticeMailOf(ctx, person.id),
    threadsFollowedBy(ctx, person.id),
    mutedBy(ctx, person.id),
    refusedForm('mail'),
    searchParams,
  ])
  const note = saidOf(doneNotes, done)
  return (
    <CommentsPage at="/account/comments/settings" title="Comment settings" personId={person.id}>
      {note !== undefined && <DoneNote>{note}</DoneNote>}
      <section aria-labelledby="mails" className="mt-8 border-t border-strong pt-4">
        <h2 id="mails" className="text-2xl">
          Mails
        </h2>
        <p className="mt-2 text-pretty text-soft">
          When somebody answers a comment of yours, when the editors pick one out, or in a conversation you follow.
        </p>
        <MailForm start={start} mail={mail} />
      </section>
      <section aria-labelledby="followed" className="mt-10 border-t border-strong pt-4">
        <h2 id="followed" className="text-2xl">
          Conversations you follow
        </h2>
        {followed.length === 0 && (
          <p className="mt-2 text-pretty text-soft">None. Under an article, choose “Follow this conversation”.</p>
        )}
        <ul className="mt-2">
          {followed.map(({ slug, headline }) => (
            <li key={slug} className="flex items-center justify-between gap-4 border-b border-rule py-2">
              <a href={`/articles/${slug}#comments`}>{headline}</a>
              <form action={letGo}>
                <input type="hidden" name="article" value={slug} />
                <SubmitButton waiting="…" quiet>
                  Unfollow<span className="sr-only"> “{headline}”</span>
                </SubmitButton>
              </form>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="muted" className="mt-10 border-t border-strong pt-4">
        <h2 id="muted" className="text-2xl">
          People you have muted
        </h2>
        {muted.length === 0 && (
          <p className="mt-2 text-pretty text-soft">
            Nobody. What somebody you mute writes is folded away for you, and you are not told of it; they never learn.
          </p>
        )}
        <ul className="mt-2">
          {muted.map(({ id, name }) => (
            <li key={id} className="flex items-center justify-between gap-4 border-b border-rule py-2">
              <bdi>{name}</bdi>
              <form action={hearAgain}>
                <input type="hidden" name="person" value={id} />
                <SubmitButton waiting="…" quiet>
                  Unmute<span className="sr-only"> {name}</span>
                </SubmitButton>
              </form>
            </li>
          ))}
        </ul>
      </section>
    </CommentsPage>
  )
}
