import { eq, sql } from 'drizzle-orm'
import { articleAuthors, articleRelated, articles, articleTopics, authors, topics } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { contentSchema, type Content } from './content-schema.ts'

const authorsOf = sql`(
  select coalesce(json_agg(json_build_object('id', author.id, 'slug', author.slug, 'name', author.name) order by credited.position), '[]')
  from ${articleAuthors} credited join ${authors} author on author.id = credited.author_id where credited.article_id = "articles"."id")`

const topicsOf = sql`(
  select coalesce(json_agg(json_build_object('id', topic.id, 'slug', topic.slug, 'name', topic.name) order by filed.position), '[]')
  from ${articleTopics} filed join ${topics} topic on topic.id = filed.topic_id where filed.article_id = "articles"."id")`

const relatedOf = sql`(
  select coalesce(json_agg(chosen.related_id order by chosen.position), '[]')
  from ${articleRelated} chosen where chosen.article_id = "articles"."id")`

/** What an article is now; its row stays locked until the transaction ends, so that two saves follow one another. */
export async function lockContent(ctx: Context, articleId: string): Promise<Content | null> {
  // In a statement of its own: whoever had to wait for the lock would read byline and topics as they were before.
  await ctx.db.select({ id: articles.id }).from(articles).where(eq(articles.id, articleId)).for('no key update')
  const [row] = await ctx.db
    .select({
      slug: articles.slug,
      headline: articles.headline,
      shortHeadline: articles.shortHeadline,
      socialHeadline: articles.socialHeadline,
      searchHeadline: articles.searchHeadline,
      standfirst: articles.standfirst,
      body: articles.body,
      access: articles.access,
      previewBlocks: articles.previewBlocks,
      comments: articles.comments,
      state: articles.state,
      publishedAt: articles.publishedAt,
      pictureId: articles.pictureId,
      pictureAlt: articles.pictureAlt,
      pictureCaption: articles.pictureCaption,
      pictureCredit: articles.pictureCredit,
      authors: authorsOf,
      topics: topicsOf,
      related: relatedOf,
    })
    .from(articles)
    .where(eq(articles.id, articleId))
  return row === undefined ? null : contentSchema.parse({ ...row, publishedAt: row.publishedAt?.toISOString() ?? null })
}
