import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { articleRevisions, articles, workingCopies } from '#db/schema/articles.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { revisionOf } from './access.ts'
import type { Content } from './internal/content-schema.ts'
import { lockContent } from './internal/content.ts'
import { trueWritten } from './internal/true-written.ts'
import { tagsOf, writeArticle } from './internal/write.ts'
import { isForReaders } from './model.ts'
import { setAside } from './set-aside.ts'
import { writtenSchema, type Written } from './written.ts'

/** An article as somebody works on it. */
export interface WorkingCopy {
  written: Written
  /** What is written in the article itself: what readers see, if they see it. */
  article: Written
  /** Names this state of it, to whoever saves next; null while it is as the article is. */
  stamp: string | null
  /** The article's revision it was made from. */
  baseRevision: number
  /** The article's latest; greater than `baseRevision` when the article was changed beside it, by a correction say. */
  revision: number
  /** Null while it is as the article is, or when whoever saved it is gone. */
  personId: string | null
  savedAt: Date | null
  /** What the article was when the copy was made, where it was changed beside it. */
  movedFrom: Written | null
}

/**
 * An article as it is being worked on; null when there is none of this id. Locked while it is read, so that all of it is of
 * one moment, and in a transaction of the caller's until that ends.
 */
export function workingCopyOf(ctx: Context, articleId: string): Promise<WorkingCopy | null> {
  return inTransaction(ctx, async (tx) => {
    const content = await lockContent(tx, articleId)
    return content === null ? null : workingCopy(tx, articleId, content)
  })
}

async function workingCopy(ctx: Context, articleId: string, content: Content): Promise<WorkingCopy> {
  const revision = await revisionOf(ctx, articleId)
  const [row] = await ctx.db.select().from(workingCopies).where(eq(workingCopies.articleId, articleId))
  const asItIs = writtenSchema.parse(content)
  if (row === undefined)
    return {
      written: asItIs,
      article: asItIs,
      stamp: null,
      baseRevision: revision,
      revision,
      personId: null,
      savedAt: null,
      movedFrom: null,
    }
  const { stamp, baseRevision, personId, savedAt } = row
  const movedFrom = baseRevision === revision ? null : await writtenAtRevision(ctx, articleId, baseRevision)
  return {
    written: writtenSchema.parse(row.content),
    article: asItIs,
    stamp,
    baseRevision,
    revision,
    personId,
    savedAt,
    movedFrom,
  }
}

/** Which working copy and which revision an article has now: whoever has seen others has not seen what is written. */
export async function placeOfWriting(
  ctx: Context,
  articleId: string,
): Promise<{ stamp: string | null; revision: number }> {
  const [row] = await ctx.db
    .select({ stamp: workingCopies.stamp })
    .from(workingCopies)
    .where(eq(workingCopies.articleId, articleId))
  return { stamp: row?.stamp ?? null, revision: await revisionOf(ctx, articleId) }
}

/** What was written in an article at one of its revisions; null when there is none of this number. */
export async function writtenAtRevision(ctx: Context, articleId: string, number: number): Promise<Written | null> {
  const [row] = await ctx.db
    .select({ content: articleRevisions.content })
    .from(articleRevisions)
    .where(and(eq(articleRevisions.articleId, articleId), eq(articleRevisions.number, number)))
  return row === undefined ? null : writtenSchema.parse(row.content)
}

export interface Saving {
  articleId: string
  written: Written
  /** The working copy that whoever saves was looking at. */
  stamp: string | null
  /** Stamps of their own earlier savings to which they had no answer: the line broke, and they may have come here or not. */
  unanswered?: readonly string[]
  /** The name of what is saved now, made up by whoever saves; so that they know it again when the answer is lost. */
  as?: string
  /** The article's revision that what is written takes into account. */
  baseRevision: number
  /** What two had written was put together by hand: this is what whoever saves had, which is kept where it differs. */
  settles?: Written | undefined
  personId: string
}

export type SavingOutcome =
  | { state: 'saved'; stamp: string; savedAt: Date; baseRevision: number; copy: WorkingCopy }
  /** Somebody else saved meanwhile, or the article was changed: nothing was written. What it is now: */
  | { state: 'overtaken'; copy: WorkingCopy }

/**
 * Keeps what was written; readers see nothing of it. What another person had written and not saved into an article that
 * readers do not see becomes a revision of that person first, so that its history says who wrote what.
 * @throws Refusal (not_found) when the article is not there
 */
export function saveWorkingCopy(ctx: Context, saving: Saving): Promise<SavingOutcome> {
  const { articleId, personId } = saving
  return inTransaction(ctx, async (tx): Promise<SavingOutcome> => {
    const content = await lockContent(tx, articleId)
    if (content === null) throw new Refusal('not_found', 'That article is no longer here.')
    const copy = await workingCopy(tx, articleId, content)
    if (!isOf(copy, saving)) return { state: 'overtaken', copy }
    const written = await trueWritten(tx, writtenSchema.parse(saving.written))
    const isOthers = copy.personId !== null && copy.personId !== personId
    if (saving.settles !== undefined) await keepWhatWasNotChosen(tx, copy, saving.settles, written, saving)
    let { baseRevision } = saving
    if (isOthers && !isForReaders(content.state) && copy.baseRevision === copy.revision) {
      await keepOthers(tx, articleId, copy)
      baseRevision = await revisionOf(tx, articleId)
    }
    const stamp = saving.as ?? v7({ msecs: tx.now.getTime() })
    await write(tx, { articleId, baseRevision, written, stamp, personId })
    const now = await workingCopy(tx, articleId, (await lockContent(tx, articleId)) ?? content)
    return { state: 'saved', stamp, savedAt: tx.now, baseRevision, copy: now }
  })
}

/** What cannot be a revision yet, for its address is taken or a picture lacks its facts, is set aside: it holds nobody up. */
async function keepOthers(tx: Context, articleId: string, copy: WorkingCopy): Promise<void> {
  const { personId, written } = copy
  if (personId === null) return
  try {
    await inTransaction(tx, (part) => commitWorkingCopy(part, { articleId, personId, reason: 'Written' }))
  } catch (reason) {
    if (!(reason instanceof Refusal)) throw reason
    await setAside(tx, { articleId, written, reason: 'Written', personId })
  }
}

/** Whether what is to be saved was made from the copy as it is, or only goes on from a saving of its own. */
function isOf(copy: WorkingCopy, { stamp, unanswered = [], baseRevision }: Saving): boolean {
  if (copy.stamp === null) return stamp === null && baseRevision === copy.revision
  const isSeen = copy.stamp === stamp || unanswered.includes(copy.stamp)
  return isSeen && baseRevision >= Math.min(copy.baseRevision, copy.revision) && baseRevision <= copy.revision
}

async function keepWhatWasNotChosen(
  tx: Context,
  copy: WorkingCopy,
  mine: Written,
  chosen: Written,
  { articleId, personId }: Saving,
): Promise<void> {
  const reason = 'Not chosen where two had written'
  for (const [written, whose] of [
    [copy.written, copy.personId],
    [await trueWritten(tx, mine), personId],
  ] as const)
    if (!isDeepStrictEqual(written, chosen)) await setAside(tx, { articleId, written, reason, personId: whose })
}

async function write(
  tx: Context,
  row: { articleId: string; baseRevision: number; written: Written; stamp: string; personId: string },
): Promise<void> {
  const { articleId, written, ...named } = row
  const set = { ...named, content: written, savedAt: tx.now }
  await tx.db
    .insert(workingCopies)
    .values({ articleId, ...set })
    .onConflictDoUpdate({ target: workingCopies.articleId, set })
}

export interface Committing {
  articleId: string
  personId: string
  /** Why, for the history of the article. */
  reason: string
  /** Readers are not told that it was updated: the date of its last change stays. */
  keepsDate?: boolean
}

/**
 * Makes the working copy the article's next revision: what readers see from now on, if they see the article. Without a
 * working copy, or where nothing in it differs, nothing happens. Runs in the caller's transaction.
 * @returns the cache tags of what shows it
 * @throws Refusal: not_found; conflict when the article was changed since the copy was made, or its address is taken;
 * invalid when readers would see an article without a headline
 */
export async function commitWorkingCopy(tx: Context, committing: Committing): Promise<string[]> {
  const { articleId, personId, reason, keepsDate = false } = committing
  const before = await lockContent(tx, articleId)
  if (before === null) throw new Refusal('not_found', 'That article is no longer here.')
  const copy = await workingCopy(tx, articleId, before)
  if (copy.stamp === null) return []
  if (copy.baseRevision !== copy.revision)
    throw new Refusal('conflict', 'The article was changed while you worked on it. Look at both before you save.')
  const after: Content = { ...before, ...(await trueWritten(tx, copy.written)) }
  if (isForReaders(after.state) && after.headline.trim() === '') throw fieldRefusal('headline', 'Write a headline.')
  await tx.db.delete(workingCopies).where(eq(workingCopies.articleId, articleId))
  if (isDeepStrictEqual(before, after)) return []
  const [row] = await tx.db.select({ updatedAt: articles.updatedAt }).from(articles).where(eq(articles.id, articleId))
  await writeArticle(tx, {
    articleId,
    before,
    after,
    updatedAt: keepsDate && row ? row.updatedAt : tx.now,
    origin: null,
    reason,
    personId,
    changed: [],
  })
  await recordAudit(tx, {
    actorId: personId,
    action: isForReaders(before.state) ? `updated a ${before.state} article` : 'saved an article',
    subject: subjectOf('article', articleId),
    details: { revision: copy.revision + 1, ...(keepsDate && { 'readers told': false }) },
  })
  return tagsOf(articleId, after)
}

/** Throws what was written and not saved away, for which it can be taken back for some weeks; the article stays as it is. */
export async function discardWorkingCopy(ctx: Context, articleId: string, personId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const copy = await workingCopyOf(tx, articleId)
    if (copy === null || copy.stamp === null) return
    await setAside(tx, { articleId, written: copy.written, reason: 'Discarded', personId: copy.personId })
    await tx.db.delete(workingCopies).where(eq(workingCopies.articleId, articleId))
    await recordAudit(tx, {
      actorId: personId,
      action: 'discarded what was not saved of an article',
      subject: subjectOf('article', articleId),
      details: {},
    })
  })
}

/**
 * Puts something written earlier into the working copy; what stood there is set aside. Readers see nothing of it.
 * @param what for the record: revision 4
 * @throws Refusal (not_found) when the article is not there
 */
export function restoreIntoWorkingCopy(
  ctx: Context,
  { articleId, written, personId, what }: { articleId: string; written: Written; personId: string; what: string },
): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const copy = await workingCopyOf(tx, articleId)
    if (copy === null) throw new Refusal('not_found', 'That article is no longer here.')
    if (copy.stamp !== null)
      await setAside(tx, {
        articleId,
        written: copy.written,
        reason: `Replaced by ${what}`,
        personId: copy.personId,
      })
    const stamp = v7({ msecs: tx.now.getTime() })
    // An address that was left behind leads to the present one: going back would make it lead to itself.
    const put = { ...(await trueWritten(tx, written)), slug: copy.written.slug }
    await write(tx, { articleId, baseRevision: copy.revision, written: put, stamp, personId })
    await recordAudit(tx, {
      actorId: personId,
      action: 'put an earlier version back to work on',
      subject: subjectOf('article', articleId),
      details: { version: what },
    })
  })
}
