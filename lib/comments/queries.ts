import { and, count, desc, eq, ne } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { commentCounts, comments } from '#db/schema/comments.ts'
import type { Context } from '#lib/context.ts'

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
