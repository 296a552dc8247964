import { and, eq, ne, or, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'

/**
 * The address for an article from elsewhere: the one wanted, or that with a number where another article has it. An article that is
 * here already keeps the number it got.
 * @param wanted a slug
 */
export async function availableSlug(ctx: Context, wanted: string, origin: { source: string; sourceRef: string }): Promise<string> {
  const base = wanted.slice(0, 112).replace(/-$/, '')
  const isNumbered = (slug: string) => slug.startsWith(`${base}-`) && /^\d+$/.test(slug.slice(base.length + 1))
  const isOwn = and(eq(articles.source, origin.source), eq(articles.sourceRef, origin.sourceRef))
  const [own] = await ctx.db.select({ slug: articles.slug }).from(articles).where(isOwn)
  if (own !== undefined && (own.slug === base || isNumbered(own.slug))) return own.slug
  const rows = await ctx.db
    .select({ slug: articles.slug })
    .from(articles)
    .where(and(or(eq(articles.slug, base), sql`${articles.slug} ~ ${`^${base}-[0-9]+$`}`), or(sql`${articles.source} is null`, ne(articles.sourceRef, origin.sourceRef), ne(articles.source, origin.source))))
  const taken = new Set(rows.map(({ slug }) => slug))
  if (!taken.has(base)) return base
  let number = 2
  while (taken.has(`${base}-${number}`)) number += 1
  return `${base}-${number}`
}
