import 'server-only'
import { notFound } from 'next/navigation'
import type { Person } from '#lib/people/model.ts'
import type { Door } from '#lib/second-factor/model.ts'
import type { InSession } from '#lib/second-factor/commands.ts'
import { ownSessionHash, requirePerson, whoIsHere } from './session.ts'

/** Somebody who manages their own second factor. */
export interface OwnFactor {
  /** With all the roles they have, whatever this session holds. */
  person: Person
  inSession: InSession
  door: Door
}

/**
 * Whoever works for the magazine, in their own session, which may hold no role yet; a visitor is sent to sign in and brought
 * back to `path`, and to a reader there is nothing here (404).
 */
export async function requireOwnFactor(path: string): Promise<OwnFactor> {
  await requirePerson(path)
  const [here, sessionHash] = [await whoIsHere(), await ownSessionHash()]
  if (!here || sessionHash === null || here.person.roles.length === 0) notFound()
  return { ...here, inSession: { personId: here.person.id, sessionHash } }
}
