import { z } from 'zod'
import { slugSchema } from '#lib/articles/model.ts'
import { mostAskedAfter, threadForMe } from '#lib/comments/mine.ts'
import { answerPerson } from '#app/_server/comment-requests.ts'

const bodySchema = z.object({ article: slugSchema, ids: z.array(z.uuid()).max(mostAskedAfter) })

/** What of a thread is one person's alone: pages are the same for everybody, so their script asks. */
export function POST(request: Request): Promise<Response> {
  return answerPerson(request, bodySchema, (ctx, person, { article, ids }) => threadForMe(ctx, person, article, ids))
}
