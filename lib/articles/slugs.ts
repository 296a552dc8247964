import { and, eq } from 'drizzle-orm'
import { articles, authors } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { slugify } from './model.ts'

/**
 * The address for an article from elsewhere: the one wanted, or that with a number where another article has it. An
 * article that is here already keeps the number it got.
 * @param wanted a slug
 */
export async function availableSlug(
  ctx: Context,
  wanted: string,
  origin: { source: string; sourceRef: string },
): Promise<string> {
  const base = shortened(wanted)
  const [own] = await ctx.db
    .select({ slug: articles.slug })
    .from(articles)
    .where(and(eq(articles.source, origin.source), eq(articles.sourceRef, origin.sourceRef)))
  if (
    own !== undefined &&
    (own.slug === base || (own.slug.startsWith(`${base}-`) && /^\d+$/.test(own.slug.slice(base.length + 1))))
  )
    return own.slug
  return firstFree(ctx, base)
}

/** The address for an article that is new here, made from its headline: one that no other article has. */
export function newSlug(ctx: Context, headline: string): Promise<string> {
  return firstFree(ctx, shortened(slugify(headline) || 'article'))
}

/** The address for an author who is new here, made from their name: one that no other author has, of the same name or not. */
export function newAuthorSlug(ctx: Context, name: string): Promise<string> {
  return firstFree(ctx, shortened(slugify(name) || 'author'), authors)
}

/** Leaves room for a number. */
function shortened(slug: string): string {
  return slug.slice(0, 112).replace(/-$/, '')
}

async function firstFree(
  ctx: Context,
  base: string,
  table: typeof articles | typeof authors = articles,
): Promise<string> {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? base : `${base}-${number}`
    const [other] = await ctx.db.select({ id: table.id }).from(table).where(eq(table.slug, slug))
    if (other === undefined) return slug
  }
}
