import 'server-only'
import { notFound } from 'next/navigation'
import type { Person } from '#lib/people/model.ts'
import { requirePerson } from './session.ts'

/**
 * The person signed in, if `may` allows them what is asked: every page of the desk and every action of one begins so. A
 * visitor is sent to sign in and brought back to `path`; to anybody else without the right there is nothing here (404).
 * @param may from the policy of the module that owns the thing
 */
export async function requireStaff(path: string, may: (person: Person) => boolean): Promise<Person> {
  const person = await requirePerson(path)
  if (!may(person)) notFound()
  return person
}
