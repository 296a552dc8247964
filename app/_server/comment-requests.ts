import 'server-only'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Person } from '#lib/people/model.ts'
import { requestContext } from './context.ts'
import { answerRequest } from './requests.ts'
import { currentPerson } from './session.ts'

/** What a route under /api/comments/[id] is given. */
export interface CommentRoute {
  params: Promise<{ id: string }>
}

/** The comment an address names. @throws Refusal `not_found` for what can be none */
export async function commentIn({ params }: CommentRoute): Promise<string> {
  const id = z.uuid().safeParse((await params).id)
  if (!id.success) throw new Refusal('not_found', 'There is no such comment.')
  return id.data
}

/**
 * Answers somebody signed in; the rest is refused. For what is one's own and needs no right to comment.
 * @throws nothing: refusals are answered
 */
export function answerPerson<Body>(
  request: Request,
  schema: z.ZodType<Body>,
  work: (ctx: Context, person: Person, body: Body) => Promise<object>,
): Promise<Response> {
  return answerRequest(request, schema, async (body) => {
    const person = await currentPerson()
    if (!person) throw new Refusal('unauthenticated', 'Sign in first.')
    return Response.json(await work(await requestContext(), person, body), {
      headers: { 'cache-control': 'private, no-store' },
    })
  })
}
