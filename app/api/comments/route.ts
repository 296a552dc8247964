import { z } from 'zod'
import { slugSchema } from '#lib/articles/model.ts'
import { answerRequest } from '#app/_server/requests.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { currentPerson } from '#app/_server/session.ts'
import { tags } from '#lib/cache/tags.ts'
import { postComment } from '#lib/comments/commands.ts'
import { changeName } from '#lib/people/commands.ts'

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
    let person = await currentPerson()
    if (person && person.name === null && body.name !== undefined) {
      await changeName(ctx, person.id, body.name)
      person = { ...person, name: body.name.trim() }
    }
    const posted = await postComment(ctx, person, {
      articleSlug: body.article,
      text: body.text,
      submissionId: body.submissionId,
      parentId: body.parentId,
    })
    changed([tags.comments(posted.articleId)])
    return Response.json({ id: posted.id }, { status: 201 })
  })
}
