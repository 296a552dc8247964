import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { matchEnd, matchStart, toParts, type SnippetPart } from '../model.ts'

export interface Snippets {
  headline: SnippetPart[]
  text: SnippetPart[]
}

/** A text is looked through from its beginning up to this many characters, some five thousand words. */
const longestLookedThrough = 30_000

const rowsSchema = z.array(z.object({ id: z.string(), headline: z.string(), snippet: z.string() }))

/** Where the query's words stand in headlines and in what anybody may read of the texts, for the few articles of one page. */
export async function snippetsOf(ctx: Context, ids: string[], query: string): Promise<Map<string, Snippets>> {
  if (ids.length === 0) return new Map()
  const marks = `StartSel=${matchStart}, StopSel=${matchEnd}`
  const clean = (text: ReturnType<typeof sql>) => sql`translate(${text}, ${matchStart + matchEnd}, '')`
  const rows = await ctx.db.execute(sql`
    select
      id,
      ts_headline('magazine', ${clean(sql`headline`)}, query, ${`${marks}, HighlightAll=true`}) as headline,
      ts_headline('magazine', ${clean(sql`left(standfirst || E'\n\n' || public_text, ${longestLookedThrough})`)}, query, ${`${marks}, MaxFragments=2, MaxWords=24, MinWords=12, FragmentDelimiter=" … "`}) as snippet
    from articles, websearch_to_tsquery('magazine', ${query}) query
    where id = any(${sql.param(ids)}::uuid[])`)
  return new Map(rowsSchema.parse([...rows]).map((row) => [row.id, { headline: toParts(row.headline), text: toParts(row.snippet) }]))
}
