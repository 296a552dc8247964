import type { CommentSetting } from '#lib/articles/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { threadPage, type Thread } from '#app/_server/published.ts'
import { CommentBox } from './comment-box.tsx'
import { Comment } from './comment.tsx'
import { copy } from './copy.ts'
import { Still } from './still.tsx'

/** The conversation under an article. Everybody reads it; who may write is asked of the server. */
export function Comments({
  slug,
  setting,
  thread,
  settings,
}: {
  slug: string
  setting: CommentSetting
  thread: Thread
  settings: Magazine
}) {
  const { timeZone, locale } = settings
  const last = thread.comments.at(-1)
  return (
    <section
      id="comments"
      aria-labelledby="comments-title"
      className="measure mt-14 border-t border-strong pt-5 print:hidden"
    >
      <h2 id="comments-title" className="text-2xl">
        {thread.count === 0
          ? 'Comments'
          : `${thread.count.toLocaleString(locale)} ${thread.count === 1 ? 'comment' : 'comments'}`}
      </h2>
      {setting === 'closed' ? (
        <p className="mt-3 text-soft">Comments under this article are closed.</p>
      ) : (
        <CommentBox slug={slug}>
          <p className="mt-3 text-[1.0625rem] text-pretty">
            {copy.commentGate}{' '}
            <a href={`/donate?from=/articles/${slug}`} className="font-semibold text-accent">
              {copy.commentGateLink}
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
      )}
      {thread.comments.length > 0 && (
        <Still>
          <div className="mt-7 space-y-8">
            {thread.comments.map((comment) => (
              <Comment
                key={comment.id}
                comment={comment}
                timeZone={timeZone}
                locale={locale}
                answer={setting === 'open' ? `/articles/${slug}/comment` : undefined}
              />
            ))}
          </div>
        </Still>
      )}
      {thread.comments.length === threadPage && last && (
        <p className="mt-8">
          <a className="button button-quiet" href={`/articles/${slug}/comments?before=${last.at.getTime()}_${last.id}`}>
            Earlier comments
          </a>
        </p>
      )}
    </section>
  )
}
