import { and, eq, inArray, isNull } from 'drizzle-orm'
import { commentReports, newcomerComments, takenComments } from '#db/schema/moderation.ts'
import type { Context } from '#lib/context.ts'
import { notify } from '../../notices/notify.ts'

/** Decides every report of a comment that waits, and tells those who made them. @returns their ids */
export async function settleReports(tx: Context, commentId: string, outcome: 'upheld' | 'declined'): Promise<string[]> {
  const settled = await tx.db
    .update(commentReports)
    .set({ decidedAt: tx.now, outcome })
    .where(and(eq(commentReports.commentId, commentId), isNull(commentReports.decidedAt)))
    .returning({ id: commentReports.id, personId: commentReports.personId })
  const text =
    outcome === 'upheld'
      ? 'A moderator agreed, and the comment is no longer shown. Thank you for telling us.'
      : 'A moderator has looked at it, and it stays: it keeps to the rules. Thank you for telling us.'
  for (const { id, personId } of settled)
    await notify(tx, { personId, kind: 'report', commentId, text, event: `report:${id}:${outcome}` })
  return settled.map(({ id }) => id)
}

/** Lets reports wait again. */
export async function reopenReports(tx: Context, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.db.update(commentReports).set({ decidedAt: null, outcome: null }).where(inArray(commentReports.id, ids))
}

/** A comment that was decided on waits for nobody. @returns whether it was among those of new commenters */
export async function takeOffQueues(tx: Context, commentId: string): Promise<boolean> {
  await tx.db.delete(takenComments).where(eq(takenComments.commentId, commentId))
  const gone = await tx.db
    .delete(newcomerComments)
    .where(eq(newcomerComments.commentId, commentId))
    .returning({ commentId: newcomerComments.commentId })
  return gone.length > 0
}
