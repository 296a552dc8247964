import { asc, eq, isNull } from 'drizzle-orm'
import { articles, topics } from '#db/schema/articles.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'

/**
 * Marks an article free of advertising, or takes the mark away. No part of its text, and so of no revision: an import
 * that knows nothing of it leaves it as it is.
 * @returns the tags of what changed, for whoever asked to see it at once
 * @throws Refusal when it is not there
 */
export function markArticleAdFree(
  ctx: Context,
  articleId: string,
  adFree: boolean,
  actorId: string,
): Promise<string[]> {
  return inTransaction(ctx, async (tx) => {
    const [before] = await tx.db
      .select({ slug: articles.slug, adFree: articles.adFree })
      .from(articles)
      .where(eq(articles.id, articleId))
      .for('update')
    if (before === undefined) throw new Refusal('not_found', 'That article is no longer here.')
    if (before.adFree === adFree) return []
    await tx.db.update(articles).set({ adFree }).where(eq(articles.id, articleId))
    await recordAudit(tx, {
      actorId,
      action: adFree ? 'marked an article free of advertising' : 'let advertising into an article again',
      subject: subjectOf('article', articleId),
      details: {},
    })
    const changed = [tags.article(articleId), tags.articleSlug(before.slug)]
    await announceChange(tx, changed)
    return changed
  })
}

/** Marks these topics free of advertising, and no others. @returns the tags of what changed */
export function markTopicsAdFree(ctx: Context, slugs: readonly string[], actorId: string): Promise<string[]> {
  return inTransaction(ctx, async (tx) => {
    const all = await tx.db
      .select({ id: topics.id, slug: topics.slug, adFree: topics.adFree })
      .from(topics)
      .orderBy(asc(topics.id))
      .for('update')
    const different = all.filter(({ slug, adFree }) => slugs.includes(slug) !== adFree)
    for (const { id, adFree } of different) {
      await tx.db.update(topics).set({ adFree: !adFree }).where(eq(topics.id, id))
      await recordAudit(tx, {
        actorId,
        action: adFree ? 'let advertising into a topic again' : 'marked a topic free of advertising',
        subject: subjectOf('topic', id),
        details: {},
      })
    }
    if (different.length === 0) return []
    await announceChange(tx, [tags.ads])
    return [tags.ads]
  })
}

/** Every topic, whether or not anything is published on it, by name. */
export function topicsForAds(ctx: Context): Promise<{ slug: string; name: string; adFree: boolean }[]> {
  return ctx.db
    .select({ slug: topics.slug, name: topics.name, adFree: topics.adFree })
    .from(topics)
    .where(isNull(topics.mergedInto))
    .orderBy(asc(topics.name))
    .limit(2_000)
}

/** Slugs of the topics that are free of advertising. */
export async function adFreeTopics(ctx: Context): Promise<string[]> {
  const rows = await ctx.db
    .select({ slug: topics.slug })
    .from(topics)
    .where(eq(topics.adFree, true))
    .orderBy(asc(topics.slug))
  return rows.map(({ slug }) => slug)
}
