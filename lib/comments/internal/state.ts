import { eq, sql } from 'drizzle-orm'
import { commentCounts, comments } from '#db/schema/comments.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import type { Context } from '#lib/context.ts'
import type { CommentState } from '../model.ts'
import { tellOfCommentJob } from '../notices/tell-job.ts'

/** A comment whose row is locked for the rest of the transaction. */
export interface LockedComment {
  id: string
  articleId: string
  personId: string | null
  attachedTo: string | null
  text: string
  state: CommentState
  replies: number
  revision: number
  createdAt: Date
}

/**
 * Locks a comment until the transaction ends, so that two who change it come one after the other.
 * @returns undefined when there is none
 */
export async function lockComment(tx: Context, id: string): Promise<LockedComment | undefined> {
  const [row] = await tx.db
    .select({
      id: comments.id,
      articleId: comments.articleId,
      personId: comments.personId,
      attachedTo: comments.attachedTo,
      text: comments.text,
      state: comments.state,
      replies: comments.replies,
      revision: comments.revision,
      createdAt: comments.createdAt,
    })
    .from(comments)
    .where(eq(comments.id, id))
    .for('no key update')
  return row
}

/**
 * Gives a locked comment another state, with all that is counted by it: how many are published and held under the
 * article, and how many are shown under the comment it is attached to. The only place where a state is changed.
 */
export async function changeState(tx: Context, comment: LockedComment, to: CommentState): Promise<void> {
  if (comment.state === to) return
  await tx.db.update(comments).set({ state: to, stateAt: tx.now }).where(eq(comments.id, comment.id))
  await showUnder(tx, comment.attachedTo, isShown(comment.state, comment.replies), isShown(to, comment.replies))
  await count(tx, comment.articleId, comment.state, -1)
  await count(tx, comment.articleId, to, 1)
  await announceChange(tx, [tags.comments(comment.articleId)])
  if (to === 'published') await tx.queue.send(tx.db, tellOfCommentJob, { commentId: comment.id })
}

/** Counts a comment that has just been written, or has come from elsewhere. Nobody is told of it. */
export async function countNew(
  tx: Context,
  comment: { articleId: string; attachedTo: string | null; state: CommentState },
): Promise<void> {
  await showUnder(tx, comment.attachedTo, false, comment.state === 'published')
  await count(tx, comment.articleId, comment.state, 1)
  await announceChange(tx, [tags.comments(comment.articleId)])
}

function isShown(state: CommentState, replies: number): boolean {
  return state === 'published' || replies > 0
}

/** Comes after every comment's own row: whoever changes several rows takes them upwards and this one last, so that no two wait for each other. */
async function count(tx: Context, articleId: string, state: CommentState, by: 1 | -1): Promise<void> {
  if (state !== 'published' && state !== 'held') return
  const first = { published: 0, held: 0, [state]: Math.max(by, 0) }
  await tx.db
    .insert(commentCounts)
    .values({ articleId, ...first })
    .onConflictDoUpdate({
      target: commentCounts.articleId,
      set:
        state === 'published'
          ? { published: sql`${commentCounts.published} + ${by}` }
          : { held: sql`${commentCounts.held} + ${by}` },
    })
}

/**
 * Adds to, or takes from, what is shown under a comment. A removed comment is shown only while something under it is,
 * so this may go on upwards.
 */
async function showUnder(tx: Context, id: string | null, was: boolean, is: boolean): Promise<void> {
  if (id === null || was === is) return
  const [above] = await tx.db
    .update(comments)
    .set({ replies: sql`${comments.replies} + ${is ? 1 : -1}` })
    .where(eq(comments.id, id))
    .returning({ state: comments.state, replies: comments.replies, attachedTo: comments.attachedTo })
  if (!above) return
  const { state, replies, attachedTo } = above
  await showUnder(tx, attachedTo, isShown(state, replies - (is ? 1 : -1)), isShown(state, replies))
}
