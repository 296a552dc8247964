import 'server-only'
import { cacheLife, cacheTag } from 'next/cache'
import { allPublished, newsSince, type SitemapEntry } from '#lib/articles/queries.ts'
import { after, day } from '#lib/clock.ts'
import { tags } from '#lib/cache/tags.ts'
import { currentContext } from './context.ts'

/** A sitemap holds at most 50,000 addresses (sitemaps.org); the rest of the room is for topics and fixed pages. */
const mostArticles = 45_000

export async function sitemapArticles(): Promise<SitemapEntry[]> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.front)
  const ctx = currentContext()
  const entries: SitemapEntry[] = []
  for (;;) {
    const last = entries.at(-1)
    const page = await allPublished(ctx, last && { publishedAt: last.publishedAt, id: last.id })
    entries.push(...page)
    if (page.length === 0 || entries.length >= mostArticles) return entries.slice(0, mostArticles)
  }
}

/** A news sitemap holds the last two days (Google's news sitemap guide). */
export async function newsArticles() {
  'use cache'
  cacheLife('published')
  cacheTag(tags.front)
  const ctx = currentContext()
  return newsSince(ctx, after(ctx.now, -2 * day))
}
