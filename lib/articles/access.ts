import { and, desc, eq } from 'drizzle-orm'
import { articleRevisions, articles } from '#db/schema/articles.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { blocksOf } from './body/rebuild.ts'
import { contentSchema, type Content } from './internal/content-schema.ts'
import { lockContent } from './internal/content.ts'
import { tagsOf, writeArticle } from './internal/write.ts'
import type { Access } from './model.ts'

export interface AccessChange {
  articleId: string
  access: Access
  /** The revision that whoever asks was looking at. */
  revision: number
  personId: string
}

export type AccessOutcome =
  | { state: 'saved'; changed: string[] }
  /** Somebody changed the article meanwhile: nothing was saved. What it is now: */
  | { state: 'overtaken'; revision: number; access: Access }

/**
 * Sets who may read an article; of its blocks, the last always stays behind the gate. What readers are told of its last
 * change stays as it was: the text is the same.
 * @returns on saving, the cache tags of what shows it
 * @throws Refusal when it is not there
 */
export function setAccess(ctx: Context, change: AccessChange): Promise<AccessOutcome> {
  const { articleId, access, personId } = change
  return inTransaction(ctx, async (tx): Promise<AccessOutcome> => {
    const before = await lockContent(tx, articleId)
    if (before === null) throw new Refusal('not_found', 'That article is no longer here.')
    const revision = await revisionOf(tx, articleId)
    if (revision !== change.revision && (await isOtherwise(tx, change, before)))
      return { state: 'overtaken', revision, access: before.access }
    const most = Math.max(0, blocksOf(before.body).length - 1)
    const after = { ...before, access, previewBlocks: Math.min(before.previewBlocks, most) }
    if (after.access === before.access && after.previewBlocks === before.previewBlocks)
      return { state: 'saved', changed: [] }
    const [row] = await tx.db.select({ updatedAt: articles.updatedAt }).from(articles).where(eq(articles.id, articleId))
    await writeArticle(tx, {
      articleId,
      before,
      after,
      updatedAt: row?.updatedAt ?? tx.now,
      origin: null,
      reason: 'Access changed',
      personId,
      changed: [],
    })
    await recordAudit(tx, {
      actorId: personId,
      action: 'changed who may read it',
      subject: subjectOf('article', articleId),
      details: {
        access: before.access === access ? access : `${before.access} to ${access}`,
        preview: `${before.previewBlocks} to ${after.previewBlocks} blocks`,
      },
    })
    return { state: 'saved', changed: tagsOf(articleId, after) }
  })
}

/** Whether what is asked for here was changed since the revision that whoever asks was looking at; another text is no matter. */
async function isOtherwise(tx: Context, { articleId, revision }: AccessChange, now: Content) {
  const [row] = await tx.db
    .select({ content: articleRevisions.content })
    .from(articleRevisions)
    .where(and(eq(articleRevisions.articleId, articleId), eq(articleRevisions.number, revision)))
  if (row === undefined) return true
  return contentSchema.parse(row.content).access !== now.access
}

/** The number of an article's latest revision; 0 when it has none. */
export async function revisionOf(ctx: Context, articleId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ number: articleRevisions.number })
    .from(articleRevisions)
    .where(eq(articleRevisions.articleId, articleId))
    .orderBy(desc(articleRevisions.number))
    .limit(1)
  return row?.number ?? 0
}
