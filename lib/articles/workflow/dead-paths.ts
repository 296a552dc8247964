import { inArray } from 'drizzle-orm'
import { articles, authors, redirects, topics } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'

/** First segments of public pages that are no article, topic or author: they are taken to be there. */
const otherPages = new Set(
  `search corrections contact donate join books sign-in account feed.xml atom.xml feed.json sitemap.xml news-sitemap.xml
   robots.txt ads.txt pictures share advertising-choices cookies redeem invitation
   stop-comment-mails`.split(/\s+/),
)

/**
 * Of the addresses a text links to, the paths of this site at which there is nothing, or nothing yet.
 * @param links as they stand in the text; those of other sites are passed over
 */
export async function deadPaths(ctx: Context, links: readonly string[]): Promise<string[]> {
  const here = new URL(ctx.config.publicUrl)
  const paths = [
    ...new Set(
      links.flatMap((link) => {
        if (!URL.canParse(link, here)) return []
        const { origin, pathname } = new URL(link, here)
        return origin === here.origin ? [pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname] : []
      }),
    ),
  ]
  const asked = paths.filter((path) => path !== '/' && path !== '/topics' && !otherPages.has(path.split('/')[1] ?? ''))
  if (asked.length === 0) return []
  const named = (folder: string) =>
    asked.flatMap((path) => (path.startsWith(`/${folder}/`) ? [path.split('/')[2] ?? ''] : []))
  const [articlesThere, topicsThere, authorsThere, moved] = await Promise.all([
    ctx.db
      .select({ slug: articles.slug, state: articles.state })
      .from(articles)
      .where(inArray(articles.slug, named('articles'))),
    ctx.db
      .select({ slug: topics.slug })
      .from(topics)
      .where(inArray(topics.slug, named('topics'))),
    ctx.db
      .select({ slug: authors.slug })
      .from(authors)
      .where(inArray(authors.slug, named('authors'))),
    ctx.db.select({ path: redirects.path }).from(redirects).where(inArray(redirects.path, asked)),
  ])
  const there = new Set([
    ...articlesThere.flatMap(({ slug, state }) => (state === 'published' ? [`/articles/${slug}`] : [])),
    ...topicsThere.map(({ slug }) => `/topics/${slug}`),
    ...authorsThere.map(({ slug }) => `/authors/${slug}`),
    ...moved.map(({ path }) => path),
  ])
  return asked.filter((path) => !there.has(path.split('/').slice(0, 3).join('/')) && !there.has(path))
}
