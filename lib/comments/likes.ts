import { and, eq, sql } from 'drizzle-orm'
import { commentLikes, comments } from '#db/schema/comments.ts'
import { clearCacheJob } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { after, minute } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint, takePoint } from '#lib/limits/limit.ts'
import type { Person } from '#lib/people/model.ts'
import { admit } from './gate.ts'

const likesOfOnePerson = { name: 'comment-like', points: 120, seconds: 600 }

/** Pages that nobody is signed in to may show likes that are this old: many come at once, and each clears a page. */
const pagesLagMs = minute
const refreshOfOneArticle = { name: 'comment-likes-shown', points: 1, seconds: pagesLagMs / 1000 }

/**
 * Likes a comment of somebody else's. Liking it again does nothing.
 * @param person null for a visitor, who is refused
 * @returns how many like it now
 * @throws Refusal saying why not
 */
export async function likeComment(ctx: Context, person: Person | null, commentId: string): Promise<number> {
  const comment = await likeable(ctx, commentId)
  const admitted = await admit(ctx, person, { id: comment.articleId })
  if (comment.personId === admitted.person.id)
    throw new Refusal('conflict', 'This is your own comment: others may like it.')
  await requirePoint(ctx, likesOfOnePerson, admitted.person.id, 'You have liked very many comments at once.')
  return inTransaction(ctx, async (tx) => {
    const added = await tx.db
      .insert(commentLikes)
      .values({ commentId, personId: admitted.person.id, likedAt: tx.now })
      .onConflictDoNothing()
      .returning({ commentId: commentLikes.commentId })
    return countLikes(tx, commentId, comment.articleId, added.length)
  })
}

/** Takes a like back; one may always do that. @returns how many like it now */
export async function unlikeComment(ctx: Context, personId: string, commentId: string): Promise<number> {
  const comment = await likeable(ctx, commentId)
  return inTransaction(ctx, async (tx) => {
    const taken = await tx.db
      .delete(commentLikes)
      .where(and(eq(commentLikes.commentId, commentId), eq(commentLikes.personId, personId)))
      .returning({ commentId: commentLikes.commentId })
    return countLikes(tx, commentId, comment.articleId, -taken.length)
  })
}

async function likeable(ctx: Context, commentId: string): Promise<{ articleId: string; personId: string | null }> {
  const [comment] = await ctx.db
    .select({ articleId: comments.articleId, personId: comments.personId })
    .from(comments)
    .where(and(eq(comments.id, commentId), eq(comments.state, 'published')))
  if (!comment) throw new Refusal('not_found', 'That comment is no longer here.')
  return comment
}

async function countLikes(tx: Context, commentId: string, articleId: string, by: number): Promise<number> {
  const [row] = await tx.db
    .update(comments)
    .set({ likes: sql`${comments.likes} + ${by}` })
    .where(eq(comments.id, commentId))
    .returning({ likes: comments.likes })
  if (by !== 0 && (await takePoint(tx, refreshOfOneArticle, articleId)).allowed)
    await tx.queue.send(
      tx.db,
      clearCacheJob,
      { tags: [tags.comments(articleId)] },
      { startAfter: after(tx.now, pagesLagMs) },
    )
  return row?.likes ?? 0
}
