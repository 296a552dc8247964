import 'server-only'
import { cacheLife, cacheTag } from 'next/cache'
import { allPublished, newsSince, type SitemapEntry } from '#lib/articles/queries.ts'
import { after, day } from '#lib/clock.ts'
import { tags } from '#lib/cache/tags.ts'
import { currentContext } from './context.ts'
import { topics } from './published.ts'
import { publicUrl } from './site.ts'
import { xmlDocument } from './xml.ts'

/** A sitemap holds at most 50,000 addresses (sitemaps.org); the rest of the room is for topics and fixed pages. */
const mostArticles = 45_000

/** Kept as it is sent: to read 45,000 addresses and write them out takes a second in which nobody else is answered. */
export async function sitemap(): Promise<string> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.front)
  const [base, articles, allTopics] = await Promise.all([publicUrl(), articlesOnIt(), topics()])
  return xmlDocument({
    urlset: {
      '@xmlns': 'http://www.sitemaps.org/schemas/sitemap/0.9',
      url: [
        { loc: `${base}/` },
        { loc: `${base}/topics` },
        { loc: `${base}/corrections` },
        { loc: `${base}/donate` },
        ...allTopics.map((topic) => ({ loc: `${base}/topics/${topic.slug}` })),
        ...articles.map((article) => ({
          loc: `${base}/articles/${article.slug}`,
          lastmod: article.updatedAt.toISOString(),
        })),
      ],
    },
  })
}

async function articlesOnIt(): Promise<SitemapEntry[]> {
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
