import type { ReactNode } from 'react'
import type { Branch, ShownComment } from '#lib/comments/model.ts'
import { commentPath } from '#lib/comments/addresses.ts'
import { Badge } from './badge.tsx'
import { CommentText } from './comment-text.tsx'
import { Minute } from './time.tsx'

const goneWords: Record<Exclude<ShownComment['standing'], 'shown'>, string> = {
  deleted: 'This comment was removed by its writer.',
  removed: 'This comment was removed by a moderator.',
  held: 'This comment waits for a moderator.',
}

/** What a comment needs to know of the thread it stands in. */
export interface ThreadPlace {
  slug: string
  isOpen: boolean
  timeZone: string
  locale: string
}

/** Answers to answers are folded where there are more than these. */
const fewReplies = 3

/** A comment and its answers; reads like a letter. */
export function Comment({
  comment,
  place,
  isMarked = false,
  below,
  moreReplies,
}: {
  comment: ShownComment
  place: ThreadPlace
  /** Whether the page is about this comment. */
  isMarked?: boolean
  /** Stands between the comment and its answers. */
  below?: ReactNode
  /** What leads on to further answers, where the number of those left is not known. */
  moreReplies?: string
}) {
  const { replies } = comment
  return (
    <article
      id={`comment-${comment.id}`}
      data-comment={comment.id}
      data-likes={comment.likes}
      aria-label={labelOf(comment)}
      className={isMarked ? 'comment comment-marked' : 'comment'}
      tabIndex={-1}
    >
      <CommentItself comment={comment} place={place} />
      {below}
      {replies.shown.length > 0 && (
        <details className="comment-replies" open={isMarked || comment.depth === 0 || replies.count <= fewReplies}>
          <summary>{countOf(replies.count, 'reply', 'replies')}</summary>
          <div className="comment-branch">
            {replies.shown.map((reply) => (
              <Comment key={reply.id} comment={reply} place={place} />
            ))}
            <MoreReplies branch={replies} path={`/articles/${place.slug}/comments/${comment.id}`} words={moreReplies} />
          </div>
        </details>
      )}
    </article>
  )
}

function labelOf({ standing, name }: ShownComment): string {
  if (standing === 'shown') return `Comment by ${name}`
  return standing === 'held' ? 'A comment that waits for a moderator' : 'A comment that was removed'
}

function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}

/** The comment without its answers. */
function CommentItself({ comment, place }: { comment: ShownComment; place: ThreadPlace }) {
  const { slug, timeZone, locale } = place
  const time = (
    <a href={commentPath(slug, comment.id)} className="comment-time">
      <Minute at={comment.at} timeZone={timeZone} locale={locale} />
    </a>
  )
  if (comment.standing !== 'shown')
    return (
      <p className="comment-gone">
        {goneWords[comment.standing]} {time}
      </p>
    )
  return (
    <div className="comment-itself">
      <p className="comment-head">
        <strong className="comment-name">
          <bdi>{comment.name}</bdi>
        </strong>
        <Badge badge={comment.badge} />
        {comment.isPicked && <span className="comment-badge comment-pick">Editors’ pick</span>}
        {time}
        {comment.editedAt && <span className="text-soft">changed</span>}
      </p>
      <InReplyTo comment={comment} slug={slug} />
      <CommentText text={comment.text} />
      <p className="comment-actions" data-actions>
        {comment.likes > 0 && <span data-like-count>{countOf(comment.likes, 'like', 'likes')}</span>}
        {place.isOpen && (
          <a href={`/articles/${slug}/comment?answers=${comment.id}`} aria-label={`Answer ${comment.name}`}>
            Answer
          </a>
        )}
      </p>
    </div>
  )
}

function InReplyTo({ comment: { inReplyTo }, slug }: { comment: ShownComment; slug: string }) {
  if (inReplyTo === null) return null
  return (
    <p className="comment-beside">
      {inReplyTo.name === null ? (
        'In reply to a comment that was removed'
      ) : (
        <>
          In reply to{' '}
          <a href={commentPath(slug, inReplyTo.id)}>
            <bdi>{inReplyTo.name}</bdi>
          </a>
        </>
      )}
    </p>
  )
}

function MoreReplies({ branch, path, words }: { branch: Branch; path: string; words: string | undefined }) {
  if (branch.after === null) return null
  const left = branch.count - branch.shown.length
  return (
    <p>
      <a className="comment-more" href={`${path}?${new URLSearchParams({ after: branch.after })}#more`}>
        {words ?? countOf(left, 'more reply', 'more replies')}
      </a>
    </p>
  )
}
