import 'server-only'
import { cache } from 'react'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import type { Person } from '#lib/people/model.ts'
import { personById } from '#lib/people/queries.ts'
import { noteSeen } from '#lib/people/sessions.ts'
import { auth } from './auth.ts'
import { requestContext } from './context.ts'
import { hashed, sessionTokenIn } from './session-adapter.ts'

/** Who is signed in, or null for a visitor; asked of the database once a request. */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const ctx = await requestContext()
  const jar = await cookies()
  // next-auth makes keys and tokens before it finds that there is nobody.
  if (sessionTokenIn((name) => jar.get(name)?.value) === undefined) return null
  const session = await auth()
  const id = session?.user?.id
  return id === undefined ? null : personById(ctx, id)
})

/** How the table of sessions knows the session that asks; null for a visitor. */
export async function ownSessionHash(): Promise<string | null> {
  const jar = await cookies()
  const token = sessionTokenIn((name) => jar.get(name)?.value)
  return token === undefined ? null : hashed(token)
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
