import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, notExists, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import {
  commentDrafts,
  commentLikes,
  commentRevisions,
  comments,
  mutedPeople,
  threadFollows,
  threadVisits,
} from '#db/schema/comments.ts'
import { appeals, commentReports, sanctions } from '#db/schema/moderation.ts'
import { noticePreferences, notices } from '#db/schema/notices.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { defineJob } from '#lib/jobs/job.ts'
import { emailHash } from './email-hash.ts'

export const takeLikesBackJob = defineJob('comment-likes-back', z.object({ personId: z.uuid() }))

/**
 * Takes away what a person who leaves kept for themselves, and what they were told. Their comments stay, without a
 * name; what those said before they were changed does not.
 */
export async function forgetCommenter(
  tx: Context,
  { id: personId, email }: { id: string; email: string },
): Promise<void> {
  // Leaving ends no ban: whoever comes back with the same address is known again, as long as it would have lasted.
  await tx.db
    .update(sanctions)
    .set({ emailHash: emailHash(tx.config, email) })
    .where(and(eq(sanctions.personId, personId), isNull(sanctions.endedAt)))
  await tx.db.update(appeals).set({ text: '' }).where(eq(appeals.personId, personId))
  await tx.db
    .update(commentReports)
    // A legal report stays one, and must say something.
    .set({ explanation: sql`case when ${commentReports.reason} = 'legal' then ${leaversReport} else '' end` })
    .where(eq(commentReports.personId, personId))
  await tx.queue.send(tx.db, takeLikesBackJob, { personId })
  const own = tx.db.select({ id: comments.id }).from(comments).where(eq(comments.personId, personId))
  await tx.db.delete(commentRevisions).where(inArray(commentRevisions.commentId, own))
  await tx.db.delete(commentDrafts).where(eq(commentDrafts.personId, personId))
  await tx.db.delete(mutedPeople).where(eq(mutedPeople.personId, personId))
  await tx.db.delete(threadFollows).where(eq(threadFollows.personId, personId))
  await tx.db.delete(threadVisits).where(eq(threadVisits.personId, personId))
  await tx.db.delete(notices).where(eq(notices.personId, personId))
  await tx.db.delete(noticePreferences).where(eq(noticePreferences.personId, personId))
}

/** Stands where a leaver said what the law has against a comment. */
const leaversReport = 'Whoever reported this has left, and what they wrote with them.'

/** Likes taken back in one transaction. */
const likesAtOnce = 500

/**
 * Takes back everything a person has liked, a few hundred at a time: not while their row is locked, because whoever
 * decides on a comment needs both.
 */
export async function withdrawLikes(ctx: Context, personId: string): Promise<void> {
  for (;;) {
    const taken = await inTransaction(ctx, async (tx) => {
      // Upwards in a thread, as everybody who locks several comments takes them: answers are younger than what they answer.
      const liked = await tx.db
        .select({ id: comments.id })
        .from(comments)
        .innerJoin(commentLikes, eq(commentLikes.commentId, comments.id))
        .where(eq(commentLikes.personId, personId))
        .orderBy(desc(comments.id))
        .limit(likesAtOnce)
        .for('no key update', { of: comments })
      const ids = liked.map(({ id }) => id)
      if (ids.length === 0) return 0
      const gone = await tx.db
        .delete(commentLikes)
        .where(and(eq(commentLikes.personId, personId), inArray(commentLikes.commentId, ids)))
        .returning({ id: commentLikes.commentId })
      await tx.db
        .update(comments)
        .set({ likes: sql`${comments.likes} - 1` })
        .where(
          inArray(
            comments.id,
            gone.map(({ id }) => id),
          ),
        )
      return ids.length
    })
    if (taken < likesAtOnce) return
  }
}

/** Days a moderator can still see what somebody has removed themselves. */
const removedTextDays = 30

/** Comments that their writers removed, but for those that somebody has reported and nobody looked at. */
export function removedTexts(ctx: Context) {
  return and(
    eq(comments.state, 'deleted'),
    ne(comments.text, ''),
    lt(comments.stateAt, after(ctx.now, -removedTextDays * day)),
    notExists(
      ctx.db
        .select({ one: sql`1` })
        .from(commentReports)
        .where(and(eq(commentReports.commentId, comments.id), sql`${commentReports.decidedAt} is null`)),
    ),
  )
}

/** Erases their texts, and what they said before. @returns how many */
export async function eraseRemovedTexts(ctx: Context): Promise<number> {
  for (let all = 0; ;) {
    const erased = await inTransaction(ctx, async (tx) => {
      const due = await tx.db
        .select({ id: comments.id })
        .from(comments)
        .where(removedTexts(tx))
        .limit(500)
        .for('no key update', { skipLocked: true })
      const ids = due.map(({ id }) => id)
      if (ids.length === 0) return 0
      await tx.db.delete(commentRevisions).where(inArray(commentRevisions.commentId, ids))
      await tx.db.update(comments).set({ text: '' }).where(inArray(comments.id, ids))
      return ids.length
    })
    all += erased
    if (erased < 500) return all
  }
}

/** A measure that is over needs to know nobody again. */
export function overSanctions(ctx: Context) {
  return and(isNotNull(sanctions.emailHash), or(isNotNull(sanctions.endedAt), lt(sanctions.until, ctx.now)))
}

/** @returns of how many measures it was forgotten by which address they would be known again */
export async function forgetOverSanctions(ctx: Context): Promise<number> {
  const set = await ctx.db
    .update(sanctions)
    .set({ emailHash: null })
    .where(overSanctions(ctx))
    .returning({ id: sanctions.id })
  return set.length
}
