import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { articleAuthors, articles, articleTopics, authors, topics } from '#db/schema/articles.ts'
import { pictures } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'
import type { Body } from '../body/document.ts'
import { pictureIdsIn } from '../body/rebuild.ts'
import type { ShownPicture } from '../model.ts'
import { articlePicture, cardFields } from './card.ts'

const shownPictureSchema = z.object({
  contentHash: z.string(),
  width: z.number(),
  height: z.number(),
  colour: z.string(),
  alt: z.string(),
  caption: z.string(),
  credit: z.string(),
  focus: z.object({ x: z.number(), y: z.number() }),
})

const authorsSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    slug: z.string(),
    biography: z.string(),
    picture: shownPictureSchema.nullable(),
  }),
)

const topicsSchema = z.array(z.object({ id: z.string(), name: z.string(), slug: z.string() }))

/** An article's authors in the order of the byline, with all that its page says of them. */
const fullAuthors = sql`(
  select coalesce(json_agg(json_build_object(
    'id', author.id, 'name', author.name, 'slug', author.slug, 'biography', author.biography,
    'picture', case when portrait.id is not null then json_build_object(
      'contentHash', portrait.content_hash, 'width', portrait.width, 'height', portrait.height, 'colour', portrait.colour,
      'alt', portrait.alt, 'caption', portrait.caption, 'credit', portrait.credit,
      'focus', json_build_object('x', portrait.focus_x, 'y', portrait.focus_y)) end) order by credited.position), '[]')
  from ${articleAuthors} credited
  join ${authors} author on author.id = credited.author_id
  left join ${pictures} portrait on portrait.id = author.picture_id
  where credited.article_id = ${articles.id})`.mapWith((value) => authorsSchema.parse(value))

const fullTopics = sql`(
  select coalesce(json_agg(json_build_object('id', ${topics.id}, 'name', ${topics.name}, 'slug', ${topics.slug}) order by ${articleTopics.position}), '[]')
  from ${articleTopics} join ${topics} on ${topics.id} = ${articleTopics.topicId} where ${articleTopics.articleId} = ${articles.id})`.mapWith(
  (value) => topicsSchema.parse(value),
)

/** What an article's page shows of it, and what decides how much of the body that is. */
export const viewFields = {
  id: articles.id,
  slug: articles.slug,
  headline: articles.headline,
  socialHeadline: articles.socialHeadline,
  searchHeadline: articles.searchHeadline,
  standfirst: articles.standfirst,
  authors: fullAuthors,
  topics: fullTopics,
  picture: articlePicture,
  pictureCaption: articlePicture.caption,
  pictureCredit: articlePicture.credit,
  publishedAt: cardFields.publishedAt,
  updatedAt: articles.updatedAt,
  wordCount: articles.wordCount,
  access: articles.access,
  commentSetting: articles.comments,
  adFree: articles.adFree,
  commentCount: cardFields.commentCount,
  body: articles.body,
  previewBlocks: articles.previewBlocks,
}

/** The pictures a body shows, by their id. */
export function picturesOf(ctx: Context, body: Body): Promise<Record<string, ShownPicture>> {
  return picturesById(ctx, pictureIdsIn(body))
}

/** Pictures by their id. */
export async function picturesById(ctx: Context, ids: string[]): Promise<Record<string, ShownPicture>> {
  if (ids.length === 0) return {}
  const { id, contentHash, width, height, colour, alt, caption, credit, focusX, focusY } = pictures
  const rows = await ctx.db
    .select({ id, contentHash, width, height, colour, alt, caption, credit, focusX, focusY })
    .from(pictures)
    .where(sql`${pictures.id} = any(${sql.param(ids)}::uuid[])`)
  return Object.fromEntries(
    rows.map(({ id: pictureId, focusX: x, focusY: y, ...picture }) => [pictureId, { ...picture, focus: { x, y } }]),
  )
}
