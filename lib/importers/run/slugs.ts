import { and, eq, inArray } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
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
  const bases = wanted.map((one) => ({ ...one, base: one.slug.slice(0, 112).replace(/-$/, '') }))
  const taken = await takenSlugs(
    ctx,
    bases.map(({ base }) => base),
  )
  for (const slug of own.values()) taken.add(slug)
  const plan = new Map<string, { present: string; wished: string }>()
  for (const { ref, base } of bases) {
    const present = own.get(ref)
    const isNumbered = present?.startsWith(`${base}-`) === true && /^\d+$/.test(present.slice(base.length + 1))
    const wished = present === base || (present !== undefined && isNumbered) ? present : await free(ctx, base, taken)
    taken.add(wished)
    plan.set(ref, { present: present ?? wished, wished })
  }
  return plan
}

async function ownSlugs(ctx: Context, source: string, wanted: Wanted[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (let start = 0; start < wanted.length; start += atOnce) {
    const refs = wanted.slice(start, start + atOnce).map(({ ref }) => ref)
    const rows = await ctx.db
      .select({ ref: articles.sourceRef, slug: articles.slug })
      .from(articles)
      .where(and(eq(articles.source, source), inArray(articles.sourceRef, refs)))
    for (const { ref, slug } of rows) if (ref !== null) found.set(ref, slug)
  }
  return found
}

async function takenSlugs(ctx: Context, slugs: string[]): Promise<Set<string>> {
  const taken = new Set<string>()
  for (let start = 0; start < slugs.length; start += atOnce) {
    const some = slugs.slice(start, start + atOnce)
    const rows = await ctx.db.select({ slug: articles.slug }).from(articles).where(inArray(articles.slug, some))
    for (const { slug } of rows) taken.add(slug)
  }
  return taken
}

async function free(ctx: Context, base: string, taken: Set<string>): Promise<string> {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? base : `${base}-${number}`
    if (taken.has(slug)) continue
    if (number === 1) return slug
    const [other] = await ctx.db.select({ id: articles.id }).from(articles).where(eq(articles.slug, slug))
    if (other === undefined) return slug
    taken.add(slug)
  }
}
