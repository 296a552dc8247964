import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { matchEnd, matchStart, toParts, type SnippetPart } from '../model.ts'

export interface Snippets {
  headline: SnippetPart[]
  text: SnippetPart[]
}

/** A text is looked through from its beginning up to this many characters, some five thousand words. */
const longestLookedThrough = 30_000

const rowsSchema = z.array(
  z.object({ id: z.string(), headline: z.string(), snippet: z.string(), beginning: z.string() }),
)

/**
 * Where the query's words stand in headlines and in what anybody may read of the texts, for the few articles of one
 * page.
 */
export async function snippetsOf(ctx: Context, ids: string[], query: string): Promise<Map<string, Snippets>> {
  if (ids.length === 0) return new Map()
  const marks = `StartSel=${matchStart}, StopSel=${matchEnd}`
  const clean = (text: SQL) => sql`translate(${text}, ${matchStart + matchEnd}, '')`
  const text = clean(sql`left(standfirst || E'\n\n' || public_text, ${longestLookedThrough})`)
  const rows = await ctx.db.execute(sql`
    select
      id,
      ts_headline('magazine', ${clean(sql`headline`)}, query, ${`${marks}, HighlightAll=true`}) as headline,
      ts_headline('magazine', ${text}, query, ${`${marks}, MaxFragments=2, MaxWords=24, MinWords=12, FragmentDelimiter=" … "`}) as snippet,
      left(${text}, 100) as beginning
    from articles, websearch_to_tsquery('magazine', ${query}) query
    where id = any(${sql.param(ids)}::uuid[])`)
  return new Map(
    rowsSchema
      .parse([...rows])
      .map((row) => [
        row.id,
        { headline: toParts(row.headline), text: withEllipsis(toParts(row.snippet), row.beginning) },
      ]),
  )
}

/** Says so when a snippet begins in the middle of the text. */
function withEllipsis(parts: SnippetPart[], beginning: string): SnippetPart[] {
  const shown = parts.map(({ text }) => text).join('')
  const isBeginning = beginning.replace(/\s+/g, ' ').trim().startsWith(shown.slice(0, 20))
  return isBeginning ? parts : [{ text: '… ', match: false }, ...parts]
}
