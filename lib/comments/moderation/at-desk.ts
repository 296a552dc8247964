import { alias } from 'drizzle-orm/pg-core'
import { and, asc, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { commentRevisions, comments } from '#db/schema/comments.ts'
import { commentFindings, commentReports, takenComments } from '#db/schema/moderation.ts'
import { people } from '#db/schema/people.ts'
import { after } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { CommentBadge, CommentState } from '../model.ts'
import { lastDecisions, type LastDecision } from './internal/log.ts'
import { takenFor, type ReportReason } from './model.ts'
import { glances, type Glance } from './people.ts'
import type { Taker } from './takes.ts'

/** A comment with everything a moderator decides by. */
export interface DeskComment {
  id: string
  article: { id: string; slug: string; headline: string; isClosed: boolean }
  /** Null for a comment that came from elsewhere. */
  writer: Glance | null
  name: string
  badge: CommentBadge | null
  text: string
  state: CommentState
  revision: number
  isPicked: boolean
  likes: number
  replies: number
  at: Date
  editedAt: Date | null
  /** What it answers; without its text where that is not shown and whoever asks does not moderate. */
  answers: { id: string; name: string; text: string } | null
  findings: { phase: string; verdict: 'hold' | 'reject'; reason: string }[]
  /** Those that wait. */
  reports: {
    id: string
    reason: ReportReason
    explanation: string
    by: string
    personId: string
    at: Date
    revision: number
  }[]
  lastDecision: LastDecision | null
  /** Which moderator has it before them. */
  taker: Taker | null
}

const parents = alias(comments, 'answered')
const parentWriters = alias(people, 'answered_writer')

/**
 * Comments in the order asked, each with its facts: seven statements, however many there are.
 * @param options.moderates whether whoever asks moderates; others are not told what a removed comment said
 */
export async function commentsAtDesk(
  ctx: Context,
  ids: readonly string[],
  { moderates }: { moderates: boolean } = { moderates: true },
): Promise<DeskComment[]> {
  if (ids.length === 0) return []
  const rows = await ctx.db
    .select({
      id: comments.id,
      articleId: articles.id,
      slug: articles.slug,
      headline: articles.headline,
      commentSetting: articles.comments,
      closeAt: articles.commentsCloseAt,
      personId: comments.personId,
      name: people.name,
      importedName: comments.importedName,
      badge: comments.badge,
      text: comments.text,
      state: comments.state,
      revision: comments.revision,
      pickedAt: comments.pickedAt,
      likes: comments.likes,
      replies: comments.replies,
      at: comments.createdAt,
      editedAt: comments.editedAt,
      answers: { id: parents.id, text: parents.text, state: parents.state, importedName: parents.importedName },
      answeredName: parentWriters.name,
    })
    .from(comments)
    .innerJoin(articles, eq(articles.id, comments.articleId))
    .leftJoin(people, eq(people.id, comments.personId))
    .leftJoin(parents, eq(parents.id, comments.parentId))
    .leftJoin(parentWriters, eq(parentWriters.id, parents.personId))
    .where(inArray(comments.id, [...ids]))
  const [findings, reports, decided, takers, seen] = await Promise.all([
    findingsOf(ctx, ids),
    reportsOf(ctx, ids),
    lastDecisions(ctx, ids),
    takersOf(ctx, ids),
    glances(
      ctx,
      rows.flatMap(({ personId }) => (personId === null ? [] : [personId])),
    ),
  ])
  const shown = rows.map((row): DeskComment => ({
    id: row.id,
    article: {
      id: row.articleId,
      slug: row.slug,
      headline: row.headline,
      isClosed: row.commentSetting === 'closed' || (row.closeAt !== null && row.closeAt <= ctx.now),
    },
    writer: row.personId === null ? null : (seen.get(row.personId) ?? null),
    name: row.name ?? row.importedName ?? 'No name',
    badge: row.badge,
    text: row.text,
    state: row.state,
    revision: row.revision,
    isPicked: row.pickedAt !== null,
    likes: row.likes,
    replies: row.replies,
    at: row.at,
    editedAt: row.editedAt,
    answers: row.answers && {
      id: row.answers.id,
      text: moderates || row.answers.state === 'published' ? row.answers.text : '',
      name: row.answeredName ?? row.answers.importedName ?? 'No name',
    },
    findings: findings.filter(({ commentId, revision }) => commentId === row.id && revision === row.revision),
    reports: reports.filter(({ commentId }) => commentId === row.id),
    lastDecision: decided.get(row.id) ?? null,
    taker: takers.find(({ commentId }) => commentId === row.id) ?? null,
  }))
  return ids.flatMap((id) => shown.filter((one) => one.id === id))
}

function findingsOf(ctx: Context, ids: readonly string[]) {
  return ctx.db
    .select({
      commentId: commentFindings.commentId,
      revision: commentFindings.revision,
      phase: commentFindings.phase,
      verdict: commentFindings.verdict,
      reason: commentFindings.reason,
    })
    .from(commentFindings)
    .where(inArray(commentFindings.commentId, [...ids]))
    .orderBy(desc(commentFindings.verdict), asc(commentFindings.id))
}

async function reportsOf(ctx: Context, ids: readonly string[]) {
  const rows = await ctx.db
    .select({
      id: commentReports.id,
      commentId: commentReports.commentId,
      reason: commentReports.reason,
      explanation: commentReports.explanation,
      by: people.name,
      personId: commentReports.personId,
      at: commentReports.reportedAt,
      revision: commentReports.revision,
    })
    .from(commentReports)
    .innerJoin(people, eq(people.id, commentReports.personId))
    .where(and(inArray(commentReports.commentId, [...ids]), isNull(commentReports.decidedAt)))
    .orderBy(asc(commentReports.reportedAt), asc(commentReports.id))
    .limit(500)
  return rows.map(({ by, ...report }) => ({ ...report, by: by ?? 'A reader' }))
}

function takersOf(ctx: Context, ids: readonly string[]) {
  return ctx.db
    .select({
      commentId: takenComments.commentId,
      id: takenComments.moderatorId,
      name: people.name,
      since: takenComments.takenAt,
    })
    .from(takenComments)
    .innerJoin(people, eq(people.id, takenComments.moderatorId))
    .where(and(inArray(takenComments.commentId, [...ids]), gt(takenComments.takenAt, after(ctx.now, -takenFor))))
}

export interface Revision {
  revision: number
  text: string
  /** When another text took its place; null for the one that stands. */
  replacedAt: Date | null
}

/** Every text a comment has had, the first one first. */
export async function revisionsOf(ctx: Context, commentId: string): Promise<Revision[]> {
  const [earlier, [now]] = await Promise.all([
    ctx.db
      .select({
        revision: commentRevisions.revision,
        text: commentRevisions.text,
        replacedAt: commentRevisions.replacedAt,
      })
      .from(commentRevisions)
      .where(eq(commentRevisions.commentId, commentId))
      .orderBy(asc(commentRevisions.revision)),
    ctx.db
      .select({ revision: comments.revision, text: comments.text, replacedAt: sql<null>`null` })
      .from(comments)
      .where(eq(comments.id, commentId)),
  ])
  return now ? [...earlier, now] : earlier
}
