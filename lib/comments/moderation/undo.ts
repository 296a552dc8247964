import { and, eq, gt, sql } from 'drizzle-orm'
import { newcomerComments, moderationLog } from '#db/schema/moderation.ts'
import { after } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Person } from '#lib/people/model.ts'
import { changeState, lockComment } from '../internal/state.ts'
import { notify } from '../notices/notify.ts'
import { requireModerator } from './decide.ts'
import { deedSchema, lastDecision, record } from './internal/log.ts'
import { reopenReports } from './internal/settle.ts'
import { setPicked } from './pick.ts'
import { mayPick } from './policy.ts'
import { decisions, isUndoable, undoneWithin } from './model.ts'
import { endLocked, resume } from './sanctions.ts'
import { restoreThread } from './thread.ts'

const columns = {
  id: moderationLog.id,
  action: moderationLog.action,
  commentId: moderationLog.commentId,
  personId: moderationLog.personId,
  articleId: moderationLog.articleId,
  actorId: moderationLog.actorId,
  details: moderationLog.details,
  at: moderationLog.at,
}
type Row = { [Name in keyof typeof columns]: (typeof columns)[Name]['_']['data'] | null }

/**
 * Takes back what a moderator did a moment ago: the comment's state, its reports, the pick, the sanction or the thread
 * are as they were. Whoever was told of it is told that it is taken back.
 * @returns the article whose comments changed, if any did
 * @throws Refusal `conflict` when it is too late, was done by somebody else, was undone or was overtaken
 */
export async function undo(ctx: Context, actor: Person, logId: string): Promise<string | null> {
  const [row] = await ctx.db.select(columns).from(moderationLog).where(eq(moderationLog.id, logId))
  return undoRow(ctx, actor, row)
}

/**
 * The same for everything that was decided together.
 * @returns the articles whose comments changed, and how many deeds could not be undone
 */
export async function undoBatch(
  ctx: Context,
  actor: Person,
  batch: string,
): Promise<{ articleIds: string[]; refused: number }> {
  const rows = await ctx.db
    .select(columns)
    .from(moderationLog)
    .where(
      and(
        eq(moderationLog.actorId, actor.id),
        gt(moderationLog.at, after(ctx.now, -undoneWithin)),
        sql`${moderationLog.details} ->> 'batch' = ${batch}`,
      ),
    )
  if (rows.length === 0) throw tooLate()
  const changed = new Set<string>()
  const refused: string[] = []
  for (const row of rows)
    try {
      const articleId = await undoRow(ctx, actor, row)
      if (articleId !== null) changed.add(articleId)
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason
      refused.push(reason.message)
    }
  const [first] = refused
  if (first !== undefined && refused.length === rows.length) throw new Refusal('conflict', first)
  return { articleIds: [...changed], refused: refused.length }
}

async function undoRow(ctx: Context, actor: Person, row: Row | undefined): Promise<string | null> {
  if (!row?.id || !row.at) throw new Refusal('not_found', 'There is nothing to undo.')
  const { id, action, commentId, personId, articleId } = row
  if (action === 'picked' || action === 'unpicked') {
    if (!mayPick(actor)) throw new Refusal('forbidden', 'Only editors and moderators pick comments out.')
  } else requireModerator(actor)
  if (row.actorId !== actor.id || row.at < after(ctx.now, -undoneWithin)) throw tooLate()
  if (!isUndoable(action ?? '')) throw tooLate()
  const deed = deedSchema.parse(row.details)
  return inTransaction(ctx, async (tx) => {
    // One after the other, so that the second sees what the first did.
    await tx.db
      .select({ id: moderationLog.id })
      .from(moderationLog)
      .where(eq(moderationLog.id, id))
      .for('no key update')
    const [undone] = await tx.db
      .select({ id: moderationLog.id })
      .from(moderationLog)
      .where(eq(moderationLog.undoes, id))
    if (undone) throw new Refusal('conflict', 'That was undone already.')
    const changed =
      commentId === null ? articleId : await undoOnComment(tx, { id, action: action ?? '', commentId }, deed)
    if (deed.sanction !== undefined && (await endLocked(tx, deed.sanction, actor.id)) === null)
      throw new Refusal('conflict', 'That sanction is over already.')
    await resume(tx, deed.ended ?? [])
    if (deed.thread && articleId) await restoreThread(tx, articleId, deed.thread)
    const undoing = await record(tx, {
      action: 'undid',
      actorId: actor.id,
      commentId,
      personId,
      ...(articleId === null ? {} : { articleId }),
      reason: `${action}`,
      undoes: id,
    })
    if (personId !== null && wasTold(action ?? '', deed.from))
      await notify(tx, {
        personId,
        kind: 'moderation',
        commentId,
        text: 'What a moderator did a moment ago is taken back: you may forget it.',
        event: `undone:${undoing}`,
      })
    return changed
  })
}

async function undoOnComment(
  tx: Context,
  { id, action, commentId }: { id: string; action: string; commentId: string },
  deed: ReturnType<typeof deedSchema.parse>,
): Promise<string | null> {
  const comment = await lockComment(tx, commentId)
  if (!comment) throw new Refusal('not_found', 'That comment is not here.')
  if (action === 'picked' || action === 'unpicked') {
    await setPicked(tx, comment, action === 'unpicked')
    return comment.articleId
  }
  if (deed.from === undefined || deed.to === undefined) return comment.articleId
  const isDecision: readonly string[] = decisions
  const last = await lastDecision(tx, commentId)
  if (comment.state !== deed.to || (isDecision.includes(action) && last?.id !== id))
    throw new Refusal('conflict', 'Something else has happened to that comment since. Look at it again.')
  await changeState(tx, comment, deed.from)
  await reopenReports(tx, deed.reports ?? [])
  if (deed.wasNewcomer)
    await tx.db.insert(newcomerComments).values({ commentId, at: comment.createdAt }).onConflictDoNothing()
  return comment.articleId
}

function wasTold(action: string, from: string | undefined): boolean {
  return action === 'rejected' ? from !== undefined : !['approved', 'picked', 'unpicked', 'noted'].includes(action)
}

function tooLate(): Refusal {
  return new Refusal('conflict', 'That cannot be undone any more. You can decide anew.')
}
