import 'server-only'
import { cache } from 'react'
import { redirect } from 'next/navigation'
import type { Person } from '#lib/people/model.ts'
import { personById } from '#lib/people/queries.ts'
import { auth } from './auth.ts'
import { requestContext } from './context.ts'

/** Who is signed in, or null for a visitor; asked of the database once a request. */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const ctx = await requestContext()
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
