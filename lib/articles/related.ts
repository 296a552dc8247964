import { sql } from 'drizzle-orm'
import { articleRelated, articles, articleTopics } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { bounded } from './internal/card.ts'
import type { ArticleCard } from './model.ts'
import { cardsOf } from './queries.ts'

/**
 * What an editor chose to stand beside an article, in that order; then visible articles of the same topics, those that share
 * most first, then the newest. Never the article itself, nor one twice.
 */
export async function relatedTo(ctx: Context, articleId: string, limit: number): Promise<ArticleCard[]> {
  const most = bounded(limit)
  const own = sql.param(articleId, articles.id)
  const now = sql.param(ctx.now, articles.publishedAt)
  const chosen = sql`
    select choice.related_id as id, choice.position as place, 0::bigint as shared, other.published_at as at
    from ${articleRelated} choice join ${articles} other on other.id = choice.related_id
    where choice.article_id = ${own} and other.state = 'published' and other.published_at <= ${now}`
  const newestOfTopic = sql`
    select other.article_id, other.published_at from ${articleTopics} other
    where other.topic_id = own.topic_id and other.published_at is not null and other.published_at <= ${now} and other.article_id <> own.article_id
    order by other.published_at desc nulls last, other.article_id desc nulls last limit ${most}`
  const ofItsTopics = sql`
    select candidate.article_id, null::integer, count(*), candidate.published_at
    from ${articleTopics} own cross join lateral (${newestOfTopic}) candidate
    where own.article_id = ${own}
      and not exists (select 1 from ${articleRelated} choice where choice.article_id = ${own} and choice.related_id = candidate.article_id)
    group by candidate.article_id, candidate.published_at`
  const rows = await ctx.db
    .select({ id: sql<string>`found.id` })
    .from(sql`(${chosen} union all ${ofItsTopics}) found`)
    .orderBy(sql`found.place asc nulls last, found.shared desc, found.at desc, found.id desc`)
    .limit(most)
  return cardsOf(
    ctx,
    rows.map((row) => row.id),
  )
}
