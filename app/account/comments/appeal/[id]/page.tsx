import type { Metadata } from 'next'
import { z } from 'zod'
import { appealable } from '#lib/comments/moderation/appeals.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { CommentText } from '#app/_ui/comment-text.tsx'
import { CommentsPage } from '../../comments-page.tsx'
import { AppealForm } from './appeal-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Appeal', robots: { index: false } }

const sanctionWords = {
  pre_moderation: 'a moderator reads what you write before it is published',
  suspension: 'you are suspended from commenting',
  ban: 'you cannot comment here any more',
} as const

interface Props {
  params: Promise<{ id: string }>
}

/** Asks that another moderator looks at a rejected comment, or at a sanction. */
export default async function AppealPage({ params }: Props) {
  const { id } = await params
  const person = await requirePerson(`/account/comments/appeal/${encodeURIComponent(id)}`)
  const about = z.uuid().safeParse(id).success ? await appealable(await requestContext(), person.id, id) : null
  return (
    <CommentsPage at="/account/comments" title="Appeal" personId={person.id}>
      {about === null && (
        <p className="mt-6">
          There is no such decision, or it was changed meanwhile. <a href="/account/comments">Your comments</a>
        </p>
      )}
      {about?.kind === 'comment' && (
        <>
          <p className="mt-6">Your comment under “{about.headline}” was not published:</p>
          <blockquote className="mt-3 border-l-4 border-rule pl-4">
            <CommentText text={about.text} />
          </blockquote>
        </>
      )}
      {about?.kind === 'sanction' && (
        <p className="mt-6">
          A moderator has decided that {sanctionWords[about.sanction]}.
          {about.note !== '' && ` They wrote: “${about.note}”`}
        </p>
      )}
      {about?.isAppealed && (
        <p className="mt-5 font-semibold">
          Your appeal is with the moderators. You will be told by mail and among your notices.
        </p>
      )}
      {about && !about.isAppealed && (
        <>
          <p className="mt-4 text-soft">
            If you think that was wrong, say why. Another moderator than the one who decided looks at it, where there is
            one.
          </p>
          <AppealForm start={await refusedForm('appeal')} id={about.id} />
        </>
      )}
    </CommentsPage>
  )
}
