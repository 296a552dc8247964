import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'

const planSchema = z.tuple([
  z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]) }),
])

/**
 * Whether so many articles match that it is quicker to go through the newest until enough do: as far as the planner's statistics
 * tell, without looking. Fetching a match through the index costs about a tenth of reading an article's word list to see
 * whether it matches (measured at 100,000 articles): reading candidates × articles / matches lists is cheaper than fetching
 * all matches from here on.
 * @param asked a tsquery
 * @param candidates how many are wanted
 */
export async function matchesOf(
  ctx: Context,
  asked: SQL,
  candidates: number,
): Promise<{ matches: number; articles: number; areMany: boolean }> {
  const [plan] = planSchema.parse([
    ...(await ctx.db.execute(sql`explain (format json) select from articles where search @@ ${asked}`)),
  ])
  const [size] = await ctx.db.execute(
    sql`select greatest(reltuples, 1)::float8 as articles from pg_class where oid = 'articles'::regclass`,
  )
  const matches = plan['QUERY PLAN'][0].Plan['Plan Rows']
  const { articles } = z.object({ articles: z.number() }).parse(size)
  return { matches, articles, areMany: matches * matches > 10 * candidates * articles }
}
