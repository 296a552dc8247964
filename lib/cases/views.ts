import { and, asc, count, eq, ne } from 'drizzle-orm'
import { caseViews } from '#db/schema/cases.ts'
import type { Context } from '#lib/context.ts'
import { fieldRefusal } from '#lib/errors.ts'

export interface CaseView {
  id: string
  name: string
  /** The query of /desk/cases, as the address writes it. */
  query: string
}

/** One person's lists: more are no help. */
const mostViews = 30

/** The filters somebody keeps, by name. */
export async function caseViewsOf(ctx: Context, personId: string): Promise<CaseView[]> {
  return ctx.db
    .select({ id: caseViews.id, name: caseViews.name, query: caseViews.query })
    .from(caseViews)
    .where(eq(caseViews.personId, personId))
    .orderBy(asc(caseViews.name))
}

/**
 * Keeps a filter under a name; under the same name it replaces the one before.
 * @param query the list's, as its address writes it
 * @throws Refusal (invalid with field `name`)
 */
export async function saveCaseView(
  ctx: Context,
  personId: string,
  view: { name: string; query: string },
): Promise<void> {
  const name = view.name.trim().replace(/\s+/g, ' ')
  if (name === '' || name.length > 60) throw fieldRefusal('name', 'Enter a name of at most 60 characters.')
  const [others] = await ctx.db
    .select({ count: count() })
    .from(caseViews)
    .where(and(eq(caseViews.personId, personId), ne(caseViews.name, name)))
  if ((others?.count ?? 0) >= mostViews) throw fieldRefusal('name', 'You keep 30 views already. Remove one first.')
  await ctx.db
    .insert(caseViews)
    .values({ personId, name, query: view.query, createdAt: ctx.now })
    .onConflictDoUpdate({ target: [caseViews.personId, caseViews.name], set: { query: view.query } })
}

/** Forgets one of somebody's own filters. */
export async function removeCaseView(ctx: Context, personId: string, id: string): Promise<void> {
  await ctx.db.delete(caseViews).where(and(eq(caseViews.id, id), eq(caseViews.personId, personId)))
}
