import type { Metadata } from 'next'
import { z } from 'zod'
import { commentSorts } from '#lib/comments/model.ts'
import { threadPage } from '#lib/comments/thread.ts'
import { readsComments } from '#app/_server/comments.ts'
import { requestContext } from '#app/_server/context.ts'
import { article, commentsOnAPage, magazine, threadHead } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { CommentList, commentsCounted, MayWriteHere, SortLinks } from '#app/_ui/comments.tsx'
import { newsreaderItalic } from '#app/_ui/fonts.ts'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { Still } from '#app/_ui/still.tsx'
import { ThreadNews } from '#app/_ui/thread-news.tsx'
import { NotForYou } from './not-for-you.tsx'

export const instant = false

interface Props {
  params: Promise<{ slug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({
  sort: z.enum(commentSorts).catch('newest'),
  after: z.string().optional().catch(undefined),
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  const view = await article(slug)
  return {
    title: view ? `Comments: ${view.headline}` : 'Nothing here',
    robots: { index: false },
    alternates: { canonical: `${await publicUrl()}/articles/${slug}` },
  }
}

/** A whole thread, page by page, in the order its reader chooses. */
export default async function CommentsPage({ params, searchParams }: Props) {
  const { slug } = await params
  const ctx = await requestContext()
  const view = await article(slug)
  if (!view) return <MissingPage />
  const { sort, after } = querySchema.parse(await searchParams)
  const [{ timeZone, locale }, head, reads] = await Promise.all([magazine(), threadHead(view.id), readsComments(view)])
  const place = { slug, isOpen: head.isOpen, timeZone, locale }
  const page = reads ? await threadPage(ctx, view.id, { sort, limit: commentsOnAPage, after }) : null
  const order = sort === 'newest' ? '' : `sort=${sort}&`
  return (
    <PlainPage title={commentsCounted(head.count, locale)}>
      <p className="mt-3 text-lg text-soft">
        Under <a href={`/articles/${slug}`}>{view.headline}</a>
      </p>
      {page && (
        <div className="thread-head">
          <ThreadNews slug={slug} count={head.count} />
        </div>
      )}
      <MayWriteHere slug={slug} isOpen={head.isOpen} />
      {page === null && <NotForYou view={view} />}
      {page && page.comments.length > 0 && (
        <Still>
          <SortLinks slug={slug} sort={sort} />
          <div className={newsreaderItalic.variable}>
            <CommentList comments={page.comments} place={place} />
          </div>
          {page.after !== null && (
            <p className="mt-8">
              <a
                className="button button-quiet"
                href={`/articles/${slug}/comments?${order}${new URLSearchParams({ after: page.after })}`}
              >
                {sort === 'newest' ? 'Earlier comments' : sort === 'oldest' ? 'Later comments' : 'More comments'}
              </a>
            </p>
          )}
        </Still>
      )}
      {page && page.comments.length === 0 && (
        <p className="mt-8">{after === undefined ? 'Nobody has written yet.' : 'The thread ends here.'}</p>
      )}
    </PlainPage>
  )
}
