import { toText } from '#lib/articles/body/to-text.ts'
import { leadTo, type ArticleInput } from '#lib/articles/commands.ts'
import { slugify, slugSchema, type Access } from '#lib/articles/model.ts'
import { availableSlug } from '#lib/articles/slugs.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Given, Prepared, Written } from '#lib/importers/run/item.ts'
import { saveImported } from '#lib/importers/run/save.ts'
import { readGhostHtml } from './content.ts'
import type { GhostData, GhostPost } from './export-file.ts'
import { takeIn, withPictures } from './pictures.ts'

/** Rule: whoever Ghost asked to sign in reads some for nothing here; whoever it asked to pay supports the magazine. */
const accessOf: Record<string, Access> = {
  public: 'public',
  members: 'metered',
  paid: 'supporters',
  tiers: 'supporters',
}

const most = { headline: 500, words: 1000 }

/**
 * Reads a post, and takes in the pictures it shows.
 * @param folder where pictures are looked for
 * @throws Refusal when Ghost did not render it
 */
export async function preparePost(
  ctx: Context,
  post: GhostPost,
  data: GhostData,
  folder: string | undefined,
  given: Given,
): Promise<Prepared> {
  const { notes } = given
  if (post.html.trim() === '' && hasText(post))
    throw new Refusal('invalid', 'Ghost did not write its text as HTML: open it there, save it, and export again.')
  const content = readGhostHtml(post.html)
  for (const { what, count } of content.leftOut) notes.leftOut(what, 'an article cannot hold it', count)
  if (post.codeinjection_head !== '' || post.codeinjection_foot !== '')
    notes.leftOut('code injection', 'no code of others runs here')
  const body = await withPictures(ctx, content, folder, given)
  const meta = data.posts_meta.find(({ post_id: id }) => id === post.id)
  const caption = plain(meta?.feature_image_caption ?? '')
  const pictureId =
    post.feature_image === ''
      ? null
      : await takeIn(
          ctx,
          post.feature_image,
          { alt: meta?.feature_image_alt ?? '', caption, credit: '' },
          folder,
          given,
        )
  const isForReaders = post.status === 'published' || post.status === 'scheduled'
  if (post.status === 'sent') notes.note('was only sent by mail: it comes as a draft')
  if (post.visibility === 'tiers') notes.note('was for some tiers only: it comes for supporters')
  const article: Omit<ArticleInput, 'slug'> = {
    headline: post.title.trim().slice(0, most.headline) || 'Untitled',
    standfirst: post.custom_excerpt.trim().slice(0, most.words),
    body,
    access: accessOf[post.visibility] ?? 'supporters',
    ...(content.beforePaywall !== undefined && { previewBlocks: content.beforePaywall }),
    state: isForReaders ? 'published' : 'draft',
    ...(isForReaders && { publishedAt: instant(post.published_at), updatedAt: instant(post.updated_at) }),
    pictureId,
    pictureCaption: pictureId === null ? '' : caption.slice(0, most.words),
    authors: authorsOf(post, data),
    topics: topicsOf(post, data, given),
  }
  return { write: (tx, writing) => writePost(tx, post, article, writing) }
}

async function writePost(
  tx: Context,
  post: GhostPost,
  article: Omit<ArticleInput, 'slug'>,
  writing: Parameters<Prepared['write']>[1],
): Promise<Written> {
  const origin = { source: 'ghost', sourceRef: post.id, reason: 'Imported from Ghost' }
  const wanted = slugSchema.safeParse(post.slug).data ?? (slugify(post.slug) || slugify(article.headline) || 'untitled')
  const saved = await saveImported(tx, { ...article, slug: await availableSlug(tx, wanted, origin) }, origin, writing)
  const address = `/articles/${saved.slug}`
  for (const { name } of article.authors ?? []) writing.notes.cameOnce('authors', name)
  for (const { name } of article.topics ?? []) writing.notes.cameOnce('topics, from tags', name)
  if (article.state === 'draft') writing.notes.came('articles that are drafts')
  else
    await leadTo(tx, [
      ...(post.slug === '' ? [] : [{ from: `/${post.slug}/`, to: address }]),
      ...(article.topics ?? []).flatMap(({ slug }) => (slug ? [{ from: `/tag/${slug}/`, to: `/topics/${slug}` }] : [])),
      ...(article.authors ?? []).flatMap(({ slug }) =>
        slug ? [{ from: `/author/${slug}/`, to: `/authors/${slug}` }] : [],
      ),
    ])
  return { result: saved.result, articleId: saved.id, address }
}

/** Only whether there is any: Ghost's own notations are read by Ghost. */
function hasText({ lexical, mobiledoc }: GhostPost): boolean {
  return /"text":"[^"]/.test(lexical) || /\[\s*0\s*,\s*\[\]\s*,\s*0\s*,\s*"[^"]/.test(mobiledoc)
}

function authorsOf(post: GhostPost, data: GhostData): NonNullable<ArticleInput['authors']> {
  return linked(data.posts_authors, post).flatMap(({ author_id: id }) => {
    const user = data.users.find((one) => one.id === id)
    return user ? [{ name: user.name, ...slugged(user.slug), ...(user.bio && { biography: user.bio }) }] : []
  })
}

/** The primary tag is the first, as it is here. Tags that begin with # are Ghost's internal ones, which readers never saw. */
function topicsOf(post: GhostPost, data: GhostData, { notes }: Given): NonNullable<ArticleInput['topics']> {
  return linked(data.posts_tags, post).flatMap(({ tag_id: id }) => {
    const tag = data.tags.find((one) => one.id === id)
    if (tag === undefined) return []
    if (tag.visibility === 'internal' || tag.name.startsWith('#')) {
      notes.leftOut('internal tag', 'readers never saw it')
      return []
    }
    return [{ name: tag.name, ...slugged(tag.slug), ...(tag.description && { description: tag.description }) }]
  })
}

function linked<Link extends { post_id: string; sort_order?: number | null | undefined }>(
  links: Link[],
  post: GhostPost,
): Link[] {
  return links
    .filter(({ post_id: id }) => id === post.id)
    .toSorted((one, other) => (one.sort_order ?? 0) - (other.sort_order ?? 0))
}

function slugged(slug: string): { slug?: string } {
  const known = slugSchema.safeParse(slug)
  return known.success ? { slug: known.data } : {}
}

function instant(text: string): Date | undefined {
  const at = new Date(text.includes('T') ? text : `${text.replace(' ', 'T')}Z`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** A caption may hold links and emphasis. */
function plain(html: string): string {
  return toText(readGhostHtml(html).body).replace(/\s+/g, ' ').trim()
}
