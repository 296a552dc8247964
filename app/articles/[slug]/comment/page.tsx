import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { z } from 'zod'
import { draftAt } from '#lib/comments/drafts.ts'
import { isFollowing } from '#lib/comments/following.ts'
import { refusalFor, writingVerdict } from '#lib/comments/gate.ts'
import { requestContext } from '#app/_server/context.ts'
import { article, texts } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { NotNow } from '#app/_ui/commenting/not-now.tsx'
import { CommentText } from '#app/_ui/comment-text.tsx'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { follow } from './actions.ts'
import { Answered } from './answered.tsx'
import { CommentForm } from './comment-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Write a comment', robots: { index: false } }

interface Props {
  params: Promise<{ slug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The form under an article as a page of its own: for answers, and where there is no JavaScript. */
export default async function CommentPage({ params, searchParams }: Props) {
  const { slug } = await params
  const view = await article(slug)
  if (!view) return <MissingPage />
  const answers = z.uuid().safeParse((await searchParams).answers)
  const parentId = answers.success ? answers.data : null
  const person = await requirePerson(`/articles/${slug}/comment${parentId === null ? '' : `?answers=${parentId}`}`)
  const ctx = await requestContext()
  const [words, start, followStart, verdict, draft, following] = await Promise.all([
    texts(),
    refusedForm('comment'),
    refusedForm('follow'),
    writingVerdict(ctx, person, { id: view.id }),
    draftAt(ctx, person.id, { articleId: view.id, parentId }),
    isFollowing(ctx, person.id, view.id),
  ])
  return (
    <PlainPage title={parentId === null ? 'Write a comment' : 'Answer a comment'}>
      <p className="mt-3 text-lg text-soft">
        Under <a href={`/articles/${slug}`}>{view.headline}</a>
      </p>
      {verdict.allowed ? (
        <>
          {parentId !== null && <Answered articleId={view.id} commentId={parentId} />}
          <CommentForm
            start={start}
            slug={slug}
            submissionId={start.typed.submissionId ?? v7()}
            parentId={parentId ?? ''}
            name={person.name}
            draft={draft}
            preview={<CommentText text={start.typed.text ?? ''} />}
          />
        </>
      ) : (
        <NotNow
          slug={slug}
          refusal={{ rule: verdict.rule, message: refusalFor(verdict).message }}
          draft={start.typed.text ?? draft}
        >
          <p className="mt-6 text-lg text-pretty">
            {words.commentGate}{' '}
            <a href={`/donate?from=/articles/${slug}`} className="font-semibold text-accent">
              {words.commentGateLink}
            </a>
            .
          </p>
        </NotNow>
      )}
      <div className="mt-10 border-t border-rule pt-5">
        <ActForm
          action={follow}
          start={followStart}
          hidden={{ article: slug, following: following ? 'no' : 'yes' }}
          button={following ? 'Stop following this conversation' : 'Follow this conversation'}
          quiet
        />
      </div>
    </PlainPage>
  )
}
