import { and, eq, isNull } from 'drizzle-orm'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'

/**
 * Somebody who comes with an import, found by their address or made. Who is here already keeps their name, and gets one
 * where they have none.
 * @param given.email in lower case
 * @param given.since when they came to where they come from; an invalid date is now
 */
export async function findOrMakePerson(
  tx: Context,
  given: { email: string; name: string | null; since: Date },
): Promise<{ id: string; isNew: boolean }> {
  const { email, name, since } = given
  const createdAt = Number.isNaN(since.getTime()) || since > tx.now ? tx.now : since
  const [made] = await tx.db
    .insert(people)
    .values({ email, name, createdAt })
    .onConflictDoNothing({ target: people.email })
    .returning({ id: people.id })
  if (made) return { id: made.id, isNew: true }
  const [found] = await tx.db.select({ id: people.id }).from(people).where(eq(people.email, email))
  if (!found) throw new Error('a person was neither new nor there')
  if (name !== null)
    await tx.db
      .update(people)
      .set({ name })
      .where(and(eq(people.id, found.id), isNull(people.name)))
  return { id: found.id, isNew: false }
}
