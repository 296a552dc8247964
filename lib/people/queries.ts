import { asc, desc, eq, inArray } from 'drizzle-orm'
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

/** Those who came last, the newest first. */
export async function newestPeople(
  ctx: Context,
  limit: number,
): Promise<{ id: string; name: string | null; email: string; createdAt: Date }[]> {
  return ctx.db
    .select({ id: people.id, name: people.name, email: people.email, createdAt: people.createdAt })
    .from(people)
    .orderBy(desc(people.id))
    .limit(limit)
}

/** What people are called, by id: the name, or the address where none was given. */
export async function peopleNamed(ctx: Context, ids: string[]): Promise<ReadonlyMap<string, string>> {
  // Other than people act, too: a comparison by the worker, say.
  const known = ids.filter((id) => z.uuid().safeParse(id).success)
  if (known.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: people.id, name: people.name, email: people.email })
    .from(people)
    .where(inArray(people.id, known))
  return new Map(rows.map(({ id, name, email }) => [id, name ?? email]))
}
