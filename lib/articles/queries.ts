import { and, asc, eq, exists, gt, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { articleAuthors, articles, articleTopics, authors, redirects, topics } from '#db/schema/articles.ts'
import { commentCounts } from '#db/schema/comments.ts'
import { pictures } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'
import { bodySchema, type Body } from './body/document.ts'
import { preview } from './body/preview.ts'
import { picturesOf, viewFields } from './internal/article.ts'
import {
  bounded,
  cardFields,
  isBefore,
  isVisible,
  newestFirst,
  selectCards,
  toCard,
  toPicture,
} from './internal/card.ts'
import { alternativesOf } from './internal/old-address.ts'
import {
  isFreeToRead,
  readingMinutes,
  type Access,
  type ArticleCard,
  type CommentSetting,
  type Credit,
  type Position,
  type ShownPicture,
} from './model.ts'

export interface ArticleAuthor extends Credit {
  id: string
  biography: string
  picture: ShownPicture | null
}

export interface ArticleTopic extends Credit {
  id: string
}

/** The pictures a body shows, by pictureId. */
export type BodyPictures = Record<string, ShownPicture>

/** Everything of an article that anybody may see. */
export interface ArticleView {
  id: string
  slug: string
  headline: string
  /** For what is shared elsewhere, and for search engines; each empty where the headline serves. */
  socialHeadline: string
  searchHeadline: string
  standfirst: string
  authors: ArticleAuthor[]
  topics: ArticleTopic[]
  picture: ShownPicture | null
  /** Kept also without a picture: an imported article may name the source of a picture that did not come with it. */
  pictureCaption: string
  pictureCredit: string
  publishedAt: Date
  updatedAt: Date
  wordCount: number
  readingMinutes: number
  access: Access
  commentSetting: CommentSetting
  /** Carries no advertising, whoever reads it. */
  adFree: boolean
  commentCount: number
  /** The whole body of a public article, the preview of any other; never more. */
  text: { kind: 'whole' | 'preview'; body: Body; pictures: BodyPictures }
}

/** A visible article as anybody may see it: of what is not public, the preview is all that leaves here. */
export async function articleBySlug(ctx: Context, slug: string): Promise<ArticleView | null> {
  const [row] = await ctx.db
    .select(viewFields)
    .from(articles)
    .leftJoin(pictures, eq(pictures.id, articles.pictureId))
    .leftJoin(commentCounts, eq(commentCounts.articleId, articles.id))
    .where(and(eq(articles.slug, slug), isVisible(ctx.now)))
  if (row === undefined) return null
  const { body: stored, previewBlocks, picture, ...shown } = row
  const whole = bodySchema.parse(stored)
  const isFree = isFreeToRead(row.access)
  const body = isFree ? whole : preview(whole, previewBlocks)
  return {
    ...shown,
    picture: toPicture(picture),
    readingMinutes: readingMinutes(row.wordCount),
    text: { kind: isFree ? 'whole' : 'preview', body, pictures: await picturesOf(ctx, body) },
  }
}

export interface ListOptions {
  /** At most 100. */
  limit: number
  before?: Position
}

/** Visible articles, newest first. */
export async function newest(ctx: Context, options: ListOptions): Promise<ArticleCard[]> {
  const rows = await selectCards(ctx)
    .where(and(isVisible(ctx.now), isBefore(options.before)))
    .orderBy(newestFirst)
    .limit(bounded(options.limit))
  return rows.map(toCard)
}

/** Cards of the given articles, in the given order; those no longer visible are left out. */
export async function cardsOf(ctx: Context, ids: string[]): Promise<ArticleCard[]> {
  if (ids.length === 0) return []
  const rows = await selectCards(ctx).where(
    and(isVisible(ctx.now), sql`${articles.id} = any(${sql.param(ids)}::uuid[])`),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? []).map(toCard)
}

/**
 * What was published after `instant`, newest first, at most 1,000: as much as a news sitemap may hold (Google's
 * limit).
 */
export async function newsSince(ctx: Context, instant: Date): Promise<ArticleCard[]> {
  const rows = await selectCards(ctx)
    .where(and(isVisible(ctx.now), gt(articles.publishedAt, instant)))
    .orderBy(newestFirst)
    .limit(1000)
  return rows.map(toCard)
}

/** A topic's visible articles, newest first: read off one index, whatever the size of the topic. */
export async function byTopic(ctx: Context, topicId: string, options: ListOptions): Promise<ArticleCard[]> {
  const { before } = options
  const ids = await ctx.db
    .select({ id: articleTopics.articleId })
    .from(articleTopics)
    .where(
      and(
        eq(articleTopics.topicId, topicId),
        isNotNull(articleTopics.publishedAt),
        lte(articleTopics.publishedAt, ctx.now),
        before &&
          sql`(${articleTopics.publishedAt}, ${articleTopics.articleId}) < (${sql.param(before.publishedAt, articleTopics.publishedAt)}, ${sql.param(before.id, articleTopics.articleId)})`,
      ),
    )
    .orderBy(sql`${articleTopics.publishedAt} desc nulls last, ${articleTopics.articleId} desc nulls last`)
    .limit(bounded(options.limit))
  return cardsOf(
    ctx,
    ids.map((row) => row.id),
  )
}

/** An author's visible articles, newest first; with a topic, those of them that are in it. */
export async function byAuthor(
  ctx: Context,
  authorId: string,
  options: ListOptions & { topicId?: string | undefined },
): Promise<ArticleCard[]> {
  const { topicId } = options
  const isInTopic =
    topicId !== undefined &&
    sql`exists (select 1 from ${articleTopics} where ${articleTopics.articleId} = ${articles.id} and ${articleTopics.topicId} = ${topicId})`
  const ids = await ctx.db
    .select({ id: articles.id })
    .from(articleAuthors)
    .innerJoin(articles, eq(articles.id, articleAuthors.articleId))
    .where(
      and(eq(articleAuthors.authorId, authorId), isVisible(ctx.now), isBefore(options.before), isInTopic || undefined),
    )
    .orderBy(newestFirst)
    .limit(bounded(options.limit))
  return cardsOf(
    ctx,
    ids.map((row) => row.id),
  )
}

export interface Topic {
  id: string
  slug: string
  name: string
  description: string
  /** Order in the masthead; null for topics that are not in it. */
  position: number | null
}

const topicFields = {
  id: topics.id,
  slug: topics.slug,
  name: topics.name,
  description: topics.description,
  position: topics.position,
}

/** Topics with at least one visible article: the masthead's in their order, then the others by name. */
export function topicsInUse(ctx: Context): Promise<Topic[]> {
  const visible = ctx.db
    .select({ found: sql`1` })
    .from(articleTopics)
    .where(
      and(
        eq(articleTopics.topicId, topics.id),
        isNotNull(articleTopics.publishedAt),
        lte(articleTopics.publishedAt, ctx.now),
      ),
    )
  return ctx.db
    .select(topicFields)
    .from(topics)
    .where(exists(visible))
    .orderBy(sql`${topics.position} asc nulls last`, asc(topics.name))
}

export async function topicBySlug(ctx: Context, slug: string): Promise<Topic | null> {
  const [topic] = await ctx.db
    .select(topicFields)
    .from(topics)
    .where(and(eq(topics.slug, slug), isNull(topics.mergedInto)))
  return topic ?? null
}

export interface Author {
  id: string
  slug: string
  name: string
  biography: string
  picture: ShownPicture | null
}

export async function authorBySlug(ctx: Context, slug: string): Promise<Author | null> {
  const { contentHash, width, height, colour, alt, caption, credit, focusX, focusY } = pictures
  const [row] = await ctx.db
    .select({
      id: authors.id,
      slug: authors.slug,
      name: authors.name,
      biography: authors.biography,
      picture: { contentHash, width, height, colour, alt, caption, credit, focusX, focusY },
    })
    .from(authors)
    .leftJoin(pictures, eq(pictures.id, authors.pictureId))
    .where(and(eq(authors.slug, slug), isNull(authors.mergedInto)))
  return row === undefined ? null : { ...row, picture: toPicture(row.picture) }
}

/**
 * Where an old address leads now.
 * @param pathAndQuery as it was asked for, e.g. /?p=12 or /2009/05/old-name/?utm_source=mail
 * @returns a path of this site, or null
 */
export async function redirectFor(ctx: Context, pathAndQuery: string): Promise<string | null> {
  const paths = alternativesOf(pathAndQuery)
  const rows = await ctx.db
    .select({ path: redirects.path, target: redirects.target })
    .from(redirects)
    .where(sql`${redirects.path} = any(${sql.param(paths)}::text[])`)
  const [nearest] = rows.toSorted((one, other) => paths.indexOf(one.path) - paths.indexOf(other.path))
  return nearest?.target ?? null
}

export interface SitemapEntry {
  id: string
  slug: string
  publishedAt: Date
  updatedAt: Date
}

/** Every visible article, newest first, at most 1,000 a call; go on with the last entry. */
export function allPublished(ctx: Context, before?: Position): Promise<SitemapEntry[]> {
  return ctx.db
    .select({
      id: articles.id,
      slug: articles.slug,
      publishedAt: cardFields.publishedAt,
      updatedAt: articles.updatedAt,
    })
    .from(articles)
    .where(and(isVisible(ctx.now), isBefore(before)))
    .orderBy(newestFirst)
    .limit(1000)
}
