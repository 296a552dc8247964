import { and, eq, lte, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { articleAuthors, articles, articleTopics, authors, topics } from '#db/schema/articles.ts'
import { commentCounts } from '#db/schema/comments.ts'
import { pictures } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'
import { readingMinutes, type ArticleCard, type Position, type ShownPicture } from '../model.ts'

const creditsSchema = z.array(z.object({ name: z.string(), slug: z.string() }))

/** The article's own words about its picture, where it has any; the picture's otherwise. */
export const articlePicture = {
  contentHash: pictures.contentHash,
  width: pictures.width,
  height: pictures.height,
  colour: pictures.colour,
  alt: sql<string>`coalesce(nullif(${articles.pictureAlt}, ''), ${pictures.alt}, '')`,
  caption: sql<string>`coalesce(nullif(${articles.pictureCaption}, ''), ${pictures.caption}, '')`,
  credit: sql<string>`coalesce(nullif(${articles.pictureCredit}, ''), ${pictures.credit}, '')`,
  focusX: pictures.focusX,
  focusY: pictures.focusY,
}

/** What a list shows of an article. Aggregates run once a row shown, each by the primary key of its table. */
export const cardFields = {
  id: articles.id,
  slug: articles.slug,
  headline: articles.headline,
  shortHeadline: articles.shortHeadline,
  standfirst: articles.standfirst,
  publishedAt: sql`${articles.publishedAt}`.mapWith(articles.publishedAt),
  access: articles.access,
  wordCount: articles.wordCount,
  commentCount: sql<number>`coalesce(${commentCounts.published}, 0)`,
  picture: articlePicture,
  authors: sql`(
    select coalesce(json_agg(json_build_object('name', ${authors.name}, 'slug', ${authors.slug}) order by ${articleAuthors.position}), '[]')
    from ${articleAuthors} join ${authors} on ${authors.id} = ${articleAuthors.authorId} where ${articleAuthors.articleId} = ${articles.id})`.mapWith(
    (value) => creditsSchema.parse(value),
  ),
  topics: sql`(
    select coalesce(json_agg(json_build_object('name', ${topics.name}, 'slug', ${topics.slug}) order by ${articleTopics.position}), '[]')
    from ${articleTopics} join ${topics} on ${topics.id} = ${articleTopics.topicId} where ${articleTopics.articleId} = ${articles.id})`.mapWith(
    (value) => creditsSchema.parse(value),
  ),
}

/** The articles whose cards are wanted are said by `where`. */
export function selectCards(ctx: Context) {
  return ctx.db
    .select(cardFields)
    .from(articles)
    .leftJoin(pictures, eq(pictures.id, articles.pictureId))
    .leftJoin(commentCounts, eq(commentCounts.articleId, articles.id))
}

interface CardRow extends Omit<ArticleCard, 'readingMinutes' | 'picture'> {
  wordCount: number
  picture: JoinedPicture
}

/** What a left join gives where there is no picture. */
type JoinedPicture = { [Field in keyof PictureRow]: PictureRow[Field] | null } | null

interface PictureRow extends Omit<ShownPicture, 'focus'> {
  focusX: number
  focusY: number
}

export function toCard({ wordCount, picture, ...row }: CardRow): ArticleCard {
  return { ...row, picture: toPicture(picture), readingMinutes: readingMinutes(wordCount) }
}

export function toPicture(picture: JoinedPicture): ShownPicture | null {
  if (picture === null) return null
  const { contentHash, width, height, colour, alt, caption, credit, focusX, focusY } = picture
  if (contentHash === null || width === null || height === null || colour === null) return null
  const words = { alt: alt ?? '', caption: caption ?? '', credit: credit ?? '' }
  return { contentHash, width, height, colour, ...words, focus: { x: focusX ?? 50, y: focusY ?? 50 } }
}

/** In words of SQL what `isVisibleAt` says of one article. */
export function isVisible(now: Date): SQL | undefined {
  return and(eq(articles.state, 'published'), lte(articles.publishedAt, now))
}

/** Keyset paging: what stands after `before` in the order newest first. */
export function isBefore(before: Position | undefined): SQL | undefined {
  return (
    before &&
    sql`(${articles.publishedAt}, ${articles.id}) < (${sql.param(before.publishedAt, articles.publishedAt)}, ${sql.param(before.id, articles.id)})`
  )
}

/**
 * The order of the index articles_newest, to the letter: drizzle-kit writes `.desc()` as DESC NULLS LAST, and
 * PostgreSQL reads no index for ORDER BY … DESC alone, which means NULLS FIRST, but sorts the whole table.
 */
export const newestFirst = sql`${articles.publishedAt} desc nulls last, ${articles.id} desc nulls last`

/** No list on any page is longer. */
export function bounded(limit: number): number {
  return Math.max(0, Math.min(limit, 100))
}
