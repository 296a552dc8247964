import { z } from 'zod'
import { slugSchema } from '#lib/articles/model.ts'
import { answerRequest } from '#app/_server/requests.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { currentPerson } from '#app/_server/session.ts'
import { tags } from '#lib/cache/tags.ts'
import { postComment } from '#lib/comments/commands.ts'

const bodySchema = z.object({
  article: slugSchema,
  text: z.string(),
  name: z.string().optional(),
  submissionId: z.uuid(),
  parentId: z.uuid().optional(),
})

/** Posts a comment; lib/comments decides whether this person may. */
export function POST(request: Request): Promise<Response> {
  return answerRequest(request, bodySchema, async (body) => {
    const ctx = await requestContext()
    const posted = await postComment(ctx, await currentPerson(), { ...body, articleSlug: body.article })
    changed([tags.comments(posted.articleId)])
    const { id, state, badge, name } = posted
    return Response.json({ id, state, badge, name }, { status: 201 })
  })
}
