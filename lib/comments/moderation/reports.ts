import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { comments } from '#db/schema/comments.ts'
import { commentReports, moderationLog } from '#db/schema/moderation.ts'
import { people } from '#db/schema/people.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import type { Person } from '#lib/people/model.ts'
import { commentSettings } from '#lib/settings/queries.ts'
import { changeState, lockComment, type LockedComment } from '../internal/state.ts'
import { shownName } from '../model.ts'
import { record } from './internal/log.ts'
import { longestExplanation, shortestExplanation, type ReportReason } from './model.ts'

const reportsOfOnePerson = { name: 'comment-report', points: 20, seconds: 3600 }

export interface NewReport {
  commentId: string
  /** The article it stands under. */
  articleId: string
  reason: ReportReason
  explanation: string
  /** Whether they read the comments there (app/_server/comments.ts, as the thread itself asks). */
  readsThread: boolean
}

/**
 * Reports a comment; an account is enough. Reports of enough different people hide it until a moderator has looked, unless
 * one has looked at that very text and let it stand.
 * @param person null for a visitor, who is refused
 * @returns `already` when they have reported this text of it before
 * @throws Refusal saying why not
 */
export async function reportComment(
  ctx: Context,
  person: Person | null,
  { commentId, articleId, reason, explanation: typed, readsThread }: NewReport,
): Promise<'reported' | 'already'> {
  if (!person) throw new Refusal('unauthenticated', 'Sign in to report a comment.')
  const comment = await reportable(ctx, articleId, commentId)
  if (!comment) throw gone()
  if (!readsThread) throw new Refusal('forbidden', 'Only those who may read the comments can report one.')
  if (comment.personId === person.id)
    throw new Refusal('conflict', 'This is your own comment. You can remove it from your account.')
  const explanation = readExplanation(reason, typed)
  if (await hasReported(ctx, person.id, comment)) return 'already'
  await requirePoint(ctx, reportsOfOnePerson, person.id, 'You have reported twenty comments in an hour.')
  const { reportsThatHold } = await commentSettings(ctx)
  return inTransaction(ctx, async (tx) => {
    // One after the other, so that the last one needed sees all those before it.
    const locked = await lockComment(tx, commentId)
    if (!locked || locked.state !== 'published') throw gone()
    const [made] = await tx.db
      .insert(commentReports)
      .values({ commentId, revision: locked.revision, personId: person.id, reason, explanation, reportedAt: tx.now })
      .onConflictDoNothing()
      .returning({ id: commentReports.id })
    if (!made) return 'already'
    const count = await openReports(tx, locked)
    if (count >= reportsThatHold && !(await wasKept(tx, locked))) {
      await changeState(tx, locked, 'held')
      await record(tx, {
        action: 'held',
        actorId: null,
        commentId,
        revision: locked.revision,
        personId: locked.personId,
        reason: `${count} people have reported it.`,
      })
    }
    return 'reported'
  })
}

function readExplanation(reason: ReportReason, typed: string): string {
  const explanation = typed.trim()
  const fault =
    reason === 'legal' && explanation.length < shortestExplanation
      ? 'Say in a sentence which law you think it breaks, and how.'
      : explanation.length > longestExplanation
        ? `Use at most ${longestExplanation.toLocaleString('en-GB')} characters.`
        : null
  if (fault === null) return explanation
  throw new Refusal('invalid', 'Please look at what is marked below.', { explanation: fault })
}

/** A comment that readers see under that article, and so may report; null when they see none such. */
export async function reportable(
  ctx: Context,
  articleId: string,
  commentId: string,
): Promise<{ id: string; personId: string | null; revision: number; text: string; name: string } | null> {
  const [row] = await ctx.db
    .select({
      id: comments.id,
      personId: comments.personId,
      revision: comments.revision,
      text: comments.text,
      name: people.name,
      importedName: comments.importedName,
    })
    .from(comments)
    .leftJoin(people, eq(people.id, comments.personId))
    .where(and(eq(comments.id, commentId), eq(comments.articleId, articleId), eq(comments.state, 'published')))
  return row ? { ...row, name: shownName(row) } : null
}

function gone(): Refusal {
  return new Refusal('not_found', 'That comment is no longer shown.')
}

async function hasReported(
  ctx: Context,
  personId: string,
  comment: { id: string; revision: number },
): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: commentReports.id })
    .from(commentReports)
    .where(
      and(
        eq(commentReports.commentId, comment.id),
        eq(commentReports.revision, comment.revision),
        eq(commentReports.personId, personId),
      ),
    )
  return row !== undefined
}

async function openReports(tx: Context, { id, revision }: LockedComment): Promise<number> {
  const [row] = await tx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(commentReports)
    .where(
      and(eq(commentReports.commentId, id), eq(commentReports.revision, revision), isNull(commentReports.decidedAt)),
    )
  return row?.count ?? 0
}

/** Whether a moderator has looked at this text and let it stand. */
async function wasKept(tx: Context, { id, revision }: LockedComment): Promise<boolean> {
  const [row] = await tx.db
    .select({ id: moderationLog.id })
    .from(moderationLog)
    .where(
      and(
        eq(moderationLog.commentId, id),
        eq(moderationLog.revision, revision),
        inArray(moderationLog.action, ['approved', 'restored', 'upheld an appeal']),
        sql`not exists (select 1 from ${moderationLog} undone where undone.undoes = ${moderationLog}.id)`,
      ),
    )
    .limit(1)
  return row !== undefined
}

export interface OwnReport {
  id: string
  commentId: string
  articleSlug: string
  headline: string
  reason: ReportReason
  at: Date
  outcome: 'upheld' | 'declined' | null
}

/** What somebody reported, the newest first, with what became of it; at most 50. */
export async function reportsBy(ctx: Context, personId: string): Promise<OwnReport[]> {
  return ctx.db
    .select({
      id: commentReports.id,
      commentId: commentReports.commentId,
      articleSlug: articles.slug,
      headline: articles.headline,
      reason: commentReports.reason,
      at: commentReports.reportedAt,
      outcome: commentReports.outcome,
    })
    .from(commentReports)
    .innerJoin(comments, eq(comments.id, commentReports.commentId))
    .innerJoin(articles, eq(articles.id, comments.articleId))
    .where(eq(commentReports.personId, personId))
    .orderBy(desc(commentReports.reportedAt))
    .limit(50)
}
