import { z } from 'zod'
import { likeComment, unlikeComment } from '#lib/comments/likes.ts'
import { answerPerson, commentIn, type CommentRoute } from '#app/_server/comment-requests.ts'

/** Likes a comment; lib/comments decides whether this person may. */
export function PUT(request: Request, route: CommentRoute): Promise<Response> {
  return answerPerson(request, z.object({}), async (ctx, person) => ({
    likes: await likeComment(ctx, person, await commentIn(route)),
  }))
}

/** Takes one's like back. */
export function DELETE(request: Request, route: CommentRoute): Promise<Response> {
  return answerPerson(request, z.object({}), async (ctx, person) => ({
    likes: await unlikeComment(ctx, person.id, await commentIn(route)),
  }))
}
