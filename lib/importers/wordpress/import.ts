import { stat } from 'node:fs/promises'
import { toText } from '#lib/articles/body/to-text.ts'
import { placePictures } from '#lib/articles/body/rebuild.ts'
import { leadTo, leadToArticle, saveArticle } from '#lib/articles/commands.ts'
import { availableSlug } from '#lib/articles/slugs.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { importComments } from './comments.ts'
import { plainText, readContent, type ReadContent } from './content.ts'
import { MediaLibrary, toAttachment, type Attachment } from './library.ts'
import { parseHead, parseItem, type WordPressItem, type WordPressSite } from './parse.ts'
import {
  authorsOf,
  fateOf,
  isForReaders,
  modifiedAt,
  oldAddressesOf,
  publishedAt,
  shortened,
  topicsOf,
  wantedSlug,
} from './post.ts'
import { readItems } from './read-items.ts'
import { Counts, type WordPressReport } from './report.ts'
import { typesetBody, typesetterFor } from './typeset.ts'

export interface WordPressOptions {
  /**
   * A copy of wp-content/uploads, in which pictures are found (--uploads DIR). Without it, articles come without
   * pictures.
   */
  uploads?: string
  /** Called after each post, for showing progress. */
  onPost?: (done: number) => void
}

interface Run {
  site: WordPressSite
  library: MediaLibrary
  timeZone: string
  /** References met so far: exports have been seen with one guid on two posts. */
  seen: Set<string>
}

/**
 * Imports the posts of a WordPress export (WXR, as made under Tools → Export). The file is read piece by piece,
 * twice: for what was uploaded, which stands anywhere, and for the posts. Each post is one transaction; running it
 * again updates what has changed.
 * @throws Refusal when the file is not there, no such export, or not complete
 */
export async function importWordPress(
  ctx: Context,
  path: string,
  options: WordPressOptions = {},
): Promise<WordPressReport> {
  if (!(await stat(path).catch(() => null))?.isFile()) throw new Refusal('not_found', `There is no file ${path}.`)
  const { timeZone } = await magazineSettings(ctx)
  const run: Run = { ...(await survey(path, options)), timeZone, seen: new Set() }
  const counts = new Counts()
  let done = 0
  for await (const piece of readItems(path)) {
    if (piece.kind === 'head') continue
    const item = read(piece.xml, piece.line, counts)
    if (item === null) continue
    const fate = fateOf(item)
    if (!fate.import) {
      counts.skipped(fate.what, fate.why)
      counts.skipped('comment', 'what it stands under does not come', item.comments.length)
      continue
    }
    const name = `“${shortened(plainText(item.title), 60)}” (post ${item.id}, line ${piece.line})`
    const own = new Counts()
    try {
      await inTransaction(ctx, (tx) => importPost(tx, item, run, own))
      counts.addAll(own)
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      counts.refused(name, fault.message)
    }
    done += 1
    options.onPost?.(done)
  }
  return counts.report()
}

async function survey(
  path: string,
  options: WordPressOptions,
): Promise<{ site: WordPressSite; library: MediaLibrary }> {
  const attachments: Attachment[] = []
  let site: WordPressSite | null = null
  for await (const piece of readItems(path)) {
    if (piece.kind === 'head') site = parseHead(piece.xml)
    else if (/<wp:post_type>\s*(?:<!\[CDATA\[)?\s*attachment/.test(piece.xml)) {
      const item = read(piece.xml, piece.line, new Counts())
      if (item !== null) attachments.push(toAttachment(item))
    }
  }
  if (site === null) throw new Refusal('invalid', 'The file is empty.')
  site.authors = new Map([...site.authors].map(([login, name]) => [login, plainText(name)]))
  return { site, library: new MediaLibrary(attachments, options.uploads) }
}

function read(xml: string, line: number, counts: Counts): WordPressItem | null {
  try {
    return parseItem(xml)
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    counts.refused(`item on line ${line}`, fault.message)
    return null
  }
}

async function importPost(ctx: Context, item: WordPressItem, run: Run, counts: Counts): Promise<void> {
  const { site, library } = run
  const origin = { source: 'wordpress', sourceRef: referenceOf(item, run) }
  const gallery = (ids: string[] | null) => {
    if (ids === null) return library.ofPost(item.id)
    const found = ids.flatMap((id) => library.byId(id) ?? [])
    counts.skipped('picture of a gallery', 'the export does not say which it is', ids.length - found.length)
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
  for (const { what, count } of content.leftOut) counts.skipped(what, 'an article cannot hold it', count)
  const typeset = typesetterFor(site.language)
  const body = typesetBody(await withPictures(ctx, content, library, counts), typeset)
  const headline = typeset(plainText(item.title)) || firstWords(toText(body))
  const topics = topicsOf(item, site)
  const isPublic = isForReaders(item)
  const saved = await saveArticle(
    ctx,
    {
      slug: await availableSlug(ctx, wantedSlug(item, headline), origin),
      headline: shortened(headline, 500),
      standfirst: shortened(typeset(plainText(item.excerpt)), 1000),
      body,
      ...(content.beforeMore != null && { previewBlocks: Math.min(content.beforeMore, 50) }),
      comments: item.commentsAreOpen ? 'open' : 'closed',
      state: isPublic ? 'published' : 'draft',
      ...(isPublic && { publishedAt: publishedAt(item, run.timeZone), updatedAt: modifiedAt(item) }),
      ...(await featuredPicture(ctx, item, run, counts)),
      authors: authorsOf(item, site),
      topics,
    },
    { ...origin, reason: 'Imported from WordPress', personId: null },
  )
  counts.came(`articles ${saved.result}`)
  await importComments(ctx, item.comments, { articleId: saved.id, origin, timeZone: run.timeZone }, counts)
  if (!isPublic) counts.came('articles that are drafts')
  else if ((publishedAt(item, run.timeZone) ?? ctx.now) > ctx.now)
    counts.came('articles that will appear on their date')
  if (plainText(item.title) === '') counts.came('articles called by their first words, having no title')
  if (body.content.length === 0) counts.came('articles without text')
  for (const { name } of authorsOf(item, site)) counts.cameOnce('authors', name)
  for (const { name } of topics) counts.cameOnce('topics, from categories and tags', name)
  if (!isPublic) return
  const addresses = oldAddressesOf(item, site)
  for (const address of addresses) await leadToArticle(ctx, address, saved.id)
  counts.came('old addresses that lead on', addresses.length)
  for (const { domain, nicename, slug } of topics) {
    if (slug !== undefined)
      await leadTo(ctx, `/${domain === 'category' ? 'category' : 'tag'}/${nicename}/`, `/topics/${slug}`)
  }
}

function referenceOf(item: WordPressItem, { site, seen }: Run): string {
  const byId = `${site.url}/?p=${item.id}`
  const reference = item.guid === '' || seen.has(item.guid) ? byId : item.guid
  seen.add(reference)
  return reference
}

function firstWords(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return 'Untitled'
  return words.length > 8 ? `${words.slice(0, 8).join(' ')}…` : words.join(' ')
}

async function withPictures(
  ctx: Context,
  content: ReadContent,
  library: MediaLibrary,
  counts: Counts,
): Promise<ReadContent['body']> {
  const placed = new Map<string, { pictureId: string; alt: string; caption: string; credit: string }>()
  for (const found of content.pictures) {
    const known = library.byUrl(found.src)
    const words = {
      alt: found.alt || (known?.alt ?? ''),
      caption: found.caption,
      credit: found.credit || (known?.credit ?? ''),
    }
    const pictureId = await takeIn(ctx, found.src, { ...words, caption: '' }, library, counts)
    if (pictureId !== null) placed.set(found.pictureId, { pictureId, ...words })
  }
  return placePictures(content.body, (attrs) => {
    const picture = placed.get(attrs.pictureId)
    // What this place of the text says of the picture comes before what is said of it elsewhere.
    return picture === undefined
      ? null
      : {
          pictureId: picture.pictureId,
          alt: attrs.alt || picture.alt,
          caption: attrs.caption,
          credit: attrs.credit || picture.credit,
        }
  })
}

async function featuredPicture(
  ctx: Context,
  item: WordPressItem,
  { library, site }: Run,
  counts: Counts,
): Promise<{ pictureId: string; pictureCaption: string; pictureCredit: string } | undefined> {
  const attachment = library.byId(item.meta.get('_thumbnail_id')?.trim() ?? '')
  if (attachment === undefined) return undefined
  const pictureId = await takeIn(ctx, attachment.url, attachment, library, counts)
  return pictureId === null
    ? undefined
    : {
        pictureId,
        pictureCaption: shortened(typesetterFor(site.language)(attachment.caption), 1000),
        pictureCredit: shortened(attachment.credit, 300),
      }
}

async function takeIn(
  ctx: Context,
  url: string,
  words: { alt: string; caption: string; credit: string },
  library: MediaLibrary,
  counts: Counts,
): Promise<string | null> {
  const path = await library.fileOf(url)
  if (path === undefined) {
    counts.skipped('picture', 'no file for it among the uploads')
    return null
  }
  try {
    const id = await ingestPicture(ctx, {
      from: { path },
      alt: words.alt,
      caption: words.caption,
      credit: words.credit,
    })
    counts.cameOnce('pictures', id)
    return id
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    counts.skipped('picture', fault.message)
    return null
  }
}
