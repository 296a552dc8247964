import { z } from 'zod'
import { muteWriter, unmuteWriter } from '#lib/comments/muting.ts'
import { answerPerson, commentIn, type CommentRoute } from '#app/_server/comment-requests.ts'

/** Folds away what the writer of this comment writes, for whoever asks. */
export function PUT(request: Request, route: CommentRoute): Promise<Response> {
  return answerPerson(request, z.object({}), async (ctx, person) => {
    await muteWriter(ctx, person.id, await commentIn(route))
    return {}
  })
}

/** Lets them be heard again. */
export function DELETE(request: Request, route: CommentRoute): Promise<Response> {
  return answerPerson(request, z.object({}), async (ctx, person) => {
    await unmuteWriter(ctx, person.id, await commentIn(route))
    return {}
  })
}
