import { Feed } from 'feed'
import { cacheLife, cacheTag } from 'next/cache'
import { connection } from 'next/server'
import { tags } from '#lib/cache/tags.ts'
import { anchorOf, correctionNames, paragraphsOf } from '#lib/corrections/model.ts'
import { allCorrections } from '#lib/corrections/queries.ts'
import { currentContext } from '#app/_server/context.ts'
import { feedTypes } from '#app/_server/feeds.ts'
import { magazine } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { asHtml, wellFormed } from '#app/_server/xml.ts'

/** The latest corrections of all articles, as RSS 2.0; those of articles that are no longer there are left out. */
async function feedOfCorrections(): Promise<string> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.corrections, tags.front, tags.settings)
  const [settings, base, corrections] = await Promise.all([
    magazine(),
    publicUrl(),
    allCorrections(currentContext(), { limit: 50 }),
  ])
  const home = `${base}/corrections`
  const feed = new Feed({
    id: home,
    link: home,
    title: `${settings.name}: Corrections`,
    description: `What ${settings.name} has corrected, the latest first.`,
    language: settings.locale,
    copyright: settings.publisher,
    updated: corrections[0]?.publishedAt,
    feedLinks: { rss: `${home}/feed.xml` },
  })
  for (const { article, number, kind, note, publishedAt } of corrections) {
    if (article === null) continue
    const url = `${base}/articles/${article.slug}#${anchorOf(number)}`
    feed.addItem({
      id: url,
      link: url,
      title: `${correctionNames[kind]}: ${article.headline}`,
      description: note,
      content: paragraphsOf(note)
        .map((paragraph) => `<p>${asHtml(paragraph)}</p>`)
        .join(''),
      date: publishedAt,
      published: publishedAt,
    })
  }
  return wellFormed(feed.rss2())
}

export async function GET(): Promise<Response> {
  await connection()
  return new Response(await feedOfCorrections(), {
    headers: {
      'content-type': feedTypes.rss,
      'surrogate-key': [tags.corrections, tags.front, tags.settings].join(' '),
      'cache-control': 'public, max-age=0, s-maxage=900, stale-while-revalidate=86400',
    },
  })
}
