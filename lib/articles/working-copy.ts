import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { z } from 'zod'
import { workingCopies } from '#db/schema/articles.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { revisionOf } from './access.ts'
import { contentSchema, lockContent, type Content } from './internal/content.ts'
import { tagsOf, writeArticle } from './internal/write.ts'

/** What of an article is written: all but how it stands (its state and date, who may read it, who may comment). */
export const writtenSchema = contentSchema.omit({ state: true, publishedAt: true, access: true, comments: true })
export type Written = z.infer<typeof writtenSchema>

/** An article as somebody works on it. */
export interface WorkingCopy {
  written: Written
  /** Names this state of it, to whoever saves next; null while it is as the article is. */
  stamp: string | null
  /** The article's revision it was made from. */
  baseRevision: number
  /** The article's latest; greater than `baseRevision` when the article was changed beside it, by a correction say. */
  revision: number
  /** Null while it is as the article is, or when whoever saved it is gone. */
  personId: string | null
  savedAt: Date | null
}

/** An article as it is being worked on; null when there is none of this id. Locks it until the transaction ends. */
export async function workingCopyOf(ctx: Context, articleId: string): Promise<WorkingCopy | null> {
  const content = await lockContent(ctx, articleId)
  return content === null ? null : workingCopy(ctx, articleId, content)
}

async function workingCopy(ctx: Context, articleId: string, content: Content): Promise<WorkingCopy> {
  const revision = await revisionOf(ctx, articleId)
  const [row] = await ctx.db.select().from(workingCopies).where(eq(workingCopies.articleId, articleId))
  if (row === undefined)
    return {
      written: writtenSchema.parse(content),
      stamp: null,
      baseRevision: revision,
      revision,
      personId: null,
      savedAt: null,
    }
  const { stamp, baseRevision, personId, savedAt } = row
  return { written: writtenSchema.parse(row.content), stamp, baseRevision, revision, personId, savedAt }
}

export interface Saving {
  articleId: string
  written: Written
  /** The working copy that whoever saves was looking at. */
  stamp: string | null
  baseRevision: number
  personId: string
}

export type SavingOutcome =
  | { state: 'saved'; stamp: string; savedAt: Date }
  /** Somebody else saved meanwhile, or the article was changed: nothing was written. What it is now: */
  | { state: 'overtaken'; copy: WorkingCopy }

/** Keeps what was written; readers see nothing of it. @throws Refusal (not_found) when the article is not there */
export function saveWorkingCopy(ctx: Context, saving: Saving): Promise<SavingOutcome> {
  const { articleId, written, personId, baseRevision } = saving
  return inTransaction(ctx, async (tx): Promise<SavingOutcome> => {
    const copy = await workingCopyOf(tx, articleId)
    if (copy === null) throw new Refusal('not_found', 'That article is no longer here.')
    if (copy.stamp !== saving.stamp || copy.baseRevision !== baseRevision) return { state: 'overtaken', copy }
    const stamp = v7({ msecs: tx.now.getTime() })
    const row = { content: writtenSchema.parse(written), stamp, personId, savedAt: tx.now }
    await tx.db
      .insert(workingCopies)
      .values({ articleId, baseRevision, ...row })
      .onConflictDoUpdate({ target: workingCopies.articleId, set: row })
    return { state: 'saved', stamp, savedAt: tx.now }
  })
}

/**
 * Makes the working copy the article's next revision: what readers see from now on, if they see the article. Without a
 * working copy nothing happens. Runs in the caller's transaction.
 * @returns the cache tags of what shows it
 * @throws Refusal: not_found; conflict when the article was changed since the copy was made, or its address is taken
 */
export async function commitWorkingCopy(
  tx: Context,
  { articleId, personId, reason }: { articleId: string; personId: string; reason: string },
): Promise<string[]> {
  const before = await lockContent(tx, articleId)
  if (before === null) throw new Refusal('not_found', 'That article is no longer here.')
  const copy = await workingCopy(tx, articleId, before)
  if (copy.stamp === null) return []
  if (copy.baseRevision !== copy.revision)
    throw new Refusal('conflict', 'The article was changed while you worked on it. Look at both before you save.')
  const after: Content = { ...before, ...copy.written }
  await tx.db.delete(workingCopies).where(eq(workingCopies.articleId, articleId))
  await writeArticle(tx, {
    articleId,
    before,
    after,
    updatedAt: tx.now,
    origin: null,
    reason,
    personId,
    changed: [],
  })
  return tagsOf(articleId, after)
}

/** Throws what was written and not saved away; the article stays as it is. */
export async function discardWorkingCopy(ctx: Context, articleId: string): Promise<void> {
  await ctx.db.delete(workingCopies).where(eq(workingCopies.articleId, articleId))
}
