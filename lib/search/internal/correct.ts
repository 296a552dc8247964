import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { replaceWords, wordsOf } from '../model.ts'

const correctionsSchema = z.array(z.object({ word: z.string(), nearest: z.string() }))
const wordsSchema = z.array(z.object({ word: z.string() }))
const countSchema = z.tuple([z.object({ found: z.number() })])

/**
 * Puts right the words of a query that find nothing: each becomes the word of a published text that is most like it.
 * A slip seldom changes the first letter, or the length by more than two.
 * @returns the query put right; null when nothing is wrong with its words, or nothing like them is known
 */
export async function correctQuery(ctx: Context, query: string): Promise<string | null> {
  const unknown = await unknownWords(ctx, wordsOf(query))
  if (unknown.length === 0) return null
  const rows = await ctx.db.execute(sql`
    select typed.word, nearest.word as nearest
    from unnest(${sql.param(unknown)}::text[]) typed(word)
    cross join lateral (select lower(unaccent(typed.word)) as plain) typed_plainly
    cross join lateral (
      select known.word
      from search_words known
      where known.word % typed_plainly.plain
        and abs(length(known.word) - length(typed_plainly.plain)) <= 2
        and (left(known.word, 1) = left(typed_plainly.plain, 1) or similarity(known.word, typed_plainly.plain) >= 0.5)
      order by similarity(known.word, typed_plainly.plain) + case when left(known.word, 1) = left(typed_plainly.plain, 1) then 0.1 else 0 end desc, known.word
      limit 1
    ) nearest`)
  const corrections = new Map(correctionsSchema.parse([...rows]).map(({ word, nearest }) => [word, nearest]))
  return corrections.size === 0 ? null : replaceWords(query, corrections)
}

/** Words that stand in no published text, in no form of theirs: a plural finds its singular by the stem they share. */
async function unknownWords(ctx: Context, words: string[]): Promise<string[]> {
  if (words.length === 0) return []
  const rows = await ctx.db.execute(sql`
    select typed.word
    from unnest(${sql.param(words)}::text[]) typed(word)
    where numnode(plainto_tsquery('magazine', typed.word)) > 0
      and not exists (select from search_words known where known.word = lower(unaccent(typed.word)))`)
  const unknown: string[] = []
  for (const { word } of wordsSchema.parse([...rows])) {
    // Materialised, because for a mere EXISTS the planner hopes to meet one soon, and reads the whole table when
    // there is none.
    const [{ found }] = countSchema.parse([
      ...(await ctx.db.execute(sql`
        with found as materialized (
          select from articles where state = 'published' and published_at <= ${ctx.now.toISOString()}::timestamptz and search @@ plainto_tsquery('magazine', ${word})
        )
        select count(*)::int as found from found`)),
    ])
    if (found === 0) unknown.push(word)
  }
  return unknown
}
