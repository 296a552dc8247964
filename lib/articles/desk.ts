import { and, desc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { articleAuthors, articles, authors } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { isEarlier } from '#lib/keyset.ts'
import { revisionOf } from './access.ts'
import { bodySchema, type Body } from './body/document.ts'
import { picturesOf } from './internal/article.ts'
import type { Access, ArticleState, ShownPicture } from './model.ts'

/** An article in the desk's list. */
export interface DeskArticle {
  id: string
  slug: string
  headline: string
  /** Their names, as the byline has them. */
  byline: string
  state: ArticleState
  access: Access
  publishedAt: Date | null
  updatedAt: Date
}

export interface DeskQuery {
  /** As typed: words of the headline, the authors or the public text, or an address. */
  q: string
  /** Whether the last word may be typed in part, as where something is found while it is typed. */
  isUnfinished?: boolean
  state?: ArticleState | undefined
  access?: Access | undefined
  /** Whom they wait for; null: for nobody. Left out: whomever. */
  assignedTo?: string | null | undefined
  /** The list goes on after this article. */
  after?: { at: Date; id: string } | undefined
  limit: number
}

/** The outer table is named in full: Drizzle leaves names off a column where a statement has but one table. */
const byline = sql<string>`(
  select coalesce(string_agg(author.name, ', ' order by credited.position), '')
  from ${articleAuthors} credited join ${authors} author on author.id = credited.author_id where credited.article_id = "articles"."id")`

const listFields = {
  id: articles.id,
  slug: articles.slug,
  headline: articles.headline,
  byline,
  state: articles.state,
  access: articles.access,
  publishedAt: articles.publishedAt,
  updatedAt: articles.updatedAt,
}

/** Articles of every state, those changed last first. */
export function findArticles(ctx: Context, query: DeskQuery): Promise<DeskArticle[]> {
  const { after, state, access, assignedTo } = query
  return ctx.db
    .select(listFields)
    .from(articles)
    .where(
      and(
        isMeant(query.q.trim(), query.isUnfinished ?? false),
        state && eq(articles.state, state),
        access && eq(articles.access, access),
        isAssigned(assignedTo),
        isEarlier(articles.updatedAt, articles.id, after),
      ),
    )
    .orderBy(desc(articles.updatedAt), desc(articles.id))
    .limit(Math.max(1, Math.min(query.limit, 100)))
}

function isAssigned(to: string | null | undefined): SQL | undefined {
  if (to === undefined) return undefined
  return to === null ? isNull(articles.assignedTo) : eq(articles.assignedTo, to)
}

/** Shorter beginnings are those of half the language. */
const shortestBeginning = 3

function isMeant(typed: string, isUnfinished: boolean): SQL | undefined {
  if (typed === '') return undefined
  const slug = typed.slice(typed.lastIndexOf('/') + 1)
  const whole = sql`websearch_to_tsquery('magazine', ${typed})`
  const words = typed.match(/[\p{L}\p{N}]+/gu) ?? []
  const isBegun = isUnfinished && (words.at(-1) ?? '').length >= shortestBeginning
  const asked = isBegun ? sql`(${whole} || to_tsquery('magazine', ${`${words.join(' & ')}:*`}))` : whole
  return or(eq(articles.slug, slug), sql`${articles.search} @@ ${asked}`)
}

/** One article with its text, as the desk works on it. */
export interface ArticleAtDesk extends DeskArticle {
  standfirst: string
  /** The article's own words about the picture at its head; empty where it has none. */
  pictureCaption: string
  body: Body
  pictures: Record<string, ShownPicture>
  previewBlocks: number
  adFree: boolean
  /** What a change must name, so that two editors do not undo each other. */
  revision: number
}

/** An article of any state; null when there is none of this id. */
export async function articleAtDesk(ctx: Context, id: string): Promise<ArticleAtDesk | null> {
  const [row] = await ctx.db
    .select({
      ...listFields,
      standfirst: articles.standfirst,
      pictureCaption: articles.pictureCaption,
      body: articles.body,
      previewBlocks: articles.previewBlocks,
      adFree: articles.adFree,
    })
    .from(articles)
    .where(eq(articles.id, id))
  if (row === undefined) return null
  const body = bodySchema.parse(row.body)
  return { ...row, body, pictures: await picturesOf(ctx, body), revision: await revisionOf(ctx, id) }
}

/** Headlines of articles of any state, by id; what is no article's id has none. */
export async function headlinesOf(ctx: Context, ids: string[]): Promise<ReadonlyMap<string, string>> {
  const known = ids.filter((id) => z.uuid().safeParse(id).success)
  if (known.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: articles.id, headline: articles.headline })
    .from(articles)
    .where(inArray(articles.id, known))
  return new Map(rows.map(({ id, headline }) => [id, headline]))
}
