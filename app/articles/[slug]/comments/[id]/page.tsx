import type { Metadata } from 'next'
import { z } from 'zod'
import { commentInPlace } from '#lib/comments/permalink.ts'
import { readsComments } from '#app/_server/comments.ts'
import { requestContext } from '#app/_server/context.ts'
import { article, magazine, threadHead } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { Comment } from '#app/_ui/comment.tsx'
import { newsreaderItalic } from '#app/_ui/fonts.ts'
import { InlineScript } from '#app/_ui/inline-script.tsx'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { CommentForms } from '../../comment/comment-forms.tsx'
import { NotForYou } from '../not-for-you.tsx'

export const instant = false

interface Props {
  params: Promise<{ slug: string; id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  return {
    title: 'A comment',
    robots: { index: false },
    alternates: { canonical: `${await publicUrl()}/articles/${slug}` },
  }
}

const afterSchema = z.string().optional().catch(undefined)

/**
 * One comment, with what it answers above it and its answers below. Whether there is such a comment is asked before
 * anything is rendered (app/_server/comment-door.ts), so that the answer can be a true 404.
 */
export default async function CommentPage({ params, searchParams }: Props) {
  const { slug, id } = await params
  const ctx = await requestContext()
  const view = await article(slug)
  if (!view || !z.uuid().safeParse(id).success) return <MissingPage />
  if (!(await readsComments(view)))
    return (
      <PlainPage title="A comment">
        <NotForYou view={view} />
      </PlainPage>
    )
  const after = afterSchema.parse((await searchParams).after)
  const [{ timeZone, locale }, head, found] = await Promise.all([
    magazine(),
    threadHead(view.id),
    commentInPlace(ctx, view.id, id, after),
  ])
  if (!found) return <MissingPage />
  const { comment, above, isFurtherOn } = found
  const place = { slug, isOpen: head.isOpen, timeZone, locale }
  return (
    <PlainPage title="A comment">
      <p className="mt-3 text-lg text-soft">
        Under <a href={`/articles/${slug}`}>{view.headline}</a>
      </p>
      <p className="label mt-2">
        <a href={`/articles/${slug}/comments`} className="inline-flex min-h-8 items-center">
          The whole thread
        </a>
      </p>
      {above.length > 0 && (
        <div className={`comment-above ${newsreaderItalic.variable}`}>
          {above.map((one) => (
            <Comment key={one.id} comment={one} place={place} />
          ))}
        </div>
      )}
      <div className={`mt-6 ${newsreaderItalic.variable}`}>
        <Comment
          comment={comment}
          place={place}
          isMarked
          moreReplies={isFurtherOn || comment.depth === 2 ? 'More replies' : undefined}
          below={
            <>
              {isFurtherOn && (
                <p id="more" className="mt-4">
                  <a className="comment-more" href={`/articles/${slug}/comments/${id}#comment-${id}`}>
                    The first replies
                  </a>
                </p>
              )}
              <CommentForms articleId={view.id} slug={slug} id={id} />
            </>
          }
        />
      </div>
      {!isFurtherOn && <InlineScript source={opensAt(comment.id)} />}
    </PlainPage>
  )
}

/** An address without its anchor opens at the comment, too, and puts the focus there. */
function opensAt(id: string): string {
  return `if (location.hash === '') location.replace('#comment-${id}')`
}
