import { asc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { people, personRoles } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import type { Person } from './model.ts'

export async function personById(ctx: Context, id: string): Promise<Person | null> {
  const rows = await ctx.db
    .select({ id: people.id, name: people.name, email: people.email, role: personRoles.role })
    .from(people)
    .leftJoin(personRoles, eq(personRoles.personId, people.id))
    .where(eq(people.id, id))
    .orderBy(asc(personRoles.role))
  const [first] = rows
  if (!first) return null
  return { id: first.id, name: first.name, email: first.email, roles: rows.flatMap((row) => row.role ?? []) }
}

export interface PersonOnFile extends Person {
  createdAt: Date
  /** Whether they ever signed in; an account made by a payment may never have been. */
  hasSignedIn: boolean
  mailRefused: { at: Date; because: string | null } | null
  deletedAt: Date | null
  /** When they last opened their account or the desk, by real time; null for never. */
  lastSeenAt: Date | null
}

/** What the desk shows of a person. */
export async function personOnFile(ctx: Context, id: string): Promise<PersonOnFile | null> {
  const person = await personById(ctx, id)
  const [row] = await ctx.db.select().from(people).where(eq(people.id, id))
  if (!person || !row) return null
  return {
    ...person,
    createdAt: row.createdAt,
    hasSignedIn: row.emailVerified !== null,
    mailRefused: row.mailRefusedAt && { at: row.mailRefusedAt, because: row.mailRefusedBecause },
    deletedAt: row.deletedAt,
    lastSeenAt: row.lastSeenAt,
  }
}

/** What people are called, by id: the name, or the address where none was given; of those who left, neither is known. */
export async function peopleNamed(ctx: Context, ids: string[]): Promise<ReadonlyMap<string, string>> {
  // Other than people act, too: a comparison by the worker, say.
  const known = ids.filter((id) => z.uuid().safeParse(id).success)
  if (known.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: people.id, name: people.name, email: people.email, deletedAt: people.deletedAt })
    .from(people)
    .where(inArray(people.id, known))
  return new Map(rows.map(({ id, name, email, deletedAt }) => [id, deletedAt ? 'A deleted account' : (name ?? email)]))
}
