import 'server-only'
import { notFound, redirect } from 'next/navigation'
import type { Person } from '#lib/people/model.ts'
import { doorAddress } from './door-address.ts'
import { requirePerson, whoIsHere } from './session.ts'

/**
 * The person signed in, once this session has shown their second factor where they have one or need one; readers have none to
 * show. For what holds more than a reader's account does. A visitor is sent to sign in and brought back to `path`.
 */
export async function requireWholePerson(path: string): Promise<Person> {
  const person = await requirePerson(path)
  const door = (await whoIsHere())?.door ?? 'ask'
  if (door !== 'open') redirect(doorAddress(door, path))
  return person
}

/**
 * The person signed in, if `may` allows them what is asked: every page of the desk and every action of one begins so. A
 * visitor is sent to sign in and brought back to `path`, and so is whoever has not shown their second factor in this session;
 * to anybody else without the right there is nothing here (404).
 * @param may from the policy of the module that owns the thing
 */
export async function requireStaff(path: string, may: (person: Person) => boolean): Promise<Person> {
  const person = await requireWholePerson(path)
  if (!may(person)) notFound()
  return person
}
