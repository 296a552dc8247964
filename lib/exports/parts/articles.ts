import { asc, getTableColumns, gt, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { articleAuthors, articleRelated, articles, articleTopics, authors, topics } from '#db/schema/articles.ts'
import { pictures } from '#db/schema/pictures.ts'
import { bodySchema, type Body } from '#lib/articles/body/document.ts'
import { pictureIdsIn } from '#lib/articles/body/rebuild.ts'
import type { Context } from '#lib/context.ts'
import { originalName } from '#lib/pictures/originals.ts'
import { inBatches } from '../in-batches.ts'

const creditSchema = z.object({ name: z.string(), slug: z.string(), biography: z.string().optional() })
export type ExportedCredit = z.infer<typeof creditSchema>

export interface ExportedPicture {
  /** The name of its file under pictures/. */
  file: string
  alt: string
  caption: string
  credit: string
}

// What search is made of is made anew elsewhere.
const { search: _, publicText: __, ...columns } = getTableColumns(articles)

const credits = {
  authors: sql`(
    select coalesce(json_agg(json_build_object('name', author.name, 'slug', author.slug, 'biography', author.biography) order by credited.position), '[]')
    from ${articleAuthors} credited join ${authors} author on author.id = credited.author_id where credited.article_id = "articles"."id")`.mapWith(
    (value) => z.array(creditSchema).parse(value),
  ),
  topics: sql`(
    select coalesce(json_agg(json_build_object('name', topic.name, 'slug', topic.slug) order by filed.position), '[]')
    from ${articleTopics} filed join ${topics} topic on topic.id = filed.topic_id where filed.article_id = "articles"."id")`.mapWith(
    (value) => z.array(creditSchema).parse(value),
  ),
}

const related = sql`(
  select coalesce(json_agg(chosen_one.slug order by chosen.position), '[]')
  from ${articleRelated} chosen join ${articles} chosen_one on chosen_one.id = chosen.related_id
  where chosen.article_id = "articles"."id")`.mapWith((value) => z.array(z.string()).parse(value))

type ArticleRow = Omit<typeof articles.$inferSelect, 'search' | 'publicText' | 'body'>

export interface ExportedArticle extends ArticleRow {
  body: Body
  authors: ExportedCredit[]
  topics: ExportedCredit[]
  /** Address parts of what an editor says belongs beside it. */
  related: string[]
  /** Those in the text and the lead picture, by their ids. */
  pictures: Record<string, ExportedPicture>
}

/** Every article in whatever state, with whoever wrote it and what it shows. */
export async function* exportedArticles(ctx: Context): AsyncGenerator<ExportedArticle> {
  const batches = inBatches(
    (after: string | undefined, size) => readBatch(ctx, after, size),
    ({ row }) => row.id,
    100,
  )
  for await (const { row, shown, ...rest } of batches) yield { ...row, ...rest, pictures: shown }
}

async function readBatch(ctx: Context, after: string | undefined, size: number) {
  const rows = await ctx.db
    .select({ row: columns, ...credits, related })
    .from(articles)
    .where(after === undefined ? undefined : gt(articles.id, after))
    .orderBy(asc(articles.id))
    .limit(size)
  const read = rows.map(({ row: { body, ...row }, ...rest }) => ({ row, body: bodySchema.parse(body), ...rest }))
  const ids = read.map(({ row, body }) => [...pictureIdsIn(body), ...(row.pictureId === null ? [] : [row.pictureId])])
  const known = await picturesById(ctx, [...new Set(ids.flat())])
  return read.map((one, place) => ({
    ...one,
    shown: Object.fromEntries(
      (ids[place] ?? []).flatMap((id) => {
        const picture = known.get(id)
        return picture === undefined ? [] : [[id, picture]]
      }),
    ),
  }))
}

async function picturesById(ctx: Context, ids: string[]): Promise<Map<string, ExportedPicture>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db.select().from(pictures).where(inArray(pictures.id, ids))
  return new Map(
    rows.map((row) => [row.id, { file: originalName(row), alt: row.alt, caption: row.caption, credit: row.credit }]),
  )
}
