import { cardsOf } from '#lib/articles/queries.ts'
import type { ArticleCard } from '#lib/articles/model.ts'
import type { Context } from '#lib/context.ts'
import { correctQuery } from './internal/correct.ts'
import { hasSomethingToFind, rankedMatches } from './internal/candidates.ts'
import { snippetsOf } from './internal/snippets.ts'
import { mostResults, readQuery, resultsPerPage, type SnippetPart } from './model.ts'

export interface SearchResult {
  article: ArticleCard
  /** The headline in pieces, matches marked. */
  headline: SnippetPart[]
  /**
   * One or two places of the standfirst and the public text, joined by an ellipsis; the beginning where neither has a
   * match.
   */
  snippet: SnippetPart[]
}

export interface SearchAnswer {
  /** `empty`: nothing was typed, or only words that are in every text; `too_long`: over 200 characters. */
  state: 'empty' | 'too_long' | 'searched'
  results: SearchResult[]
  /** How many were found; 100 stands for 100 or more. */
  total: number
  /** Set when words found nothing and others were searched instead. */
  corrected: { from: string; to: string } | null
  /** `after` of the next page; null on the last. */
  next: number | null
}

export interface SearchOptions {
  /** As typed: words, "quoted phrases", -excluded words, or. */
  q: string
  /** Results to give, at most 100. */
  limit?: number
  /** How many results were given already. */
  after?: number
}

/** Searches what anybody may read of the visible articles: headlines, authors, standfirsts, public texts. */
export async function search(
  ctx: Context,
  { q, limit = resultsPerPage, after = 0 }: SearchOptions,
): Promise<SearchAnswer> {
  const nothing = { results: [], total: 0, corrected: null, next: null }
  const typed = readQuery(q)
  if (typed.state !== 'searchable') return { state: typed.state, ...nothing }
  const [isFindable, to] = await Promise.all([hasSomethingToFind(ctx, typed.text), correctQuery(ctx, typed.text)])
  if (!isFindable) return { state: 'empty', ...nothing }
  const query = to ?? typed.text
  const ids = await rankedMatches(ctx, query)
  const start = Math.max(0, Math.trunc(after))
  const end = Math.min(start + Math.max(0, Math.trunc(limit)), mostResults)
  const page = ids.slice(start, end)
  const [cards, snippets] = await Promise.all([cardsOf(ctx, page), snippetsOf(ctx, page, query)])
  return {
    state: 'searched',
    results: cards.map((article) => ({
      article,
      headline: snippets.get(article.id)?.headline ?? [],
      snippet: snippets.get(article.id)?.text ?? [],
    })),
    total: ids.length,
    corrected: to === null ? null : { from: typed.text, to },
    next: end < ids.length ? end : null,
  }
}
