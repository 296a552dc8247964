import { commentToAnswer } from '#lib/comments/own.ts'
import { requestContext } from '#app/_server/context.ts'
import { CommentText } from '#app/_ui/comment-text.tsx'

/** The comment that is being answered, above the form; nothing when it is gone. */
export async function Answered({ articleId, commentId }: { articleId: string; commentId: string }) {
  const answered = await commentToAnswer(await requestContext(), articleId, commentId)
  if (answered === null) return null
  return (
    <figure className="mt-6 border-l-2 border-rule pl-4">
      <figcaption className="label font-semibold">
        <bdi>{answered.name}</bdi> wrote:
      </figcaption>
      <CommentText text={answered.text} />
    </figure>
  )
}
