import 'server-only'
import { cache } from 'react'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import type { Person } from '#lib/people/model.ts'
import type { Door } from '#lib/second-factor/model.ts'
import { doorOf } from '#lib/second-factor/queries.ts'
import { personById } from '#lib/people/queries.ts'
import { noteSeen } from '#lib/people/sessions.ts'
import { hashToken } from '#lib/secret-token.ts'
import { auth } from './auth.ts'
import { requestContext } from './context.ts'
import { sessionAdapter, sessionTokenIn } from './session-adapter.ts'

/** Somebody signed in, with all the roles they have, and where this session of theirs stands before the desk. */
export interface Here {
  person: Person
  door: Door
}

/** Who is signed in, or null for a visitor; asked of the database once a request. For what may be done: `currentPerson`. */
export const whoIsHere = cache(async (): Promise<Here | null> => {
  const ctx = await requestContext()
  const jar = await cookies()
  // next-auth makes keys and tokens before it finds that there is nobody.
  const token = sessionTokenIn((name) => jar.get(name)?.value)
  if (token === undefined) return null
  const session = await auth()
  // next-auth says the same of a session that it could not ask for: nobody is to be taken for a visitor because of that.
  if (session === null) await sessionAdapter(ctx.db).getSessionAndUser?.(token)
  const id = session?.user?.id
  const person = id === undefined ? null : await personById(ctx, id)
  const own = await ownSessionHash()
  return person && own !== null ? { person, door: await doorOf(ctx, person, own) } : null
})

/**
 * Who is signed in, with the roles that this session holds: none until the second factor is shown, where there is one or must
 * be. So every policy refuses what it would refuse a reader, on every page, action and route.
 */
export async function currentPerson(): Promise<Person | null> {
  const here = await whoIsHere()
  return here && here.door !== 'open' ? { ...here.person, roles: [] } : (here?.person ?? null)
}

/** How the table of sessions knows the session that asks; null for a visitor. */
export async function ownSessionHash(): Promise<string | null> {
  const jar = await cookies()
  const token = sessionTokenIn((name) => jar.get(name)?.value)
  return token === undefined ? null : hashToken(token)
}

/** Once a request: a page, its layout and its parts all ask who is there. */
const noteHere = cache(async (): Promise<void> => {
  const own = await ownSessionHash()
  if (own !== null) await noteSeen(await requestContext(), own)
})

/** The person signed in, who is noted as seen; a visitor is sent to sign in and brought back to `path`. */
export async function requirePerson(path: string): Promise<Person> {
  const person = await currentPerson()
  if (!person) redirect(`/sign-in?to=${encodeURIComponent(path)}`)
  await noteHere()
  return person
}
