import { asc, eq, type SQL } from 'drizzle-orm'
import { articleAuthors, articles, authors } from '#db/schema/articles.ts'
import { bodySchema, type Body } from '#lib/articles/body/document.ts'
import { isVisibleAt, type Access } from '#lib/articles/model.ts'
import type { Context } from '#lib/context.ts'

/** An article as it is licensed, whatever its access: for callers who know who may have it. */
export interface LicensedArticle {
  id: string
  slug: string
  headline: string
  standfirst: string
  authors: string[]
  access: Access
  body: Body
  publishedAt: Date | null
  /** Whether readers can see that it is there. */
  isPublished: boolean
}

export function articleById(ctx: Context, id: string): Promise<LicensedArticle | null> {
  return articleWhere(ctx, eq(articles.id, id))
}

export function articleAt(ctx: Context, slug: string): Promise<LicensedArticle | null> {
  return articleWhere(ctx, eq(articles.slug, slug))
}

async function articleWhere(ctx: Context, where: SQL): Promise<LicensedArticle | null> {
  const [row] = await ctx.db
    .select({
      id: articles.id,
      slug: articles.slug,
      headline: articles.headline,
      standfirst: articles.standfirst,
      access: articles.access,
      body: articles.body,
      state: articles.state,
      publishedAt: articles.publishedAt,
    })
    .from(articles)
    .where(where)
  if (row === undefined) return null
  const credited = await ctx.db
    .select({ name: authors.name })
    .from(articleAuthors)
    .innerJoin(authors, eq(authors.id, articleAuthors.authorId))
    .where(eq(articleAuthors.articleId, row.id))
    .orderBy(asc(articleAuthors.position))
  const { state, ...article } = row
  return {
    ...article,
    body: bodySchema.parse(row.body),
    authors: credited.map(({ name }) => name),
    isPublished: isVisibleAt({ state, publishedAt: row.publishedAt }, ctx.now),
  }
}
