import { and, eq } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { bodySchema, type Body } from './body/document.ts'
import { previewLength } from './body/preview.ts'
import { picturesOf } from './internal/article.ts'
import { isVisible } from './internal/card.ts'
import type { BodyPictures } from './queries.ts'

/** A whole text. */
export interface WholeText {
  body: Body
  pictures: BodyPictures
  /** How many of its blocks the preview shows: what comes after them is not for everybody. */
  previewLength: number
}

/** The whole body of a visible article, whatever its access: for callers that know who may read it. */
export async function articleBody(ctx: Context, articleId: string): Promise<WholeText | null> {
  const [row] = await ctx.db
    .select({ body: articles.body, previewBlocks: articles.previewBlocks })
    .from(articles)
    .where(and(eq(articles.id, articleId), isVisible(ctx.now)))
  if (row === undefined) return null
  const body = bodySchema.parse(row.body)
  return { body, pictures: await picturesOf(ctx, body), previewLength: previewLength(body, row.previewBlocks) }
}
