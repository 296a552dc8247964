import { and, eq, inArray, or } from 'drizzle-orm'
import { articles, authors, redirects } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { slugify } from './model.ts'

/**
 * The address for an article from elsewhere: the one wanted, or that with a number where another article has it, or had it
 * once. An article that is here already keeps the number it got.
 * @param wanted a slug
 */
export async function availableSlug(
  ctx: Context,
  wanted: string,
  origin: { source: string; sourceRef: string },
): Promise<string> {
  const base = shortened(wanted)
  const [own] = await ctx.db
    .select({ id: articles.id, slug: articles.slug })
    .from(articles)
    .where(and(eq(articles.source, origin.source), eq(articles.sourceRef, origin.sourceRef)))
  if (own !== undefined && isNumbered(own.slug, base)) return own.slug
  return firstFree(base, (slug) => isTaken(ctx, slug, own?.id ?? null))
}

/** Whether it is `base` itself, or that with a number. */
export function isNumbered(slug: string, base: string): boolean {
  return slug === base || (slug.startsWith(`${base}-`) && /^\d+$/.test(slug.slice(base.length + 1)))
}

/**
 * The address for an article that is new here, made from its headline: one that no other article has, and none from
 * which readers are led elsewhere.
 */
export function newSlug(ctx: Context, headline: string): Promise<string> {
  return firstFree(shortened(slugify(headline) || 'article'), (slug) => isTaken(ctx, slug, null))
}

/**
 * Whether an article would take an address from another: one that it has, or an old one from which readers are led
 * elsewhere. What leads to the article itself is its own, and so is the address that readers know it by.
 * @param articleId null: one that is new here
 */
export async function isTaken(ctx: Context, slug: string, articleId: string | null): Promise<boolean> {
  const known = await ctx.db
    .select({ id: articles.id, slug: articles.slug, publishedAt: articles.publishedAt })
    .from(articles)
    .where(or(eq(articles.slug, slug), articleId === null ? undefined : eq(articles.id, articleId)))
  if (known.some((article) => article.slug === slug && article.id !== articleId)) return true
  const own = known.find(({ id }) => id === articleId)
  if (own?.slug === slug && own.publishedAt !== null && own.publishedAt <= ctx.now) return false
  const led = await ctx.db
    .select({ target: redirects.target })
    .from(redirects)
    .where(inArray(redirects.path, [`/articles/${slug}`, `/articles/${slug}/`]))
  return led.some(({ target }) => own === undefined || target !== `/articles/${own.slug}`)
}

/** The address for an author who is new here, made from their name: one that no other author has, of the same name or not. */
export function newAuthorSlug(ctx: Context, name: string): Promise<string> {
  return firstFree(shortened(slugify(name) || 'author'), async (slug) => {
    const [other] = await ctx.db.select({ id: authors.id }).from(authors).where(eq(authors.slug, slug))
    return other !== undefined
  })
}

/** Leaves room for a number. */
export function shortened(slug: string): string {
  return slug.slice(0, 112).replace(/-$/, '')
}

export async function firstFree(base: string, isNotFree: (slug: string) => Promise<boolean>): Promise<string> {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? base : `${base}-${number}`
    if (!(await isNotFree(slug))) return slug
  }
}
