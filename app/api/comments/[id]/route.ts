import { z } from 'zod'
import { deleteOwnComment } from '#lib/comments/commands.ts'
import { editComment } from '#lib/comments/editing.ts'
import { tags } from '#lib/cache/tags.ts'
import { answerPerson, commentIn, type CommentRoute } from '#app/_server/comment-requests.ts'
import { changed } from '#app/_server/changed.ts'

/** Gives one's own comment another text; lib/comments decides whether it still may have one. */
export function PATCH(request: Request, route: CommentRoute): Promise<Response> {
  return answerPerson(request, z.object({ text: z.string() }), async (ctx, person, { text }) => {
    const { articleId, state } = await editComment(ctx, person, { commentId: await commentIn(route), text })
    changed([tags.comments(articleId)])
    return { state }
  })
}

/** Removes one's own comment, member or not. */
export function DELETE(request: Request, route: CommentRoute): Promise<Response> {
  return answerPerson(request, z.object({}), async (ctx, person) => {
    changed([tags.comments(await deleteOwnComment(ctx, person.id, await commentIn(route)))])
    return {}
  })
}
