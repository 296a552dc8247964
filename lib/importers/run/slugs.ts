import { and, eq, inArray } from 'drizzle-orm'
import { articles, redirects } from '#db/schema/articles.ts'
import { firstFree, isNumbered, isTaken, shortened } from '#lib/articles/slugs.ts'
import type { Context } from '#lib/context.ts'

/** One thing that will be an article. */
export interface Wanted {
  ref: string
  slug: string
}

const atOnce = 1_000

/**
 * Decides every article's address before the first is written, so that links between them can be written as what they
 * will be. What is here already keeps the address it has.
 * @returns slugs by reference: `present` what it is now or will be, `wished` what to save it under
 */
export async function planSlugs(
  ctx: Context,
  source: string,
  wanted: Wanted[],
): Promise<Map<string, { present: string; wished: string }>> {
  const own = await ownSlugs(ctx, source, wanted)
  const bases = wanted.map((one) => ({ ...one, base: shortened(one.slug) }))
  const others = await knownSlugs(
    ctx,
    bases.map(({ base }) => base),
  )
  const taken = new Set([...own.values()].map(({ slug }) => slug))
  const plan = new Map<string, { present: string; wished: string }>()
  for (const { ref, base } of bases) {
    const article = own.get(ref)
    const isFree = async (slug: string) =>
      !taken.has(slug) && ((slug === base && !others.has(slug)) || !(await isTaken(ctx, slug, article?.id ?? null)))
    const wished =
      article !== undefined && isNumbered(article.slug, base)
        ? article.slug
        : await firstFree(base, async (slug) => !(await isFree(slug)))
    taken.add(wished)
    plan.set(ref, { present: article?.slug ?? wished, wished })
  }
  return plan
}

async function ownSlugs(
  ctx: Context,
  source: string,
  wanted: Wanted[],
): Promise<Map<string, { id: string; slug: string }>> {
  const found = new Map<string, { id: string; slug: string }>()
  for (let start = 0; start < wanted.length; start += atOnce) {
    const refs = wanted.slice(start, start + atOnce).map(({ ref }) => ref)
    const rows = await ctx.db
      .select({ id: articles.id, ref: articles.sourceRef, slug: articles.slug })
      .from(articles)
      .where(and(eq(articles.source, source), inArray(articles.sourceRef, refs)))
    for (const { ref, ...article } of rows) if (ref !== null) found.set(ref, article)
  }
  return found
}

/** Which of these an article has, or readers are led on from: those have to be looked at one by one. */
async function knownSlugs(ctx: Context, slugs: string[]): Promise<Set<string>> {
  const known = new Set<string>()
  for (let start = 0; start < slugs.length; start += atOnce) {
    const some = slugs.slice(start, start + atOnce)
    const present = await ctx.db.select({ slug: articles.slug }).from(articles).where(inArray(articles.slug, some))
    for (const { slug } of present) known.add(slug)
    const paths = some.flatMap((slug) => [`/articles/${slug}`, `/articles/${slug}/`])
    const led = await ctx.db.select({ path: redirects.path }).from(redirects).where(inArray(redirects.path, paths))
    for (const { path } of led) known.add(path.split('/')[2] ?? '')
  }
  return known
}
