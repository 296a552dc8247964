import { z } from 'zod'
import { slugSchema } from '#lib/articles/model.ts'
import { followThread, unfollowThread } from '#lib/comments/following.ts'
import { answerPerson } from '#app/_server/comment-requests.ts'

const bodySchema = z.object({ article: slugSchema })

/** Has whoever asks told of new comments under an article. */
export function PUT(request: Request): Promise<Response> {
  return answerPerson(request, bodySchema, async (ctx, person, { article }) => {
    await followThread(ctx, person.id, article)
    return {}
  })
}

/** No longer. */
export function DELETE(request: Request): Promise<Response> {
  return answerPerson(request, bodySchema, async (ctx, person, { article }) => {
    await unfollowThread(ctx, person.id, article)
    return {}
  })
}
