import 'server-only'
import { cache } from 'react'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import type { Person } from '#lib/people/model.ts'
import { personById } from '#lib/people/queries.ts'
import { auth } from './auth.ts'
import { requestContext } from './context.ts'
import { sessionTokenIn } from './session-adapter.ts'

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

/** The person signed in; a visitor is sent to sign in and brought back to `path`. */
export async function requirePerson(path: string): Promise<Person> {
  const person = await currentPerson()
  if (!person) redirect(`/sign-in?to=${encodeURIComponent(path)}`)
  return person
}
