import { Refusal } from '#lib/errors.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import type { Person } from '#lib/people/model.ts'
import { changeState, lockComment, type LockedComment } from '../internal/state.ts'
import { notify } from '../notices/notify.ts'
import { lastDecision, record } from './internal/log.ts'
import { settleReports, takeOffQueues } from './internal/settle.ts'
import { longestNote, rejectionReasons, type RejectionReason, type Seen } from './model.ts'
import { mayModerate } from './policy.ts'

export type Verdict =
  | { verdict: 'approve' }
  /** @property note what the writer is told beside the reason; may be empty */
  | { verdict: 'reject'; reason: RejectionReason; note: string }

export interface Decided {
  /** The log's entry, by which it can be undone. */
  logId: string
  articleId: string
}

/**
 * A moderator's decision on a comment: it is published, or it is not. Either settles its reports; whoever made them is
 * told, and so is the writer of what is rejected or comes back. Of what its writer has removed meanwhile, only the
 * reports are settled.
 * @param input.seen what the moderator had before them: compared while nobody else can decide
 * @param input.batch given when it is one of several decisions made together
 * @throws Refusal `conflict` saying what happened meanwhile, when it is another
 */
export async function decide(
  ctx: Context,
  actor: Person,
  { commentId, seen, batch, ...input }: { commentId: string; seen: Seen; batch?: string } & Verdict,
): Promise<Decided> {
  requireModerator(actor)
  if (input.verdict === 'reject') requireNote(input.note)
  return inTransaction(ctx, async (tx) => {
    const comment = await lockComment(tx, commentId)
    if (!comment) throw new Refusal('not_found', 'That comment is not here.')
    await requireUnchanged(tx, comment, seen)
    const isGone = comment.state === 'deleted'
    const to = isGone ? 'deleted' : input.verdict === 'approve' ? 'published' : 'rejected'
    await changeState(tx, comment, to)
    const reports = await settleReports(tx, commentId, input.verdict === 'approve' ? 'declined' : 'upheld')
    const wasNewcomer = await takeOffQueues(tx, commentId)
    const logId = await record(tx, {
      action: input.verdict === 'reject' ? 'rejected' : comment.state === 'rejected' ? 'restored' : 'approved',
      actorId: actor.id,
      commentId,
      revision: comment.revision,
      personId: comment.personId,
      reason: input.verdict === 'reject' ? [rejectionReasons[input.reason], input.note].join(' ').trim() : '',
      deed: { from: comment.state, to, reports, wasNewcomer, ...(batch === undefined ? {} : { batch }) },
    })
    await tellWriter(tx, comment, input, logId)
    return { logId, articleId: comment.articleId }
  })
}

async function tellWriter(tx: Context, comment: LockedComment, input: Verdict, logId: string): Promise<void> {
  const { personId, state, id: commentId } = comment
  if (personId === null || state === 'deleted' || (input.verdict === 'approve' && state !== 'rejected')) return
  const text =
    input.verdict === 'approve'
      ? 'A moderator has looked at your comment again, and it is published.'
      : [
          `A moderator has decided not to show your comment. ${rejectionReasons[input.reason]}`,
          ...(input.note === '' ? [] : [`The moderator writes: ${input.note}`]),
        ].join('\n\n')
  await notify(tx, { personId, kind: 'moderation', commentId, text, event: `decision:${logId}` })
}

/** @throws Refusal saying who did what meanwhile */
async function requireUnchanged(tx: Context, comment: LockedComment, seen: Seen): Promise<void> {
  if (comment.state === 'deleted' && seen.state !== 'deleted')
    throw new Refusal('conflict', 'Its writer has removed this comment meanwhile: there is nothing left to decide.')
  const last = await lastDecision(tx, comment.id)
  if ((last?.id ?? null) !== seen.decision)
    throw new Refusal(
      'conflict',
      `${last?.actorId == null ? 'The automatic checks have' : `${last.actor ?? 'Another moderator'} has`} ${last?.action ?? 'changed'} it meanwhile. Nothing was changed by you; look at it again.`,
    )
  if (comment.revision !== seen.revision)
    throw new Refusal('conflict', 'Its writer has changed the text meanwhile. Read it again before you decide.')
  if (comment.state !== seen.state)
    throw new Refusal('conflict', 'It stands otherwise than when you opened it. Look at it again.')
}

/** @throws Refusal to whoever may not moderate */
export function requireModerator(actor: Person): void {
  if (!mayModerate(actor)) throw new Refusal('forbidden', 'Only moderators and administrators decide on comments.')
}

/** @throws Refusal beside the field when a note is too long */
export function requireNote(note: string, field = 'note'): void {
  if (note.length > longestNote)
    throw new Refusal('invalid', 'Please look at what is marked below.', {
      [field]: `Use at most ${longestNote.toLocaleString('en-GB')} characters.`,
    })
}

export interface ManyDecided {
  done: Decided[]
  /** What was not done, in words. */
  refused: string[]
}

/** The same for several; each by itself, so that one which has changed stops none of the others. */
export async function decideMany(
  ctx: Context,
  actor: Person,
  chosen: { commentId: string; seen: Seen }[],
  verdict: Verdict,
  batch: string,
): Promise<ManyDecided> {
  const result: ManyDecided = { done: [], refused: [] }
  for (const one of chosen)
    try {
      result.done.push(await decide(ctx, actor, { ...one, ...verdict, batch }))
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason
      result.refused.push(reason.message)
    }
  return result
}
