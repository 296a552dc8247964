import { z } from 'zod'
import { slugSchema } from '#lib/articles/model.ts'
import { visitThread } from '#lib/comments/visits.ts'
import { Refusal } from '#lib/errors.ts'
import { readsComments } from '#app/_server/comments.ts'
import { requestContext } from '#app/_server/context.ts'
import { article } from '#app/_server/published.ts'
import { answerRequest } from '#app/_server/requests.ts'
import { currentPerson } from '#app/_server/session.ts'

const bodySchema = z.object({ article: slugSchema })

/**
 * Notes that somebody signed in reads a thread, and answers what is new in it since they last did; null to whoever may
 * not read it, which their page cannot know when it asks and is no fault to be told of on its console.
 */
export function POST(request: Request): Promise<Response> {
  return answerRequest(request, bodySchema, async (body) => {
    const ctx = await requestContext()
    const [person, view] = await Promise.all([currentPerson(), article(body.article)])
    if (!person) throw new Refusal('unauthenticated', 'Sign in to be shown what is new.')
    if (!view) throw new Refusal('not_found', 'There is no such thread.')
    const news = (await readsComments(view)) ? await visitThread(ctx, person.id, view.id) : null
    return Response.json(news, { headers: { 'cache-control': 'private, no-store' } })
  })
}
