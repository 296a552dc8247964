import { asc, eq, getTableColumns, gt, inArray } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { frontArrangements } from '#db/schema/front-page.ts'
import { articleMoves, remarkAnswers, remarks } from '#db/schema/newsroom.ts'
import type { Context } from '#lib/context.ts'
import { inBatches } from '../in-batches.ts'

/** How the front page was arranged, is, and will be; in what has begun lies its history. */
export function frontPageRows(ctx: Context): AsyncGenerator<object> {
  return inBatches(
    (after: string | undefined, size) =>
      ctx.db
        .select()
        .from(frontArrangements)
        .where(after === undefined ? undefined : gt(frontArrangements.id, after))
        .orderBy(asc(frontArrangements.id))
        .limit(size),
    (row) => row.id,
  )
}

/** How articles went through the desk, step by step. */
export async function* moveRows(ctx: Context): AsyncGenerator<object> {
  const rows = inBatches(
    (after: string | undefined, size) =>
      ctx.db
        .select({ article: articles.slug, move: getTableColumns(articleMoves) })
        .from(articleMoves)
        .innerJoin(articles, eq(articles.id, articleMoves.articleId))
        .where(after === undefined ? undefined : gt(articleMoves.id, after))
        .orderBy(asc(articleMoves.id))
        .limit(size),
    ({ move }) => move.id,
  )
  for await (const { article, move } of rows) yield { article, ...move }
}

/** What author and editor said to each other beside the text, with the answers. */
export async function* remarkRows(ctx: Context): AsyncGenerator<object> {
  const batches = inBatches(
    async (after: string | undefined, size) => {
      const found = await ctx.db
        .select({ article: articles.slug, remark: getTableColumns(remarks) })
        .from(remarks)
        .innerJoin(articles, eq(articles.id, remarks.articleId))
        .where(after === undefined ? undefined : gt(remarks.id, after))
        .orderBy(asc(remarks.id))
        .limit(size)
      const answers = await ctx.db
        .select()
        .from(remarkAnswers)
        .where(
          inArray(
            remarkAnswers.remarkId,
            found.map(({ remark }) => remark.id),
          ),
        )
        .orderBy(asc(remarkAnswers.id))
      const byRemark = Map.groupBy(answers, ({ remarkId }) => remarkId)
      return found.map((one) => ({ ...one, answers: byRemark.get(one.remark.id) ?? [] }))
    },
    ({ remark }) => remark.id,
  )
  for await (const { article, remark, answers } of batches) yield { article, ...remark, answers }
}
