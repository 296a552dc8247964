import { eq } from 'drizzle-orm'
import { articleRevisions, articles } from '#db/schema/articles.ts'
import { cases } from '#db/schema/cases.ts'
import { licences } from '#db/schema/licences.ts'
import { moderationLog } from '#db/schema/moderation.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { wasEverPublished } from './workflow/history.ts'

/** What refers to an article and is never deleted. */
const recordsThatStay = [
  { words: 'The log of moderators', table: moderationLog },
  { words: 'A case', table: cases },
  { words: 'A licence', table: licences },
]

/**
 * Deletes an article that was thrown away, with its revisions, remarks and all that was written of it, for good. What readers
 * ever saw stays: it can be taken down, and its address keeps saying so. The log keeps what it was called.
 * @throws Refusal: not_found; conflict when it was not thrown away, or was once published, or something refers to it still
 */
export function deleteForGood(ctx: Context, articleId: string, personId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [article] = await tx.db
      .select({
        headline: articles.headline,
        thrownAwayAt: articles.thrownAwayAt,
        publishedAt: articles.publishedAt,
      })
      .from(articles)
      .where(eq(articles.id, articleId))
      .for('update')
    if (article === undefined) throw new Refusal('not_found', 'That article is no longer here.')
    if (article.thrownAwayAt === null)
      throw new Refusal('conflict', 'Only what was thrown away is deleted for good. Nothing was changed.')
    if (article.publishedAt !== null || (await wasEverPublished(tx, articleId)))
      throw new Refusal('conflict', 'What was once published is never deleted. Nothing was changed.')
    for (const { words, table } of recordsThatStay) {
      const [found] = await tx.db.select({ id: table.id }).from(table).where(eq(table.articleId, articleId)).limit(1)
      if (found) throw new Refusal('conflict', `${words} speaks of it, and that record stays. Nothing was changed.`)
    }
    await tx.db.delete(articleRevisions).where(eq(articleRevisions.articleId, articleId))
    await tx.db.delete(articles).where(eq(articles.id, articleId))
    await recordAudit(tx, {
      actorId: personId,
      action: 'deleted an article for good',
      subject: subjectOf('article', articleId),
      details: { headline: article.headline },
    })
  })
}
