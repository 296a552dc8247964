import { eq } from 'drizzle-orm'
import { commentRevisions, comments } from '#db/schema/comments.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import type { Person } from '#lib/people/model.ts'
import { commentSettings } from '#lib/settings/queries.ts'
import { admit, admitAgain } from './gate.ts'
import { changeState, lockComment, type LockedComment } from './internal/state.ts'
import { readCommentText } from './internal/text.ts'
import { editableUntil, type CommentState } from './model.ts'
import { keepFindings } from './moderation/findings.ts'
import { alsoWaiting, judge } from './moderation/judge.ts'

const editsOfOnePerson = { name: 'comment-edit', points: 20, seconds: 600 }

/**
 * Gives a person's own comment another text, for some minutes after it was posted. The old text is kept for moderators,
 * and the new one is judged as a new comment's is.
 * @param person who asks; null for a visitor, who is refused
 * @throws Refusal saying why not
 */
export async function editComment(
  ctx: Context,
  person: Person | null,
  { commentId, text: typed }: { commentId: string; text: string },
): Promise<{ articleId: string; state: CommentState }> {
  const before = await ownComment(ctx, person, commentId)
  const admitted = await admit(ctx, person, { id: before.articleId })
  await requireEditable(ctx, before)
  const text = readCommentText(typed)
  if (text === before.text) return before
  await requirePoint(
    ctx,
    editsOfOnePerson,
    admitted.person.id,
    'You have changed comments twenty times in ten minutes.',
  )
  const judged = await judge(ctx, {
    articleId: before.articleId,
    person: { id: admitted.person.id, isStaff: admitted.person.roles.length > 0 },
    commentId,
    text,
    waits: admitted.waits,
  })
  return inTransaction(ctx, async (tx) => {
    const again = await admitAgain(tx, admitted)
    const { state, findings } = again.waits ? alsoWaiting(judged) : judged
    const comment = await lockComment(tx, commentId)
    if (!comment) throw notYours()
    await requireEditable(tx, comment)
    const revision = comment.revision + 1
    await tx.db
      .insert(commentRevisions)
      .values({ commentId, revision: comment.revision, text: comment.text, replacedAt: tx.now })
    await tx.db.update(comments).set({ text, revision, editedAt: tx.now }).where(eq(comments.id, commentId))
    await keepFindings(tx, { commentId, revision, findings })
    // What waits for a moderator goes on waiting, whatever it says now.
    const becomes = comment.state === 'held' && state === 'published' ? 'held' : state
    await changeState(tx, comment, becomes)
    await announceChange(tx, [tags.comments(comment.articleId)])
    return { articleId: comment.articleId, state: becomes }
  })
}

async function ownComment(ctx: Context, person: Person | null, commentId: string): Promise<LockedComment> {
  if (!person) throw new Refusal('unauthenticated', 'Sign in to change your comment.')
  const comment = await inTransaction(ctx, (tx) => lockComment(tx, commentId))
  if (!comment || comment.personId !== person.id) throw notYours()
  return comment
}

function notYours(): Refusal {
  return new Refusal('not_found', 'That comment is not among yours.')
}

/** @throws Refusal `conflict` when it was removed, or its minutes are over */
async function requireEditable(ctx: Context, comment: LockedComment): Promise<void> {
  const { editMinutes } = await commentSettings(ctx)
  if (comment.state !== 'published' && comment.state !== 'held')
    throw new Refusal('conflict', 'This comment was removed and cannot be changed.')
  if (ctx.now >= editableUntil(comment.createdAt, editMinutes))
    throw new Refusal(
      'conflict',
      editMinutes === 0
        ? 'Comments cannot be changed here once they are posted.'
        : `A comment can be changed for ${editMinutes} minutes after it was posted, and those are over. You can answer it, or remove it.`,
    )
}
