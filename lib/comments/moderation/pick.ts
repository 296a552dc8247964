import { eq } from 'drizzle-orm'
import { comments } from '#db/schema/comments.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Person } from '#lib/people/model.ts'
import { lockComment } from '../internal/state.ts'
import { notify } from '../notices/notify.ts'
import type { Decided } from './decide.ts'
import { record } from './internal/log.ts'
import { mayPick } from './policy.ts'

/**
 * Picks a comment out for readers, or takes the pick away. Its writer is told of the first pick.
 * @throws Refusal when it is not published
 */
export async function pickComment(
  ctx: Context,
  actor: Person,
  { commentId, picked }: { commentId: string; picked: boolean },
): Promise<Decided> {
  if (!mayPick(actor)) throw new Refusal('forbidden', 'Only editors and moderators pick comments out.')
  return inTransaction(ctx, async (tx) => {
    const comment = await lockComment(tx, commentId)
    if (!comment) throw new Refusal('not_found', 'That comment is not here.')
    if (picked && comment.state !== 'published')
      throw new Refusal('conflict', 'Only a comment that readers see can be picked out.')
    await setPicked(tx, comment, picked)
    const { personId, articleId } = comment
    if (picked && personId !== null && personId !== actor.id)
      await notify(tx, { personId, kind: 'pick', commentId, event: `pick:${commentId}` })
    const action = picked ? 'picked' : 'unpicked'
    return { logId: await record(tx, { action, actorId: actor.id, commentId, personId }), articleId }
  })
}

/** Writes the pick alone; pages show it. */
export async function setPicked(
  tx: Context,
  { id, articleId }: { id: string; articleId: string },
  picked: boolean,
): Promise<void> {
  await tx.db
    .update(comments)
    .set({ pickedAt: picked ? tx.now : null })
    .where(eq(comments.id, id))
  await announceChange(tx, [tags.comments(articleId)])
}
