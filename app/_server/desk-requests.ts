import 'server-only'
import { z } from 'zod'
import type { StaffMember } from '#lib/articles/policy.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Person } from '#lib/people/model.ts'
import { mayOpenDesk } from '#lib/people/policy.ts'
import { requestContext } from './context.ts'
import { answered, answerRequest } from './requests.ts'
import { whoIsHere } from './session.ts'

/** What a route under /api/desk/articles/[id] is given. */
export interface ArticleRoute {
  params: Promise<{ id: string }>
}

/** The article an address names. @throws Refusal (not_found) for what can be none */
export async function articleIn({ params }: ArticleRoute): Promise<string> {
  const id = z.uuid().safeParse((await params).id)
  if (!id.success) throw new Refusal('not_found', 'There is no such article.')
  return id.data
}

export interface Asking {
  ctx: Context
  person: Person
  staff: StaffMember
}

/**
 * Answers a page of the desk that sends JSON: of somebody who is not on the staff not a letter is read. What it asks for,
 * policy is asked of by `work`.
 * @param most longest JSON that is read, in bytes
 */
export function answerStaff<Body>(
  request: Request,
  schema: z.ZodType<Body>,
  work: (asking: Asking, body: Body) => Promise<Response>,
  most?: number,
): Promise<Response> {
  return answered(async () => {
    const who = await asking()
    return answerRequest(request, schema, (body) => work(who, body), most)
  })
}

/** The same for what is only asked, and changes nothing. */
export function answerStaffQuery(work: (asking: Asking) => Promise<Response>): Promise<Response> {
  return answered(async () => work(await asking()))
}

async function asking(): Promise<Asking> {
  const here = await whoIsHere()
  if (!here) throw new Refusal('unauthenticated', 'Sign in first.')
  if (here.door !== 'open')
    throw new Refusal('unauthenticated', 'The desk asks for your second factor: open it in another tab first.')
  const { person } = here
  if (!mayOpenDesk(person)) throw new Refusal('not_found', 'There is nothing here.')
  return { ctx: await requestContext(), person, staff: { personId: person.id, roles: person.roles } }
}

/** Nobody keeps what the desk is told. */
export function told(what: object, status = 200): Response {
  return Response.json(what, { status, headers: { 'cache-control': 'private, no-store' } })
}
