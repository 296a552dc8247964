import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { newestFirst, selectCards, toCard } from './internal/card.ts'
import type { ArticleCard, ArticleState } from './model.ts'

/*
 * What readers will see, for staff alone: whatever is shown to readers asks lib/articles/queries.ts.
 */

/** What is scheduled and will have appeared at `ctx.now`, newest first; at most 100. */
export async function scheduledCards(ctx: Context): Promise<ArticleCard[]> {
  const rows = await selectCards(ctx)
    .where(and(eq(articles.state, 'scheduled'), lte(articles.publishedAt, ctx.now)))
    .orderBy(newestFirst)
    .limit(100)
  return rows.map(toCard)
}

/** Cards of those of the given articles that will have appeared at `ctx.now`. */
export async function foreseenCards(ctx: Context, ids: string[]): Promise<ArticleCard[]> {
  if (ids.length === 0) return []
  const rows = await selectCards(ctx).where(
    and(
      inArray(articles.state, ['published', 'scheduled']),
      lte(articles.publishedAt, ctx.now),
      sql`${articles.id} = any(${sql.param(ids)}::uuid[])`,
    ),
  )
  return rows.map(toCard)
}

/** What the desk must know of an article that is put somewhere. */
export interface PlacedArticle {
  id: string
  headline: string
  state: ArticleState
  publishedAt: Date | null
}

/** The given articles, whatever their state. */
export async function placedArticles(ctx: Context, ids: string[]): Promise<PlacedArticle[]> {
  if (ids.length === 0) return []
  return ctx.db
    .select({ id: articles.id, headline: articles.headline, state: articles.state, publishedAt: articles.publishedAt })
    .from(articles)
    .where(inArray(articles.id, ids))
}
