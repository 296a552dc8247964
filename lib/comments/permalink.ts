import { and, asc, eq, inArray } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { comments } from '#db/schema/comments.ts'
import { isVisibleAt } from '#lib/articles/model.ts'
import type { Context } from '#lib/context.ts'
import { isLater } from '#lib/keyset.ts'
import { openPosition } from './cursor.ts'
import { branchCursor, branchList, isShown, present, selectRows, toShown, type Row } from './internal/rows.ts'
import type { ShownComment } from './model.ts'

/** Where a comment is shown: the article's address. Null when readers see no such comment. */
export async function articleOfComment(ctx: Context, id: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ slug: articles.slug, state: articles.state, publishedAt: articles.publishedAt })
    .from(comments)
    .innerJoin(articles, eq(articles.id, comments.articleId))
    .where(and(eq(comments.id, id), isShown))
  return row !== undefined && isVisibleAt(row, ctx.now) ? row.slug : null
}

/** A comment in its place, wherever in its thread that is. */
export interface CommentInPlace {
  /** What it answers, and what that answers: the outermost first. Without their replies. */
  above: ShownComment[]
  /** With a page of what is attached to it or, where nothing can be, of what was attached beside it since. */
  comment: ShownComment
  /** Whether its replies go on from another page, so that the first of them are not here. */
  isFurtherOn: boolean
}

const repliesOnAPage = 20

/**
 * Finds a comment under an article, and what stands around it: six statements at most, wherever in a thread of any
 * length it stands.
 * @param after from the page before, of its replies
 * @returns null when readers see no such comment there
 */
export async function commentInPlace(
  ctx: Context,
  articleId: string,
  id: string,
  after?: string,
): Promise<CommentInPlace | null> {
  const [row] = await selectRows(ctx).where(and(eq(comments.id, id), eq(comments.articleId, articleId), isShown))
  if (row === undefined) return null
  const [above, replies] = await Promise.all([rowsAbove(ctx, row), repliesPage(ctx, row, after)])
  return {
    above: above.map((one) => toShown(one, none)),
    comment: toShown(row, replies),
    isFurtherOn: openPosition(after, branchList(row.id), ctx.config.authSecret) !== undefined,
  }
}

const none = { count: 0, shown: [], after: null }

async function rowsAbove(ctx: Context, row: Row): Promise<Row[]> {
  const near = await rowsOf(ctx, [row.attachedTo, row.parentId])
  const far = await rowsOf(
    ctx,
    near.filter(({ id }) => id === row.attachedTo).map(({ attachedTo }) => attachedTo),
  )
  return [...far, ...near].toSorted((a, b) => a.depth - b.depth)
}

async function rowsOf(ctx: Context, ids: (string | null)[]): Promise<Row[]> {
  const known = ids.filter((id) => id !== null)
  return known.length === 0 ? [] : selectRows(ctx).where(and(inArray(comments.id, known), isShown))
}

/** What answers the deepest comments stands beside them: of those, what came after. */
async function repliesPage(ctx: Context, row: Row, after: string | undefined): Promise<ShownComment['replies']> {
  const isDeepest = row.replies === 0 && row.depth === 2 && row.attachedTo !== null
  if (row.replies === 0 && !isDeepest) return none
  const branch = isDeepest && row.attachedTo !== null ? row.attachedTo : row.id
  const from =
    openPosition(after, branchList(branch), ctx.config.authSecret) ??
    (isDeepest ? { at: row.createdAt, id: row.id } : undefined)
  const rows = await selectRows(ctx)
    .where(and(eq(comments.attachedTo, branch), isShown, isLater(comments.createdAt, comments.id, from)))
    .orderBy(asc(comments.createdAt), asc(comments.id))
    .limit(repliesOnAPage + 1)
  const page = rows.slice(0, repliesOnAPage)
  const last = page.at(-1)
  return {
    count: isDeepest ? page.length : row.replies,
    shown: await present(ctx, page),
    after: last && rows.length > repliesOnAPage ? branchCursor(ctx, branch, last) : null,
  }
}
