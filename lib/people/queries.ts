import { asc, desc, eq } from 'drizzle-orm'
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
