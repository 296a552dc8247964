import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { z } from 'zod'
import { writingVerdict } from '#lib/comments/gate.ts'
import { requestContext } from '#app/_server/context.ts'
import { article } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { copy } from '#app/_ui/copy.ts'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'
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
  const { answers } = await searchParams
  const parentId = z.uuid().safeParse(answers)
  const person = await requirePerson(`/articles/${slug}/comment${parentId.success ? `?answers=${parentId.data}` : ''}`)
  const start = await refusedForm('comment')
  const verdict = await writingVerdict(await requestContext(), person, { id: view.id })
  return (
    <PlainPage title={parentId.success ? 'Answer a comment' : 'Write a comment'}>
      <p className="mt-3 text-lg text-soft">
        Under <a href={`/articles/${slug}`}>{view.headline}</a>
      </p>
      {verdict.allowed && (
        <CommentForm
          start={start}
          slug={slug}
          submissionId={start.typed.submissionId ?? v7()}
          parentId={parentId.success ? parentId.data : ''}
          name={person.name}
        />
      )}
      {!verdict.allowed && verdict.rule === 'thread_is_closed' && (
        <p className="mt-6">Comments under this article are closed.</p>
      )}
      {!verdict.allowed && verdict.rule !== 'thread_is_closed' && (
        <p className="mt-6 text-lg text-pretty">
          {copy.commentGate}{' '}
          <a href={`/donate?from=/articles/${slug}`} className="font-semibold text-accent">
            {copy.commentGateLink}
          </a>
          .
        </p>
      )}
    </PlainPage>
  )
}
