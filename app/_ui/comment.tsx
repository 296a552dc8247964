import type { CommentBadge, ShownComment } from '#lib/comments/model.ts'
import { Minute } from './time.tsx'

const badgeNames: Record<CommentBadge, string> = {
  supporter: 'Supporter',
  patron: 'Patron',
  staff: 'Staff',
  author: 'Author',
}

/** A comment and its answers; reads like a letter. */
export function Comment({
  comment,
  timeZone,
  locale,
  answer,
}: {
  comment: ShownComment
  timeZone: string
  locale: string
  answer?: string
}) {
  return (
    <article id={`comment-${comment.id}`} aria-label={`Comment by ${comment.name}`} className="comment">
      <p className="label flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
        <strong className="text-[0.9375rem] font-semibold">{comment.name}</strong>
        {comment.badge && comment.badge !== 'supporter' && (
          <span className="rounded-xs border border-rule px-1.5 py-px text-xs text-accent">
            {badgeNames[comment.badge]}
          </span>
        )}
        <a href={`#comment-${comment.id}`} className="text-soft no-underline hover:underline">
          <Minute at={comment.at} timeZone={timeZone} locale={locale} />
        </a>
      </p>
      <div className="mt-1.5 space-y-3 text-[1.0625rem] leading-normal" dir="auto">
        {comment.paragraphs.map((paragraph, index) => (
          <p key={index} className="whitespace-pre-line">
            {paragraph}
          </p>
        ))}
      </div>
      {answer !== undefined && (
        <a
          href={`${answer}${answer.includes('?') ? '&' : '?'}answers=${comment.id}`}
          className="label mt-2 inline-flex min-h-8 items-center text-soft no-underline hover:underline"
          aria-label={`Answer ${comment.name}`}
        >
          Answer
        </a>
      )}
      {comment.replies.length > 0 && (
        <div className="mt-5 space-y-6 border-l border-rule pl-4 sm:pl-6">
          {comment.replies.map((reply) => (
            <Comment key={reply.id} comment={reply} timeZone={timeZone} locale={locale} />
          ))}
        </div>
      )}
    </article>
  )
}
