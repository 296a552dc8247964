import { byAuthor, byTopic, newest, type ListOptions } from '#lib/articles/queries.ts'
import type { Context } from '#lib/context.ts'
import { allCorrections } from '#lib/corrections/queries.ts'
import type { ListPlace } from '#lib/keyset.ts'
import { presentListedCorrection, presentSummary } from './present.ts'
import type { Shown } from './schemas.ts'

export interface Asked {
  limit: number
  /** Only what stands after it. */
  from: ListPlace | undefined
}

export interface Page<Item> {
  items: Item[]
  /** The last one of the page, when more stands after it. */
  last: ListPlace | null
}

/** One page of the visible articles, or of those of one topic, of one author, or of both. */
export async function pageOfArticles(
  ctx: Context,
  { limit, from, topicId, authorId }: Asked & { topicId?: string | undefined; authorId?: string | undefined },
  base: string,
): Promise<Page<Shown['ArticleSummary']>> {
  // One more than is shown says whether there is another page.
  const options: ListOptions = { limit: limit + 1, ...(from && { before: { publishedAt: from.at, id: from.id } }) }
  const found =
    authorId !== undefined
      ? await byAuthor(ctx, authorId, { ...options, topicId })
      : topicId === undefined
        ? await newest(ctx, options)
        : await byTopic(ctx, topicId, options)
  const cards = found.slice(0, limit)
  return { items: cards.map((card) => presentSummary(card, base)), last: placeOfLast(cards, found.length > limit) }
}

/**
 * One page of the corrections. Those of articles that readers cannot see are left out, so that a page may be shorter than
 * was asked for and yet not be the last.
 */
export async function pageOfCorrections(
  ctx: Context,
  { limit, from }: Asked,
  base: string,
): Promise<Page<Shown['ListedCorrection']>> {
  const found = await allCorrections(ctx, { limit: limit + 1, before: from })
  const corrections = found.slice(0, limit)
  return {
    items: corrections.flatMap((one) => presentListedCorrection(one, base) ?? []),
    last: placeOfLast(corrections, found.length > limit),
  }
}

function placeOfLast(shown: { publishedAt: Date; id: string }[], isMore: boolean): ListPlace | null {
  const last = shown.at(-1)
  return isMore && last ? { at: last.publishedAt, id: last.id } : null
}
