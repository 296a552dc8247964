import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { authors, redirects, topics } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'

export type CreditKind = 'author' | 'topic'

const tables = { author: authors, topic: topics } as const

/** @returns the path of an author's or a topic's page */
function addressOfCredit(kind: CreditKind, slug: string): string {
  return `/${kind}s/${slug}`
}

/**
 * Where the addresses of authors or topics have gone that nobody has any more: to the one they were renamed to or made
 * one with. An import that is run again finds them so, rather than making them anew.
 * @returns present slugs by old ones; slugs that are somebody's are not in it
 */
export async function presentSlugs(
  ctx: Context,
  kind: CreditKind,
  slugs: string[],
): Promise<ReadonlyMap<string, string>> {
  if (slugs.length === 0) return new Map()
  const table = tables[kind]
  const living = await ctx.db
    .select({ slug: table.slug })
    .from(table)
    .where(and(inArray(table.slug, slugs), isNull(table.mergedInto)))
  const gone = slugs.filter((slug) => !living.some((one) => one.slug === slug))
  if (gone.length === 0) return new Map()
  const start = addressOfCredit(kind, '')
  const rows = await ctx.db
    .select({ path: redirects.path, target: redirects.target })
    .from(redirects)
    .where(
      inArray(
        redirects.path,
        gone.map((slug) => `${start}${slug}`),
      ),
    )
  return new Map(
    rows
      .filter(({ target }) => target.startsWith(start))
      .map(({ path, target }) => [path.slice(start.length), target.slice(start.length)]),
  )
}

/**
 * The ids under which authors or topics are known now, in order, each once: revisions and working copies name those of
 * before two were made one.
 */
export async function presentIds(ctx: Context, kind: CreditKind, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const table = tables[kind]
  const merged = await ctx.db
    .select({ id: table.id, into: table.mergedInto })
    .from(table)
    .where(and(inArray(table.id, ids), isNotNull(table.mergedInto)))
  return [...new Set(ids.map((id) => merged.find((one) => one.id === id)?.into ?? id))]
}

/** An address leads to another one, and so does every address that led to it. */
export async function leadOn(tx: Context, kind: CreditKind, oldSlug: string, newSlug: string): Promise<void> {
  const [path, target] = [addressOfCredit(kind, oldSlug), addressOfCredit(kind, newSlug)]
  await tx.db.update(redirects).set({ target }).where(eq(redirects.target, path))
  await tx.db
    .insert(redirects)
    .values({ path, target, createdAt: tx.now })
    .onConflictDoUpdate({ target: redirects.path, set: { target } })
  await tx.db.delete(redirects).where(eq(redirects.path, target))
}
