import { connection } from 'next/server'
import { topics } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { sitemapArticles } from '#app/_server/sitemap.ts'
import { xmlResponse } from '#app/_server/xml.ts'

/** https://www.sitemaps.org/protocol.html */
export async function GET(): Promise<Response> {
  await connection()
  const [base, articles, allTopics] = await Promise.all([publicUrl(), sitemapArticles(), topics()])
  return xmlResponse({
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
