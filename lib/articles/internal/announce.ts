import type { Context } from '#lib/context.ts'
import { announceEvent } from '#lib/webhooks/announce.ts'
import type { Content } from './content-schema.ts'

/**
 * Tells whoever listens what a change means to readers: an article appears, changes, or is taken down. Drafts and what
 * is scheduled are nobody's business.
 */
export async function announceArticle(
  ctx: Context,
  id: string,
  { before, after, updatedAt }: { before: Content | null; after: Content; updatedAt: Date },
): Promise<void> {
  const { publicUrl } = ctx.config
  const [was, is] = [before?.state === 'published', after.state === 'published']
  if (was && !is) {
    const slug = before?.slug ?? after.slug
    return announceEvent(ctx, { type: 'article.unpublished', data: { id, slug, url: `${publicUrl}/articles/${slug}` } })
  }
  if (!is) return
  const { slug, headline, standfirst, access } = after
  const credit = ({ name, slug: own }: { name: string; slug: string }) => ({ name, slug: own })
  await announceEvent(ctx, {
    type: was ? 'article.updated' : 'article.published',
    data: {
      id,
      slug,
      url: `${publicUrl}/articles/${slug}`,
      headline,
      standfirst,
      authors: after.authors.map(credit),
      topics: after.topics.map(credit),
      access,
      publishedAt: after.publishedAt ?? ctx.now.toISOString(),
      updatedAt: updatedAt.toISOString(),
    },
  })
}
