import { z } from 'zod'
import { slugSchema } from '#lib/articles/model.ts'
import { longestDraft, saveDraftUnder } from '#lib/comments/drafts.ts'
import { answerPerson } from '#app/_server/comment-requests.ts'

const bodySchema = z.object({
  article: slugSchema,
  parentId: z.uuid().nullable(),
  text: z.string().max(longestDraft),
})

/** Keeps what somebody is writing, member or not; an empty text forgets it. */
export function PUT(request: Request): Promise<Response> {
  return answerPerson(request, bodySchema, async (ctx, person, { article, parentId, text }) => {
    await saveDraftUnder(ctx, person.id, { articleSlug: article, parentId, text })
    return {}
  })
}
