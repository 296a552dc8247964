import { and, eq, sql } from 'drizzle-orm'
import { comments } from '#db/schema/comments.ts'
import { commentFindings, newcomerComments } from '#db/schema/moderation.ts'
import type { Context } from '#lib/context.ts'
import { record } from './internal/log.ts'
import type { Finding } from './phase.ts'

/** Somebody is new until so many of their comments have been published. */
const newFor = 3

/**
 * Keeps what the automatic phases had against one text of a comment, with the text itself; and puts the comment of
 * somebody new where moderators find it.
 */
export async function keepFindings(
  tx: Context,
  { commentId, revision, findings }: { commentId: string; revision: number; findings: Finding[] },
): Promise<void> {
  if (revision === 1) await noteNewcomer(tx, commentId)
  if (findings.length === 0) return
  await tx.db
    .insert(commentFindings)
    .values(findings.map((finding) => ({ commentId, revision, ...finding, foundAt: tx.now })))
  const [comment] = await tx.db.select({ personId: comments.personId }).from(comments).where(eq(comments.id, commentId))
  await record(tx, {
    action: findings.some(({ verdict }) => verdict === 'reject') ? 'rejected' : 'held',
    actorId: null,
    commentId,
    revision,
    personId: comment?.personId ?? null,
    reason: findings.map(({ reason }) => reason).join(' '),
  })
}

async function noteNewcomer(tx: Context, commentId: string): Promise<void> {
  const [comment] = await tx.db
    .select({ personId: comments.personId, badge: comments.badge, at: comments.createdAt })
    .from(comments)
    .where(eq(comments.id, commentId))
  if (!comment?.personId || comment.badge === 'staff' || comment.badge === 'author') return
  const published = await tx.db
    .select({ id: comments.id })
    .from(comments)
    .where(
      and(
        eq(comments.personId, comment.personId),
        eq(comments.state, 'published'),
        sql`${comments.id} <> ${commentId}`,
      ),
    )
    .limit(newFor)
  if (published.length < newFor) await tx.db.insert(newcomerComments).values({ commentId, at: comment.at })
}
