import type { Metadata } from 'next'
import { z } from 'zod'
import { reportable } from '#lib/comments/moderation/reports.ts'
import { readsComments } from '#app/_server/comments.ts'
import { requestContext } from '#app/_server/context.ts'
import { article } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { CommentText } from '#app/_ui/comment-text.tsx'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { NotForYou } from '../../not-for-you.tsx'
import { ReportForm } from './report-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Report a comment', robots: { index: false } }

const querySchema = z.object({ done: z.enum(['reported', 'already']).optional().catch(undefined) })

interface Props {
  params: Promise<{ slug: string; id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Tells the moderators of a comment. An account is enough. */
export default async function ReportPage({ params, searchParams }: Props) {
  const { slug, id } = await params
  const view = await article(slug)
  if (!view || !z.uuid().safeParse(id).success) return <MissingPage />
  await requirePerson(`/articles/${slug}/comments/${id}/report`)
  if (!(await readsComments(view)))
    return (
      <PlainPage title="Report a comment">
        <NotForYou view={view} />
      </PlainPage>
    )
  const { done } = querySchema.parse(await searchParams)
  if (done !== undefined)
    return (
      <PlainPage title={done === 'reported' ? 'Thank you' : 'You have reported it already'}>
        <p className="mt-4 text-lg text-pretty">
          {done === 'reported'
            ? 'A moderator will look at the comment. What they decide you will find among the notices of your account.'
            : 'One report of each comment is enough: a moderator will look at it, and you will find what they decide among the notices of your account.'}
        </p>
        <p className="mt-5">
          <a href={`/articles/${slug}/comments`} className="button">
            Back to the comments
          </a>
        </p>
      </PlainPage>
    )
  const comment = await reportable(await requestContext(), view.id, id)
  if (!comment)
    return (
      <PlainPage title="That comment is not shown">
        <p className="mt-4 text-lg text-pretty">
          It has been removed, or a moderator is looking at it. There is nothing more to report.
        </p>
        <p className="mt-5">
          <a href={`/articles/${slug}/comments`}>Back to the comments</a>
        </p>
      </PlainPage>
    )
  return (
    <PlainPage title="Report a comment">
      <p className="mt-3 text-soft">
        By {comment.name}, under <a href={`/articles/${slug}`}>{view.headline}</a>
      </p>
      <blockquote className="mt-4 border-l-4 border-rule pl-4">
        <CommentText text={comment.text} />
      </blockquote>
      <p className="mt-4 text-soft">
        The moderators see who reports; whoever wrote the comment does not. Disagreeing with it is no reason: answer it.
      </p>
      <ReportForm start={await refusedForm('report')} slug={slug} commentId={id} />
    </PlainPage>
  )
}
