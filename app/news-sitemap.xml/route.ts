import { connection } from 'next/server'
import { magazine } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { newsArticles } from '#app/_server/sitemap.ts'
import { xmlDocument, xmlResponse } from '#app/_server/xml.ts'

/** https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap */
export async function GET(): Promise<Response> {
  await connection()
  const [base, settings, articles] = await Promise.all([publicUrl(), magazine(), newsArticles()])
  return xmlResponse(
    xmlDocument({
      urlset: {
        '@xmlns': 'http://www.sitemaps.org/schemas/sitemap/0.9',
        '@xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9',
        url: articles.map((article) => ({
          loc: `${base}/articles/${article.slug}`,
          'news:news': {
            'news:publication': { 'news:name': settings.name, 'news:language': settings.locale.split('-')[0] },
            'news:publication_date': article.publishedAt.toISOString(),
            'news:title': article.headline,
          },
        })),
      },
    }),
  )
}
