import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { matchesOf } from '#lib/articles/word-index.ts'
import type { Context } from '#lib/context.ts'
import { mostResults } from '../model.ts'

/** As many of the newest matches are compared with one another. */
const mostCandidates = 200

/** Of the weights D, C, B, A; the index has no D. A headline is worth ten mentions in a text. */
const weights = sql.raw(`'{0, 0.1, 0.4, 1}'::real[]`)

const newestFirst = sql.raw('published_at desc nulls last, id desc nulls last')

/** Whether a query has anything to find in it: words, not all of them too common or excluded. */
export async function hasSomethingToFind(ctx: Context, query: string): Promise<boolean> {
  // `querytree` is what of a query an index can look up: nothing of "the", T of "-eels" (PostgreSQL, text search
  // functions).
  const [row] = await ctx.db.execute(sql`select querytree(websearch_to_tsquery('magazine', ${query})) as tree`)
  const { tree } = z.object({ tree: z.string() }).parse(row)
  return tree !== '' && tree !== 'T'
}

/**
 * The visible articles that match, best first, at most 100. Compares the newest 200 matches with one another. Finds
 * those in one of two ways, so that a word of every article costs no more than a word of one: few matches through the
 * text index, many by going through the newest articles.
 */
export async function rankedMatches(ctx: Context, query: string): Promise<string[]> {
  const asked = sql`websearch_to_tsquery('magazine', ${query})`
  const { matches, articles, areMany } = await matchesOf(ctx, asked, mostCandidates)
  if (areMany) {
    const depth = Math.ceil((2 * mostCandidates * articles) / matches)
    const ids = await rank(ctx, query, throughNewest(ctx, query, depth))
    // Fewer than that: the statistics were wrong, or all matches are old.
    if (ids.length === mostResults) return ids
  }
  return rank(ctx, query, throughIndex(ctx, query))
}

function isVisible(ctx: Context): SQL {
  return sql`state = 'published' and published_at <= ${ctx.now.toISOString()}::timestamptz`
}

function throughNewest(ctx: Context, query: string, depth: number): SQL {
  return sql`
    select id, published_at, search
    from (select id, published_at, search from articles where ${isVisible(ctx)} order by ${newestFirst} limit ${depth}) newest
    where search @@ websearch_to_tsquery('magazine', ${query})
    limit ${mostCandidates}`
}

/** Materialised, because with the limit in sight the planner would rather go through the newest. */
function throughIndex(ctx: Context, query: string): SQL {
  return sql`
    with matches as materialized (
      select id, published_at from articles where ${isVisible(ctx)} and search @@ websearch_to_tsquery('magazine', ${query})
    )
    select newest.id, newest.published_at, article.search
    from (select id, published_at from matches order by ${newestFirst} limit ${mostCandidates}) newest
    join articles article on article.id = newest.id`
}

const idsSchema = z.array(z.object({ id: z.string() }))

async function rank(ctx: Context, query: string, candidates: SQL): Promise<string[]> {
  // A match of today counts a fifth more than one of long ago, one of a year ago some seven hundredths: what is
  // otherwise as good, newest first.
  const recency = sql`(1 + 0.2 * exp(- greatest(0, extract(epoch from ${ctx.now.toISOString()}::timestamptz - published_at)) / 31557600))`
  const rows = await ctx.db.execute(sql`
    select id
    from (${candidates}) candidates
    order by ts_rank_cd(${weights}, search, websearch_to_tsquery('magazine', ${query}), 1) * ${recency} desc, published_at desc, id desc
    limit ${mostResults}`)
  return idsSchema.parse([...rows]).map(({ id }) => id)
}
