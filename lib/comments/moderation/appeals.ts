import { and, asc, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { comments } from '#db/schema/comments.ts'
import { appeals, sanctions } from '#db/schema/moderation.ts'
import { people, personRoles } from '#db/schema/people.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { isLater } from '#lib/keyset.ts'
import type { Person } from '#lib/people/model.ts'
import { changeState, lockComment, type LockedComment } from '../internal/state.ts'
import type { CommentState, Sanction } from '../model.ts'
import { notify } from '../notices/notify.ts'
import { requireModerator, requireNote } from './decide.ts'
import { lastDecision, record } from './internal/log.ts'
import { takeOffQueues } from './internal/settle.ts'
import { endLocked } from './sanctions.ts'

const shortest = 20
const longest = 2_000

/** What somebody may ask to have looked at again. */
export type Appealable =
  | { kind: 'comment'; id: string; text: string; headline: string; isAppealed: boolean }
  | { kind: 'sanction'; id: string; sanction: Sanction['kind']; note: string; until: Date | null; isAppealed: boolean }

/** A person's rejected comment, or a sanction in force against them, of that id; null when there is none. */
export async function appealable(ctx: Context, personId: string, id: string): Promise<Appealable | null> {
  const [comment] = await ctx.db
    .select({ text: comments.text, headline: articles.headline, appeal: appeals.id })
    .from(comments)
    .innerJoin(articles, eq(articles.id, comments.articleId))
    .leftJoin(appeals, eq(appeals.commentId, comments.id))
    .where(and(eq(comments.id, id), eq(comments.personId, personId), eq(comments.state, 'rejected')))
  if (comment) {
    const { text, headline, appeal } = comment
    return { kind: 'comment', id, text, headline, isAppealed: appeal !== null }
  }
  const [sanction] = await ctx.db
    .select({ kind: sanctions.kind, note: sanctions.note, until: sanctions.until, appeal: appeals.id })
    .from(sanctions)
    .leftJoin(appeals, eq(appeals.sanctionId, sanctions.id))
    .where(and(eq(sanctions.id, id), eq(sanctions.personId, personId), inForce(ctx.now)))
  if (!sanction) return null
  const { kind, note, until, appeal } = sanction
  return { kind: 'sanction', id, sanction: kind, note, until, isAppealed: appeal !== null }
}

function inForce(now: Date) {
  return and(isNull(sanctions.endedAt), or(isNull(sanctions.until), gt(sanctions.until, now)))
}

/**
 * Asks that a decision be looked at again: once for each, and by another moderator where there is one.
 * @throws Refusal when there is nothing of the kind, it was appealed before, or the text is too short or too long
 */
export async function fileAppeal(
  ctx: Context,
  person: Person,
  { id, text: typed }: { id: string; text: string },
): Promise<void> {
  const text = typed.trim()
  if (text.length < shortest || text.length > longest)
    throw new Refusal('invalid', 'Please look at what is marked below.', {
      text:
        text.length < shortest
          ? 'Say in a sentence or two why the decision was wrong.'
          : `Use at most ${longest.toLocaleString('en-GB')} characters.`,
    })
  const about = await appealable(ctx, person.id, id)
  if (!about) throw new Refusal('not_found', 'There is no such decision to appeal against.')
  const decidedFirstBy =
    about.kind === 'comment' ? ((await lastDecision(ctx, id))?.actorId ?? null) : await imposerOf(ctx, id)
  const [row] = await ctx.db
    .insert(appeals)
    .values({
      personId: person.id,
      ...(about.kind === 'comment' ? { commentId: id } : { sanctionId: id }),
      text,
      at: ctx.now,
      decidedFirstBy,
    })
    .onConflictDoNothing()
    .returning({ id: appeals.id })
  if (!row) throw new Refusal('conflict', 'You have appealed against this already. One appeal is heard.')
}

async function imposerOf(ctx: Context, sanctionId: string): Promise<string | null> {
  const [row] = await ctx.db.select({ by: sanctions.imposedBy }).from(sanctions).where(eq(sanctions.id, sanctionId))
  return row?.by ?? null
}

/**
 * Decides an appeal. Upheld, the comment is back, or the sanction ends; the person is told either way.
 * @throws Refusal `forbidden` to the moderator who decided first, while there is another; `conflict` when it is decided,
 * or is to be declined although what it is about was put right meanwhile
 */
export async function decideAppeal(
  ctx: Context,
  actor: Person,
  { appealId, outcome, note }: { appealId: string; outcome: 'upheld' | 'declined'; note: string },
): Promise<string | null> {
  requireModerator(actor)
  requireNote(note)
  return inTransaction(ctx, async (tx) => {
    const [appeal] = await tx.db.select().from(appeals).where(eq(appeals.id, appealId)).for('update')
    if (!appeal) throw new Refusal('not_found', 'That appeal is not here.')
    if (appeal.decidedAt !== null) throw new Refusal('conflict', 'Another moderator has decided this appeal already.')
    if (appeal.decidedFirstBy === actor.id && (await hasOtherModerator(tx, actor.id)))
      throw new Refusal('forbidden', 'You decided first: another moderator hears the appeal.')
    const comment = appeal.commentId === null ? undefined : await lockComment(tx, appeal.commentId)
    if (outcome === 'declined' && (await isPutRight(tx, comment, appeal.sanctionId)))
      throw new Refusal('conflict', 'What it is about was put right meanwhile. Uphold the appeal to say so.')
    await tx.db
      .update(appeals)
      .set({ decidedAt: tx.now, decidedBy: actor.id, outcome, note })
      .where(eq(appeals.id, appealId))
    if (outcome === 'upheld' && comment?.state === 'rejected') {
      await changeState(tx, comment, 'published')
      await takeOffQueues(tx, comment.id)
    }
    if (outcome === 'upheld' && appeal.sanctionId !== null) await endLocked(tx, appeal.sanctionId, actor.id)
    const action = outcome === 'upheld' ? 'upheld an appeal' : 'declined an appeal'
    const { personId, commentId } = appeal
    await record(tx, {
      action,
      actorId: actor.id,
      personId,
      commentId,
      ...(comment ? { revision: comment.revision } : {}),
      reason: note,
    })
    await recordAudit(tx, { actorId: actor.id, action, subject: subjectOf('person', personId), details: {} })
    await notify(tx, {
      personId,
      kind: 'appeal',
      commentId,
      text: outcomeText(outcome, comment?.state ?? 'sanction', note),
      event: `appeal:${appealId}`,
    })
    return comment?.articleId ?? null
  })
}

/** Whether the comment is published, or the sanction ended, already: a decision that would "stand" is there no longer. */
async function isPutRight(
  tx: Context,
  comment: LockedComment | undefined,
  sanctionId: string | null,
): Promise<boolean> {
  if (sanctionId === null) return comment?.state === 'published'
  const [sanction] = await tx.db
    .select({ endedAt: sanctions.endedAt })
    .from(sanctions)
    .where(eq(sanctions.id, sanctionId))
  return sanction?.endedAt != null
}

/** @param about the state the comment was in when the appeal was decided, or the sanction */
function outcomeText(outcome: 'upheld' | 'declined', about: CommentState | 'sanction', note: string): string {
  const said =
    outcome === 'declined'
      ? 'Another look was taken, and the decision stands.'
      : about === 'sanction'
        ? 'You were right: the measure against you has ended.'
        : about === 'deleted'
          ? 'You were right: the decision was wrong. You have removed your comment meanwhile, so it is not shown.'
          : 'You were right: your comment is published.'
  return note === '' ? said : `${said}\n\nThe moderator writes: ${note}`
}

async function hasOtherModerator(ctx: Context, actorId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: personRoles.personId })
    .from(personRoles)
    .where(and(inArray(personRoles.role, ['moderator', 'administrator']), ne(personRoles.personId, actorId)))
    .limit(1)
  return row !== undefined
}

export interface OpenAppeal {
  id: string
  at: Date
  text: string
  person: { id: string; name: string | null }
  decidedFirst: { id: string; name: string | null } | null
  comment: { id: string; text: string; headline: string } | null
  sanction: { kind: Sanction['kind']; reason: string; until: Date | null } | null
}

/** Appeals that wait, the oldest first. @param after the last one of the page before */
export async function openAppeals(
  ctx: Context,
  { after, limit }: { after?: { at: Date; id: string } | undefined; limit: number },
): Promise<OpenAppeal[]> {
  const rows = await ctx.db
    .select({
      id: appeals.id,
      at: appeals.at,
      text: appeals.text,
      personId: appeals.personId,
      name: people.name,
      firstId: appeals.decidedFirstBy,
      firstName: sql<string | null>`(select name from ${people} first where first.id = ${appeals.decidedFirstBy})`,
      commentId: appeals.commentId,
      commentText: comments.text,
      headline: articles.headline,
      kind: sanctions.kind,
      reason: sanctions.reason,
      until: sanctions.until,
    })
    .from(appeals)
    .innerJoin(people, eq(people.id, appeals.personId))
    .leftJoin(comments, eq(comments.id, appeals.commentId))
    .leftJoin(articles, eq(articles.id, comments.articleId))
    .leftJoin(sanctions, eq(sanctions.id, appeals.sanctionId))
    .where(and(isNull(appeals.decidedAt), isLater(appeals.at, appeals.id, after)))
    .orderBy(asc(appeals.at), asc(appeals.id))
    .limit(limit)
  return rows.map(
    ({ id, at, text, personId, name, firstId, firstName, commentId, commentText, headline, kind, reason, until }) => ({
      id,
      at,
      text,
      person: { id: personId, name },
      decidedFirst: firstId === null ? null : { id: firstId, name: firstName },
      comment: commentId === null ? null : { id: commentId, text: commentText ?? '', headline: headline ?? '' },
      sanction: kind === null ? null : { kind, reason: reason ?? '', until },
    }),
  )
}

/** What is in force against somebody, as they are told of it. */
export async function sanctionsTold(ctx: Context, personId: string): Promise<(Sanction & { isAppealed: boolean })[]> {
  const rows = await ctx.db
    .select({
      id: sanctions.id,
      kind: sanctions.kind,
      note: sanctions.note,
      until: sanctions.until,
      appeal: appeals.id,
    })
    .from(sanctions)
    .leftJoin(appeals, eq(appeals.sanctionId, sanctions.id))
    .where(and(eq(sanctions.personId, personId), inForce(ctx.now)))
  return rows.map(({ appeal, ...sanction }) => ({ ...sanction, isAppealed: appeal !== null }))
}
