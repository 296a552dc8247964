import 'server-only'
import { Feed } from 'feed'
import { cacheLife, cacheTag } from 'next/cache'
import type { ArticleCard } from '#lib/articles/model.ts'
import { tags } from '#lib/cache/tags.ts'
import { formatDay } from '#lib/clock.ts'
import { correctionNames, paragraphsOf } from '#lib/corrections/model.ts'
import { correctionsOf, type ShownCorrection } from '#lib/corrections/queries.ts'
import { pictureSources } from '#lib/pictures/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { currentContext } from './context.ts'
import { article, magazine, movedTo, newestArticles, topic, topicArticles } from './published.ts'
import { publicUrl } from './site.ts'
import { textAsHtml } from './text-as-html.ts'
import { asHtml, wellFormed } from './xml.ts'

export type FeedFormat = 'rss' | 'atom' | 'json'

/** Articles in a feed. */
const feedLength = 30

export const feedTypes: Record<FeedFormat, string> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
}

/** The newest articles of the magazine, or of one topic, in one of the three formats. Null when there is no such topic. */
async function feedDocument(format: FeedFormat, topicSlug?: string): Promise<string | null> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.front)
  const [settings, base] = await Promise.all([magazine(), publicUrl()])
  const found = topicSlug === undefined ? undefined : await topic(topicSlug)
  if (found === null) return null
  const cards = found ? await topicArticles(found.id, feedLength) : await newestArticles(feedLength)
  const corrections = await correctionsOf(
    currentContext(),
    cards.map(({ id }) => id),
  )
  const items = await Promise.all(
    cards.map((card) => item(card, base, format, corrections.get(card.id) ?? [], settings)),
  )
  const home = found ? `${base}/topics/${found.slug}` : `${base}/`
  const feed = new Feed({
    id: home,
    link: home,
    title: found ? `${settings.name}: ${found.name}` : settings.name,
    description: found?.description || settings.description,
    language: settings.locale,
    copyright: settings.publisher,
    updated: items.map(({ date }) => date).toSorted((one, other) => other.getTime() - one.getTime())[0],
    feedLinks: {
      rss: found ? `${home}/feed.xml` : `${base}/feed.xml`,
      ...(found ? {} : { atom: `${base}/atom.xml`, json: `${base}/feed.json` }),
    },
  })
  for (const one of items) feed.addItem(one)
  return wellFormed({ rss: () => feed.rss2(), atom: () => feed.atom1(), json: () => feed.json1() }[format]())
}

/**
 * The whole text of a public article, the preview of any other, and what was corrected since; one that was corrected says
 * when it was last.
 */
async function item(
  card: ArticleCard,
  base: string,
  format: FeedFormat,
  corrections: ShownCorrection[],
  settings: Magazine,
) {
  const url = `${base}/articles/${card.slug}`
  const view = await article(card.slug)
  const text = view ? textAsHtml(view.text, base) : ''
  const rest = view?.text.kind === 'preview' ? `<p><a href="${url}">Read on</a></p>` : ''
  return {
    id: url,
    link: url,
    // The library marks titles of Atom as HTML (RFC 4287, section 3.1.1.2) and writes them as they are.
    title: format === 'atom' ? asHtml(card.headline) : card.headline,
    description: card.standfirst,
    content: text + rest + corrections.map((one) => noteAsHtml(one, settings)).join(''),
    date: corrections[0]?.publishedAt ?? card.publishedAt,
    published: card.publishedAt,
    author: card.authors.map((author) => ({ name: author.name, link: `${base}/authors/${author.slug}` })),
    category: card.topics.map((one) => ({ name: one.name })),
    ...(card.picture && { image: `${base}${pictureSources(card.picture).src}` }),
  }
}

/** A correction in a feed: its kind, its day and its note. */
function noteAsHtml({ kind, note, publishedAt }: ShownCorrection, { timeZone, locale }: Magazine): string {
  const [first = '', ...more] = paragraphsOf(note).map(asHtml)
  const name = `<strong>${correctionNames[kind]}, ${formatDay(publishedAt, timeZone, locale)}:</strong>`
  return [`${name} ${first}`, ...more].map((paragraph) => `<p>${paragraph}</p>`).join('')
}

/** Answers with a feed, fit for readers and caches in between. */
export async function feedResponse(format: FeedFormat, topicSlug?: string): Promise<Response> {
  const document = await feedDocument(format, topicSlug)
  if (document === null) {
    // A topic that was renamed, or made one with another, is read on in the programs of those who subscribed to it.
    const target = topicSlug === undefined ? null : await movedTo(`/topics/${topicSlug}`)
    if (target === null) return new Response('Not found', { status: 404 })
    return new Response(null, { status: 308, headers: { location: `${target}/feed.xml` } })
  }
  return new Response(document, {
    headers: {
      'content-type': feedTypes[format],
      'surrogate-key': [tags.front, tags.topics, tags.settings].join(' '),
      'cache-control': 'public, max-age=0, s-maxage=900, stale-while-revalidate=86400',
    },
  })
}
