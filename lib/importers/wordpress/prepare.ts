import type { Body } from '#lib/articles/body/document.ts'
import { toText } from '#lib/articles/body/to-text.ts'
import { leadTo, type ArticleInput } from '#lib/articles/commands.ts'
import type { Context } from '#lib/context.ts'
import type { Given, Prepared, Writing, Written } from '#lib/importers/run/item.ts'
import type { Notes } from '#lib/importers/run/report.ts'
import { saveImported } from '#lib/importers/run/save.ts'
import { shortened } from '#lib/plain-text.ts'
import { oldAddressesOf } from './addresses.ts'
import { creditsOf } from './authors.ts'
import { importComments } from './comments.ts'
import { plainText, readContent, type ReadContent } from './content.ts'
import type { OldLinks } from './links.ts'
import type { WordPressItem } from './parse.ts'
import { featuredPicture, withPictures } from './pictures.ts'
import { isForReaders, modifiedAt, publishedAt, topicsOf, wantedSlug, type Choices } from './post.ts'
import type { Survey } from './survey.ts'
import { typesetBody, typesetterFor } from './typeset.ts'

export interface Reading extends Survey {
  source: string
  timeZone: string
  choices: Choices
  links: OldLinks
  slugs: Map<string, { wished: string }>
}

/** Reads a post or a page, and takes in the pictures it shows. */
export async function preparePost(
  ctx: Context,
  item: WordPressItem,
  ref: string,
  reading: Reading,
  given: Given,
): Promise<Prepared> {
  const { site, choices } = reading
  const content = readPost(item, reading, given.notes)
  const typeset = typesetterFor(site.language)
  const body = typesetBody(await withPictures(ctx, content, reading.library, given), typeset)
  const headline = typeset(plainText(item.title)) || firstWords(toText(body))
  const isPublic = isForReaders(item, choices)
  const isPage = item.type === 'page'
  const article: ArticleInput = {
    slug: reading.slugs.get(ref)?.wished ?? wantedSlug(item),
    headline: shortened(headline, 500),
    standfirst: shortened(typeset(plainText(item.excerpt)), 1000),
    body,
    ...(content.beforeMore != null && { previewBlocks: Math.min(content.beforeMore, 50) }),
    comments: item.commentsAreOpen && !isPage ? 'open' : 'closed',
    state: isPublic ? 'published' : 'draft',
    ...(isPublic && { publishedAt: publishedAt(item, reading.timeZone), updatedAt: modifiedAt(item) }),
    ...(await featuredPicture(ctx, item, reading, given)),
    // About and Contact have no byline there either.
    authors: isPage ? [] : creditsOf(item, site),
    topics: topicsOf(item, site),
  }
  tellOf(item, body, isPublic, given.notes)
  return { write: (tx, writing) => writePost(tx, item, { ref, article }, reading, writing) }
}

function readPost(item: WordPressItem, { library, links, blocks }: Reading, notes: Notes): ReadContent {
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
    },
    { gallery, links, blocks },
  )
  notes.addAll(content.notes)
  return content
}

/** Says what came otherwise than it was there. */
function tellOf(item: WordPressItem, body: Body, isPublic: boolean, notes: Notes): void {
  if (plainText(item.title) === '') notes.came('articles called by their first words, having no title')
  if (body.content.length === 0) notes.came('articles without text')
  if (item.hasPassword) notes.note('a draft here: it was behind a password there')
  else if (item.status === 'private') notes.note('a draft here: it was private there')
  else if (item.type === 'page' && !isPublic)
    notes.note('a draft here: it was a page there; published, its old address leads to it')
  if (item.isSticky) notes.note('it was kept at the top there')
}

function firstWords(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return 'Untitled'
  return words.length > 8 ? `${words.slice(0, 8).join(' ')}…` : words.join(' ')
}

async function writePost(
  tx: Context,
  item: WordPressItem,
  { ref, article }: { ref: string; article: ArticleInput },
  { site, timeZone, source }: Reading,
  writing: Writing,
): Promise<Written> {
  const { notes } = writing
  const origin = { source, sourceRef: ref, reason: 'Imported from WordPress' }
  const saved = await saveImported(tx, article, origin, writing)
  await importComments(tx, item.comments, { articleId: saved.id, origin, timeZone }, notes)
  if (article.state === 'draft') notes.came('articles that are drafts')
  else if ((article.publishedAt ?? tx.now) > tx.now) notes.came('articles that will appear on their date')
  for (const { name } of article.authors ?? []) notes.cameOnce('authors', name)
  for (const { name } of article.topics ?? []) notes.cameOnce('topics, from categories and tags', name)
  const written = { result: saved.result, articleId: saved.id, address: `/articles/${saved.slug}` }
  // What was never to be seen has no address that anybody knows.
  if (!['publish', 'future', 'private'].includes(item.status)) return written
  const addresses = oldAddressesOf(item, site)
  await leadTo(
    tx,
    [...addresses, ...otherForms(addresses)].map((from) => ({ from, to: written.address })),
  )
  notes.came('old addresses that lead on', addresses.length)
  return written
}

/** Of a page with a name, for newsreaders and for telephones. */
function otherForms(addresses: string[]): string[] {
  return addresses
    .filter((address) => !address.includes('?'))
    .flatMap((address) => ['feed/', 'amp/'].map((form) => `${address.replace(/\/?$/, '/')}${form}`))
}
