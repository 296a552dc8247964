import { and, asc, count, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { commentCounts, comments } from '#db/schema/comments.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { paragraphsOf, type CommentPosition, type CommentState, type ShownComment } from './model.ts'

const columns = {
  id: comments.id,
  attachedTo: comments.attachedTo,
  name: sql<string | null>`coalesce(${people.name}, ${comments.importedName})`,
  badge: comments.badge,
  text: comments.text,
  state: comments.state,
  at: comments.createdAt,
}

/** A comment that was removed keeps its place while answers stand under it. In the words of the indexes' condition. */
const isShown = sql`(state = 'published' or replies > 0)`

type Row = {
  id: string
  attachedTo: string | null
  name: string | null
  badge: ShownComment['badge']
  text: string
  state: CommentState
  at: Date
}

function present(row: Row, replies: ShownComment[]): ShownComment {
  if (row.state !== 'published')
    return {
      id: row.id,
      name: 'A reader',
      badge: null,
      paragraphs: [row.state === 'deleted' ? '(Removed by its writer.)' : '(Removed by a moderator.)'],
      at: row.at,
      replies,
    }
  return {
    id: row.id,
    name: row.name ?? 'A reader',
    badge: row.badge,
    paragraphs: paragraphsOf(row.text),
    at: row.at,
    replies,
  }
}

/** Replies shown with one page of a thread, over all its comments. */
const mostReplies = 200

/**
 * Published comments under an article, newest first, each with its replies, oldest first.
 * @param options.limit comments that answer the article itself, at most 50
 */
export async function commentsOf(
  ctx: Context,
  articleId: string,
  options: { limit: number; before?: CommentPosition },
): Promise<ShownComment[]> {
  const { before } = options
  const page = await ctx.db
    .select(columns)
    .from(comments)
    .leftJoin(people, eq(people.id, comments.personId))
    .where(
      and(
        eq(comments.articleId, articleId),
        isShown,
        isNull(comments.attachedTo),
        before &&
          sql`(${comments.createdAt}, ${comments.id}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`,
      ),
    )
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(Math.min(options.limit, 50))
  if (page.length === 0) return []
  const answers = await attachedTo(ctx, page)
  const deeper = await attachedTo(ctx, answers)
  return page.map((row) =>
    present(
      row,
      under(row, answers).map((answer) =>
        present(
          answer,
          under(answer, deeper).map((last) => present(last, [])),
        ),
      ),
    ),
  )
}

function under(row: Row, rows: Row[]): Row[] {
  return rows.filter((one) => one.attachedTo === row.id)
}

async function attachedTo(ctx: Context, rows: Row[]): Promise<Row[]> {
  if (rows.length === 0) return []
  return ctx.db
    .select(columns)
    .from(comments)
    .leftJoin(people, eq(people.id, comments.personId))
    .where(
      and(
        inArray(
          comments.attachedTo,
          rows.map((row) => row.id),
        ),
        isShown,
      ),
    )
    .orderBy(asc(comments.createdAt), asc(comments.id))
    .limit(mostReplies)
}

/** How many comments are published under an article, replies included. */
export async function commentCount(ctx: Context, articleId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ published: commentCounts.published })
    .from(commentCounts)
    .where(eq(commentCounts.articleId, articleId))
  return row?.published ?? 0
}

/** How many comments somebody has written, those they removed left out, and where the newest stands. */
export async function commentsCountedOf(
  ctx: Context,
  personId: string,
): Promise<{ count: number; newest: { id: string; articleSlug: string; headline: string; at: Date } | null }> {
  const own = and(eq(comments.personId, personId), ne(comments.state, 'deleted'))
  const [[counted], [newest]] = await Promise.all([
    ctx.db.select({ count: count() }).from(comments).where(own),
    ctx.db
      .select({ id: comments.id, articleSlug: articles.slug, headline: articles.headline, at: comments.createdAt })
      .from(comments)
      .innerJoin(articles, eq(articles.id, comments.articleId))
      .where(own)
      .orderBy(desc(comments.createdAt))
      .limit(1),
  ])
  return { count: counted?.count ?? 0, newest: newest ?? null }
}
