import { toText } from '#lib/articles/body/to-text.ts'
import { leadTo, type ArticleInput } from '#lib/articles/commands.ts'
import { slugify, slugSchema } from '#lib/articles/model.ts'
import { availableSlug } from '#lib/articles/slugs.ts'
import type { Context } from '#lib/context.ts'
import type { Given, Prepared, Written } from '#lib/importers/run/item.ts'
import type { Notes } from '#lib/importers/run/report.ts'
import { saveImported } from '#lib/importers/run/save.ts'
import { accessOf } from './access.ts'
import { importComments, type Writers } from './comments.ts'
import { readGhostHtml, readGhostPost } from './content.ts'
import type { GhostPost } from './export-file.ts'
import { headlinesOf } from './headlines.ts'
import { instantOf } from './instant.ts'
import { takeIn, withPictures, type Portraits } from './pictures.ts'
import { isInternal, isPage, type About } from './site.ts'

/** What all posts of an import have in common. */
export interface Reading {
  /** Where pictures are looked for. */
  folder: string | undefined
  pages: 'drafts' | 'articles' | 'none'
  writers: Writers
  portraits: Portraits
}

/**
 * Reads a post, and takes in the pictures it shows.
 * @throws Refusal when it cannot be read
 */
export async function preparePost(
  ctx: Context,
  post: GhostPost,
  about: About,
  reading: Reading,
  given: Given,
): Promise<Prepared> {
  const { notes } = given
  const { access, readers, note } = accessOf(post.visibility, about.tiers)
  const content = readGhostPost(post, readers)
  for (const { what, count } of content.leftOut) notes.leftOut(what, 'an article cannot hold it', count)
  notes.leftOut('part for some readers only', 'others would see it here', content.gated)
  if (note !== null) notes.note(note)
  const isForReaders = isSeen(post, reading)
  tellOf(post, about, isForReaders, notes)
  const body = await withPictures(ctx, content, reading.folder, given)
  const article: Omit<ArticleInput, 'slug'> = {
    ...headlinesOf(post, about.meta, notes),
    body,
    access,
    ...(content.beforePaywall !== undefined && { previewBlocks: content.beforePaywall }),
    ...(isPage(post) && { comments: 'closed' }),
    state: isForReaders ? 'published' : 'draft',
    ...(isForReaders && { publishedAt: instantOf(post.published_at), updatedAt: instantOf(post.updated_at) }),
    ...(await featured(ctx, post, about, reading, given)),
    // About and Contact have no byline here.
    authors: isPage(post) ? [] : await authorsOf(ctx, about, reading, given),
    topics: topicsOf(about, notes),
  }
  return { write: (tx, writing) => writePost(tx, { post, about, article, writers: reading.writers }, writing) }
}

/** Whether readers could see it there, or will at its hour. */
function isSeen(post: GhostPost, { pages }: Reading): boolean {
  return (post.status === 'published' || post.status === 'scheduled') && (!isPage(post) || pages === 'articles')
}

/** Says what comes otherwise than it was there. */
function tellOf(post: GhostPost, { meta }: About, isForReaders: boolean, notes: Notes): void {
  if (post.html.trim() === '' && (post.lexical.trim() !== '' || post.mobiledoc.trim() !== ''))
    notes.came('articles read from Ghost’s own notation, having no HTML')
  if (post.codeinjection_head !== '' || post.codeinjection_foot !== '')
    notes.leftOut('code injection', 'no code of others runs here')
  if (post.status === 'sent') notes.note('was only sent by mail: it comes as a draft')
  else if (isPage(post) && !isForReaders && post.status === 'published')
    notes.note('a draft here: it was a page there; published, its old address leads to it')
  if (post.canonical_url !== '' && !post.canonical_url.startsWith('__GHOST_URL__'))
    notes.note(`named ${post.canonical_url.slice(0, 300)} as the place it is from: here it stands for itself`)
  const others = new Set([meta.og_image, meta.twitter_image].filter((image) => image !== ''))
  others.delete(post.feature_image)
  notes.leftOut('picture for networks', 'the article’s own serves', others.size)
}

async function featured(
  ctx: Context,
  post: GhostPost,
  { meta }: About,
  { folder }: Reading,
  given: Given,
): Promise<Pick<ArticleInput, 'pictureId' | 'pictureCaption'>> {
  const caption = toText(readGhostHtml(meta.feature_image_caption).body).replace(/\s+/g, ' ').trim()
  const words = { alt: meta.feature_image_alt, caption, credit: '' }
  const pictureId = post.feature_image === '' ? null : await takeIn(ctx, post.feature_image, words, folder, given)
  return { pictureId, pictureCaption: pictureId === null ? '' : caption.slice(0, 1000) }
}

interface Writable {
  post: GhostPost
  about: About
  article: Omit<ArticleInput, 'slug'>
  writers: Writers
}

async function writePost(
  tx: Context,
  { post, about, article, writers }: Writable,
  writing: Parameters<Prepared['write']>[1],
): Promise<Written> {
  const { notes } = writing
  const origin = { source: 'ghost', sourceRef: post.id, reason: 'Imported from Ghost' }
  const wanted = slugSchema.safeParse(post.slug).data ?? (slugify(post.slug) || slugify(article.headline) || 'untitled')
  const saved = await saveImported(tx, { ...article, slug: await availableSlug(tx, wanted, origin) }, origin, writing)
  const address = `/articles/${saved.slug}`
  await importComments(tx, about.comments, { articleId: saved.id, origin, writers }, notes)
  for (const { name } of article.authors ?? []) notes.cameOnce('authors', name)
  for (const { name } of article.topics ?? []) notes.cameOnce('topics, from tags', name)
  if (article.state === 'draft') notes.came('articles that are drafts')
  // What was never to be seen has no address that anybody knows.
  if (post.status === 'published' || post.status === 'scheduled') {
    const old = oldAddresses(post)
    await leadTo(
      tx,
      old.map((from) => ({ from, to: address })),
    )
    notes.came('old addresses that lead on', old.length)
  }
  return { result: saved.result, articleId: saved.id, address }
}

/** Of a post, of what telephones were given, and of the preview that Ghost has for each. */
function oldAddresses({ slug, uuid }: GhostPost): string[] {
  return [...(slug === '' ? [] : [`/${slug}/`, `/${slug}/amp/`]), ...(uuid === '' ? [] : [`/p/${uuid}/`])]
}

async function authorsOf(
  ctx: Context,
  { authors }: About,
  { portraits }: Reading,
  given: Given,
): Promise<NonNullable<ArticleInput['authors']>> {
  const credited: NonNullable<ArticleInput['authors']> = []
  for (const user of authors) {
    const pictureId = await portraits.of(ctx, user, given)
    credited.push({
      name: user.name,
      ...slugged(user.slug),
      ...(user.bio && { biography: user.bio }),
      ...(pictureId !== null && { pictureId }),
    })
  }
  return credited
}

/** The primary tag is the first, as it is here. */
function topicsOf({ tags }: About, notes: Notes): NonNullable<ArticleInput['topics']> {
  const internal = tags.filter(isInternal)
  notes.leftOut('internal tag', 'readers never saw it', internal.length)
  return tags
    .filter((tag) => !isInternal(tag))
    .map((tag) => ({
      name: tag.name,
      ...slugged(tag.slug),
      ...(tag.description && { description: tag.description }),
    }))
}

function slugged(slug: string): { slug?: string } {
  const known = slugSchema.safeParse(slug)
  return known.success ? { slug: known.data } : {}
}
