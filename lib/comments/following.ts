import { and, desc, eq } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { threadFollows } from '#db/schema/comments.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { mayReadByRight } from './audience.ts'
import { threadArticle } from './gate.ts'

const followsOfOnePerson = { name: 'thread-follow', points: 60, seconds: 600 }

/**
 * Has somebody told of new comments under an article, from now on.
 * @throws Refusal when readers cannot see it, or this one may not read what is said there
 */
export async function followThread(ctx: Context, personId: string, slug: string): Promise<void> {
  const { id: articleId, access } = await threadArticle(ctx, { slug })
  if (!(await mayReadByRight(ctx, personId, access)))
    throw new Refusal('forbidden', 'Only those who may always read these comments can follow them.')
  await requirePoint(ctx, followsOfOnePerson, personId, 'You have followed very many conversations at once.')
  await ctx.db.insert(threadFollows).values({ articleId, personId, followedAt: ctx.now }).onConflictDoNothing()
}

/** No longer. An article that is gone meanwhile can be let go, too. */
export async function unfollowThread(ctx: Context, personId: string, slug: string): Promise<void> {
  const [article] = await ctx.db.select({ id: articles.id }).from(articles).where(eq(articles.slug, slug))
  if (article) await ctx.db.delete(threadFollows).where(pair(personId, article.id))
}

export async function isFollowing(ctx: Context, personId: string, articleId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ articleId: threadFollows.articleId })
    .from(threadFollows)
    .where(pair(personId, articleId))
  return row !== undefined
}

/** The threads somebody follows, the latest first; at most 200. */
export async function threadsFollowedBy(
  ctx: Context,
  personId: string,
): Promise<{ slug: string; headline: string; followedAt: Date }[]> {
  return ctx.db
    .select({ slug: articles.slug, headline: articles.headline, followedAt: threadFollows.followedAt })
    .from(threadFollows)
    .innerJoin(articles, eq(articles.id, threadFollows.articleId))
    .where(eq(threadFollows.personId, personId))
    .orderBy(desc(threadFollows.followedAt))
    .limit(200)
}

function pair(personId: string, articleId: string) {
  return and(eq(threadFollows.personId, personId), eq(threadFollows.articleId, articleId))
}
