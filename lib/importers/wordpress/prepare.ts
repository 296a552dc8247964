import { toText } from '#lib/articles/body/to-text.ts'
import { leadTo, type ArticleInput } from '#lib/articles/commands.ts'
import { availableSlug } from '#lib/articles/slugs.ts'
import type { Context } from '#lib/context.ts'
import type { Given, Prepared, Writing, Written } from '#lib/importers/run/item.ts'
import { saveImported } from '#lib/importers/run/save.ts'
import { importComments } from './comments.ts'
import { plainText, readContent } from './content.ts'
import type { WordPressItem } from './parse.ts'
import { featuredPicture, withPictures } from './pictures.ts'
import {
  authorsOf,
  isForReaders,
  modifiedAt,
  oldAddressesOf,
  publishedAt,
  shortened,
  topicsOf,
  wantedSlug,
} from './post.ts'
import type { Survey } from './survey.ts'
import { typesetBody, typesetterFor } from './typeset.ts'

export interface Reading extends Survey {
  timeZone: string
  source: string
}

/** Reads a post, and takes in the pictures it shows. */
export async function preparePost(
  ctx: Context,
  item: WordPressItem,
  ref: string,
  reading: Reading,
  given: Given,
): Promise<Prepared> {
  const { site, library } = reading
  const { notes } = given
  const gallery = (ids: string[] | null) => {
    if (ids === null) return library.ofPost(item.id)
    const found = ids.flatMap((id) => library.byId(id) ?? [])
    notes.leftOut('picture of a gallery', 'the export does not say which it is', ids.length - found.length)
    return found
  }
  const content = readContent(
    {
      html: item.content,
      footnotes: item.meta.get('footnotes'),
      pageUrl: URL.canParse(item.link) ? item.link : undefined,
      ownOrigin: URL.canParse(site.url) ? site.url : undefined,
    },
    gallery,
  )
  for (const { what, count } of content.leftOut) notes.leftOut(what, 'an article cannot hold it', count)
  const typeset = typesetterFor(site.language)
  const body = typesetBody(await withPictures(ctx, content, library, given), typeset)
  const headline = typeset(plainText(item.title)) || firstWords(toText(body))
  const isPublic = isForReaders(item)
  const article: Omit<ArticleInput, 'slug'> = {
    headline: shortened(headline, 500),
    standfirst: shortened(typeset(plainText(item.excerpt)), 1000),
    body,
    ...(content.beforeMore != null && { previewBlocks: Math.min(content.beforeMore, 50) }),
    comments: item.commentsAreOpen ? 'open' : 'closed',
    state: isPublic ? 'published' : 'draft',
    ...(isPublic && { publishedAt: publishedAt(item, reading.timeZone), updatedAt: modifiedAt(item) }),
    ...(await featuredPicture(ctx, item, reading, given)),
    authors: authorsOf(item, site),
    topics: topicsOf(item, site),
  }
  if (plainText(item.title) === '') notes.came('articles called by their first words, having no title')
  if (body.content.length === 0) notes.came('articles without text')
  const slug = wantedSlug(item, headline)
  return { write: (tx, writing) => writePost(tx, item, { ref, slug, article }, reading, writing) }
}

function firstWords(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return 'Untitled'
  return words.length > 8 ? `${words.slice(0, 8).join(' ')}…` : words.join(' ')
}

async function writePost(
  tx: Context,
  item: WordPressItem,
  { ref, slug, article }: { ref: string; slug: string; article: Omit<ArticleInput, 'slug'> },
  { site, timeZone, source }: Reading,
  writing: Writing,
): Promise<Written> {
  const { notes } = writing
  const origin = { source, sourceRef: ref, reason: 'Imported from WordPress' }
  const saved = await saveImported(tx, { ...article, slug: await availableSlug(tx, slug, origin) }, origin, writing)
  await importComments(tx, item.comments, { articleId: saved.id, origin, timeZone }, notes)
  const topics = topicsOf(item, site)
  if (article.state === 'draft') notes.came('articles that are drafts')
  else if ((article.publishedAt ?? tx.now) > tx.now) notes.came('articles that will appear on their date')
  for (const { name } of authorsOf(item, site)) notes.cameOnce('authors', name)
  for (const { name } of topics) notes.cameOnce('topics, from categories and tags', name)
  const written = { result: saved.result, articleId: saved.id, address: `/articles/${saved.slug}` }
  if (article.state === 'draft') return written
  const addresses = oldAddressesOf(item, site)
  await leadTo(tx, [
    ...addresses.map((from) => ({ from, to: written.address })),
    ...topics.flatMap(({ domain, nicename, slug: topic }) =>
      topic === undefined
        ? []
        : [{ from: `/${domain === 'category' ? 'category' : 'tag'}/${nicename}/`, to: `/topics/${topic}` }],
    ),
  ])
  notes.came('old addresses that lead on', addresses.length)
  return written
}
