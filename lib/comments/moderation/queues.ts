import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { comments } from '#db/schema/comments.ts'
import { appeals, commentReports, newcomerComments } from '#db/schema/moderation.ts'
import type { Context } from '#lib/context.ts'
import { isEarlier, isLater, type ListPlace } from '#lib/keyset.ts'
import type { CommentState } from '../model.ts'

export const queues = ['reported', 'held', 'new', 'all'] as const
export type QueueName = (typeof queues)[number]

export interface QueueQuery {
  queue: QueueName
  state?: CommentState | undefined
  articleId?: string | undefined
  personId?: string | undefined
  /** Words of the comment, as typed. */
  q: string
  /** The queue goes on after this place. */
  after?: ListPlace | undefined
  limit: number
}

/** @property place where the queue goes on after it: when, and the comment's or the report's id */
export interface Queued {
  commentId: string
  place: ListPlace
}

/** Written out, not given as parameters: only so does PostgreSQL see that an index of one state serves. */
const isState: Record<CommentState, SQL> = {
  published: sql`${comments.state} = 'published'`,
  held: sql`${comments.state} = 'held'`,
  rejected: sql`${comments.state} = 'rejected'`,
  deleted: sql`${comments.state} = 'deleted'`,
}

/**
 * One page of a queue: reported, held and new ones the oldest first, because they wait; all of them the newest first. No
 * page costs more than the one before it, however far on it is.
 */
export async function queueOf(ctx: Context, query: QueueQuery): Promise<Queued[]> {
  const rows = await selectQueue(ctx, query)
  return rows.map(({ commentId, at, id }) => ({ commentId, place: { at, id } }))
}

function selectQueue(ctx: Context, query: QueueQuery): Promise<{ commentId: string; at: Date; id: string }[]> {
  const { queue, after } = query
  switch (queue) {
    case 'reported':
      return ctx.db
        .select({ commentId: comments.id, at: commentReports.reportedAt, id: commentReports.id })
        .from(commentReports)
        .innerJoin(comments, eq(comments.id, commentReports.commentId))
        .where(and(isFirstOpenReport, narrowed(query), isLater(commentReports.reportedAt, commentReports.id, after)))
        .orderBy(asc(commentReports.reportedAt), asc(commentReports.id))
        .limit(query.limit)
    case 'new':
      return ctx.db
        .select({ commentId: comments.id, at: newcomerComments.at, id: newcomerComments.commentId })
        .from(newcomerComments)
        .innerJoin(comments, eq(comments.id, newcomerComments.commentId))
        .where(
          and(
            sql`${comments.state} in ('published', 'held')`,
            narrowed(query),
            isLater(newcomerComments.at, newcomerComments.commentId, after),
          ),
        )
        .orderBy(asc(newcomerComments.at), asc(newcomerComments.commentId))
        .limit(query.limit)
    case 'held':
      return ctx.db
        .select({ commentId: comments.id, at: comments.createdAt, id: comments.id })
        .from(comments)
        .where(
          and(isState.held, narrowed({ ...query, state: undefined }), isLater(comments.createdAt, comments.id, after)),
        )
        .orderBy(asc(comments.createdAt), asc(comments.id))
        .limit(query.limit)
    case 'all':
      return ctx.db
        .select({ commentId: comments.id, at: comments.createdAt, id: comments.id })
        .from(comments)
        .where(and(narrowed(query), isEarlier(comments.createdAt, comments.id, after)))
        .orderBy(desc(comments.createdAt), desc(comments.id))
        .limit(query.limit)
  }
}

/** Of the reports of one comment that wait, the first stands for them all. */
const isFirstOpenReport = sql`${commentReports.decidedAt} is null and not exists (
  select 1 from comment_reports earlier where earlier.comment_id = ${commentReports.commentId} and earlier.decided_at is null
  and (earlier.reported_at, earlier.id) < (${commentReports.reportedAt}, ${commentReports.id}))`

function narrowed({ state, articleId, personId, q }: Omit<QueueQuery, 'queue' | 'limit'>): SQL | undefined {
  const words = q.trim()
  return and(
    state && isState[state],
    articleId === undefined ? undefined : eq(comments.articleId, articleId),
    personId === undefined ? undefined : eq(comments.personId, personId),
    words === ''
      ? undefined
      : sql`to_tsvector('magazine', ${comments.text}) @@ websearch_to_tsquery('magazine', ${words})`,
  )
}

/** What a tab counts to; beyond it says "and more". */
export const mostCounted = 1_000

const countSchema = z.tuple([z.object({ count: z.number() })])

export interface QueueCounts {
  reported: number
  held: number
  new: number
  appeals: number
}

/** How many wait, each counted up to `mostCounted`. */
export async function queueCounts(ctx: Context): Promise<QueueCounts> {
  const reported = ctx.db
    .select({ one: sql`1` })
    .from(commentReports)
    .innerJoin(comments, eq(comments.id, commentReports.commentId))
    .where(isFirstOpenReport)
    .limit(mostCounted)
  const held = ctx.db
    .select({ one: sql`1` })
    .from(comments)
    .where(isState.held)
    .limit(mostCounted)
  const newcomers = ctx.db
    .select({ one: sql`1` })
    .from(newcomerComments)
    .innerJoin(comments, eq(comments.id, newcomerComments.commentId))
    .where(sql`${comments.state} in ('published', 'held')`)
    .limit(mostCounted)
  const open = ctx.db
    .select({ one: sql`1` })
    .from(appeals)
    .where(isNull(appeals.decidedAt))
    .limit(mostCounted)
  const count = async (of: { getSQL(): SQL }) =>
    countSchema.parse([...(await ctx.db.execute(sql`select count(*)::int as count from (${of.getSQL()}) counted`))])[0]
      .count
  const [reportedCount, heldCount, newCount, appealCount] = await Promise.all([
    count(reported),
    count(held),
    count(newcomers),
    count(open),
  ])
  return { reported: reportedCount, held: heldCount, new: newCount, appeals: appealCount }
}

/** When what has waited longest came: a held comment, a report. Null when nothing waits. */
export async function oldestWaiting(ctx: Context): Promise<{ reported: Date | null; held: Date | null }> {
  const page = { q: '', limit: 1 } as const
  const [[reported], [held]] = await Promise.all([
    queueOf(ctx, { queue: 'reported', ...page }),
    queueOf(ctx, { queue: 'held', ...page }),
  ])
  return { reported: reported?.place.at ?? null, held: held?.place.at ?? null }
}
