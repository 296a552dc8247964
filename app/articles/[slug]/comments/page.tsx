import type { Metadata } from 'next'
import { commentsOf } from '#lib/comments/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { positionFrom } from '#app/_server/position.ts'
import { article, magazine, threadPage } from '#app/_server/published.ts'
import { Comment } from '#app/_ui/comment.tsx'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Earlier comments', robots: { index: false } }

interface Props {
  params: Promise<{ slug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The rest of a thread, page by page. */
export default async function EarlierCommentsPage({ params, searchParams }: Props) {
  const { slug } = await params
  const view = await article(slug)
  if (!view) return <MissingPage />
  const before = positionFrom((await searchParams).before)
  const [settings, comments] = await Promise.all([
    magazine(),
    commentsOf(await requestContext(), view.id, {
      limit: threadPage,
      before: before && { at: before.publishedAt, id: before.id },
    }),
  ])
  const last = comments.at(-1)
  return (
    <PlainPage title="Earlier comments">
      <p className="mt-3 text-lg text-soft">
        Under <a href={`/articles/${slug}`}>{view.headline}</a>
      </p>
      {comments.length === 0 && <p className="mt-8">There are no earlier comments.</p>}
      <div className="mt-8 space-y-8">
        {comments.map((comment) => (
          <Comment
            key={comment.id}
            comment={comment}
            timeZone={settings.timeZone}
            locale={settings.locale}
            answer={view.commentSetting === 'open' ? `/articles/${slug}/comment` : undefined}
          />
        ))}
      </div>
      {comments.length === threadPage && last && (
        <p className="mt-8">
          <a className="button button-quiet" href={`/articles/${slug}/comments?before=${last.at.getTime()}_${last.id}`}>
            Earlier still
          </a>
        </p>
      )}
    </PlainPage>
  )
}
