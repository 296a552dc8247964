import { and, asc, desc, eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { commentCounts, comments } from '#db/schema/comments.ts'
import type { Context } from '#lib/context.ts'
import { commentSettings } from '#lib/settings/queries.ts'
import { openPosition, sealPosition, type ThreadPosition } from './cursor.ts'
import { isShown, positionOf, present, selectRows } from './internal/rows.ts'
import { isOpenAt, type CommentSort, type ShownComment } from './model.ts'

/** A page of a list of comments. */
export interface CommentPage {
  comments: ShownComment[]
  /** Where the next one begins, for an address; null when this is the last. */
  after: string | null
}

const orders: Record<CommentSort, SQL[]> = {
  newest: [desc(comments.createdAt), desc(comments.id)],
  oldest: [asc(comments.createdAt), asc(comments.id)],
  liked: [desc(comments.likes), desc(comments.createdAt), desc(comments.id)],
}

function goesOn(sort: CommentSort, { likes, at, id }: ThreadPosition): SQL {
  const last = sql`${at.toISOString()}::timestamptz, ${id}::uuid`
  if (sort === 'liked')
    return sql`(${comments.likes}, ${comments.createdAt}, ${comments.id}) < (${likes}::int, ${last})`
  const place = sql`(${comments.createdAt}, ${comments.id})`
  return sort === 'newest' ? sql`${place} < (${last})` : sql`${place} > (${last})`
}

/**
 * Comments that answer an article, with their first replies; three statements, however long the thread is.
 * @param options.limit at most 50
 * @param options.after from the page before; one that is not of this thread and this order begins anew
 */
export async function threadPage(
  ctx: Context,
  articleId: string,
  options: { sort: CommentSort; limit: number; after?: string | undefined },
): Promise<CommentPage> {
  const { sort, after } = options
  const limit = Math.min(options.limit, 50)
  const list = `${articleId} ${sort}`
  const from = openPosition(after, list, ctx.config.authSecret)
  const rows = await selectRows(ctx)
    .where(and(eq(comments.articleId, articleId), isNull(comments.attachedTo), isShown, from && goesOn(sort, from)))
    .orderBy(...orders[sort])
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    comments: await present(ctx, page),
    after: last && rows.length > limit ? sealPosition(positionOf(last), list, ctx.config.authSecret) : null,
  }
}

/** The comments that editors picked out last, as their readers see them; without their replies. */
export async function picksOf(ctx: Context, articleId: string, limit: number): Promise<ShownComment[]> {
  const rows = await selectRows(ctx)
    .where(and(eq(comments.articleId, articleId), isNotNull(comments.pickedAt), eq(comments.state, 'published')))
    .orderBy(desc(comments.pickedAt))
    .limit(limit)
  return present(
    ctx,
    rows.map((row) => ({ ...row, replies: 0 })),
  )
}

export interface ThreadFacts {
  /** Comments published under the article, replies included. */
  count: number
  /** Whether it takes comments at this moment. */
  isOpen: boolean
}

/** What a thread's heading says. */
export async function threadFacts(ctx: Context, articleId: string): Promise<ThreadFacts> {
  const [settings, [article]] = await Promise.all([
    commentSettings(ctx),
    ctx.db
      .select({
        count: commentCounts.published,
        commentSetting: articles.comments,
        closeAt: articles.commentsCloseAt,
        publishedAt: articles.publishedAt,
      })
      .from(articles)
      .leftJoin(commentCounts, eq(commentCounts.articleId, articles.id))
      .where(eq(articles.id, articleId)),
  ])
  return article === undefined
    ? { count: 0, isOpen: false }
    : { count: article.count ?? 0, isOpen: isOpenAt(article, settings, ctx.now) }
}
