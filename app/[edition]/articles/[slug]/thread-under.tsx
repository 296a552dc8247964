import { Suspense } from 'react'
import type { ArticleView } from '#lib/articles/queries.ts'
import { commentWords } from '#lib/comments/markup.ts'
import type { ShownComment } from '#lib/comments/model.ts'
import type { ThreadFacts } from '#lib/comments/thread.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { isForEverybody, readsComments } from '#app/_server/comments.ts'
import { thread } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { NotForYou } from '#app/articles/[slug]/comments/not-for-you.tsx'
import type { ThreadPlace } from '#app/_ui/comment.tsx'
import { CommentsSection, NewestComments, NoComments } from '#app/_ui/comments.tsx'
import { Contained } from '#app/_ui/contained.tsx'
import { JsonLd } from '#app/_ui/json-ld.tsx'
import { Still } from '#app/_ui/still.tsx'

interface Props {
  view: ArticleView
  head: ThreadFacts
  settings: Magazine
}

/** The conversation under an article: a part of the page where everybody reads it, decided for each request elsewhere. */
export async function ThreadUnder({ view, head, settings: { timeZone, locale } }: Props) {
  const place = { slug: view.slug, isOpen: head.isOpen, timeZone, locale }
  const isPublic = await isForEverybody(view)
  return (
    <CommentsSection place={place} count={head.count}>
      {isPublic ? (
        <PublicThread articleId={view.id} place={place} />
      ) : (
        // Where no script puts the comments in its place, or they fail, the way to the page that is sent in one piece.
        <Contained instead={<WholeThread slug={view.slug} />}>
          <Suspense fallback={<WholeThread slug={view.slug} />}>
            <RestrictedThread view={view} place={place} />
          </Suspense>
        </Contained>
      )}
    </CommentsSection>
  )
}

function WholeThread({ slug }: { slug: string }) {
  return (
    <p className="mt-6">
      <a href={`/articles/${slug}/comments`}>Read the comments</a>
    </p>
  )
}

async function PublicThread({ articleId, place }: { articleId: string; place: ThreadPlace }) {
  const shown = await thread(articleId)
  if (shown.comments.length === 0) return <NoComments isOpen={place.isOpen} />
  return (
    <Still>
      <JsonLd data={await commentsJsonLd(shown.comments, place.slug)} />
      <NewestComments thread={shown} place={place} />
    </Still>
  )
}

/** Asked of the ledger at this request, as the text is: what stands under it is as secret as itself. */
async function RestrictedThread({ view, place }: { view: ArticleView; place: ThreadPlace }) {
  if (!(await readsComments(view))) return <NotForYou view={view} />
  const shown = await thread(view.id)
  if (shown.comments.length === 0) return <NoComments isOpen={place.isOpen} />
  return (
    <Still>
      <NewestComments thread={shown} place={place} />
    </Still>
  )
}

/** Comments as `Comment` (schema.org), said of the article that the page describes. */
async function commentsJsonLd(comments: ShownComment[], slug: string): Promise<object> {
  const url = `${await publicUrl()}/articles/${slug}`
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': url,
    comment: comments.flatMap(toJsonLd(url)),
  }
}

function toJsonLd(url: string, above?: ShownComment) {
  const idOf = ({ id }: ShownComment) => `${url}/comments/${id}`
  return (comment: ShownComment): object[] => {
    const replies = comment.replies.shown.flatMap(toJsonLd(url, comment))
    if (comment.standing !== 'shown') return replies
    const own = {
      '@type': 'Comment',
      '@id': idOf(comment),
      url: idOf(comment),
      author: { '@type': 'Person', name: comment.name },
      dateCreated: comment.at.toISOString(),
      text: commentWords(comment.text),
      upvoteCount: comment.likes,
      ...(above?.standing === 'shown' && { parentItem: { '@id': idOf(above) } }),
    }
    return [own, ...replies]
  }
}
