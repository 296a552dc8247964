import type { ReactNode } from 'react'
import type { CommentPage } from '#lib/comments/thread.ts'
import { texts, type Thread } from '#app/_server/published.ts'
import { commentPath } from '#lib/comments/addresses.ts'
import { Comment, type ThreadPlace } from './comment.tsx'
import { CommentBox } from './comment-box.tsx'
import { CommentText } from './comment-text.tsx'
import { newsreaderItalic } from './fonts.ts'
import { ThreadNews } from './thread-news.tsx'
import { Minute } from './time.tsx'

/** The conversation under an article: its heading, who may write, and the comments for whoever may read them. */
export function CommentsSection({
  place,
  count,
  children,
}: {
  place: ThreadPlace
  count: number
  children: ReactNode
}) {
  return (
    <section
      id="comments"
      aria-labelledby="comments-title"
      className={`measure mt-14 border-t border-strong pt-5 print:hidden ${newsreaderItalic.variable}`}
    >
      <div className="thread-head">
        <h2 id="comments-title" className="text-2xl">
          {commentsCounted(count, place.locale)}
        </h2>
        <ThreadNews slug={place.slug} count={count} />
      </div>
      <MayWriteHere slug={place.slug} isOpen={place.isOpen} />
      {children}
    </section>
  )
}

export function commentsCounted(count: number, locale: string): string {
  return count === 0 ? 'Comments' : `${count.toLocaleString(locale)} ${count === 1 ? 'comment' : 'comments'}`
}

/** Everybody is told who may write; whether this reader may is asked of the server. */
export async function MayWriteHere({ slug, isOpen }: { slug: string; isOpen: boolean }) {
  if (!isOpen) return <p className="mt-3 text-soft">Comments under this article are closed.</p>
  const { commentGate, commentGateLink } = await texts()
  return (
    <CommentBox slug={slug}>
      <p className="mt-3 text-[1.0625rem] text-pretty">
        {commentGate}{' '}
        <a href={`/donate?from=/articles/${slug}`} className="font-semibold text-accent">
          {commentGateLink}
        </a>
        .
      </p>
      <p className="label mt-2 text-soft">
        Already a supporter?{' '}
        <a href={`/articles/${slug}/comment`} className="inline-flex min-h-8 items-center">
          Write a comment
        </a>
      </p>
    </CommentBox>
  )
}

/** Stands in an empty thread; what is over needs no word. */
export function NoComments({ isOpen }: { isOpen: boolean }) {
  return (
    isOpen && (
      <p data-empty-thread className="mt-6 text-soft">
        Nobody has written yet.
      </p>
    )
  )
}

/** The newest comments, under their article; what editors picked out stands before them, too. */
export function NewestComments({ thread, place }: { thread: Thread; place: ThreadPlace }) {
  const { slug } = place
  return (
    <>
      <Picks thread={thread} place={place} />
      <SortLinks slug={slug} sort="newest" />
      <CommentList comments={thread.comments} place={place} />
      {thread.after !== null && (
        <p className="mt-8">
          <a
            className="button button-quiet"
            href={`/articles/${slug}/comments?${new URLSearchParams({ after: thread.after })}`}
          >
            Earlier comments
          </a>
        </p>
      )}
    </>
  )
}

function Picks({ thread: { picks }, place: { slug, timeZone, locale } }: { thread: Thread; place: ThreadPlace }) {
  if (picks.length === 0) return null
  return (
    <section aria-labelledby="picks-title" className="comment-picks">
      <h3 id="picks-title">Editors’ picks</h3>
      <ul>
        {picks.map((pick) => (
          <li key={pick.id} data-comment={pick.id}>
            <div className="comment-clamp">
              <CommentText text={pick.text} />
            </div>
            <p className="comment-head">
              <strong className="comment-name">
                <bdi>{pick.name}</bdi>
              </strong>
              <a href={commentPath(slug, pick.id)} className="comment-time">
                <Minute at={pick.at} timeZone={timeZone} locale={locale} />
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

const sortNames = { newest: 'Newest', oldest: 'Oldest', liked: 'Most liked' } as const

/** The orders a thread can be read in, each an address. */
export function SortLinks({ slug, sort }: { slug: string; sort: keyof typeof sortNames }) {
  return (
    <nav aria-label="Order of the comments" className="comment-sorts">
      {(['newest', 'oldest', 'liked'] as const).map((one) => (
        <a
          key={one}
          href={`/articles/${slug}/comments${one === 'newest' ? '' : `?sort=${one}`}`}
          aria-current={one === sort ? 'true' : undefined}
        >
          {sortNames[one]}
        </a>
      ))}
    </nav>
  )
}

export function CommentList({ comments, place }: { comments: CommentPage['comments']; place: ThreadPlace }) {
  return (
    <div className="mt-7 space-y-8">
      {comments.map((comment) => (
        <Comment key={comment.id} comment={comment} place={place} />
      ))}
    </div>
  )
}
