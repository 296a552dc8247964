import type { ArticleCard } from './model.ts'
import type { Topic } from './queries.ts'

export interface FrontPage {
  lead: ArticleCard | null
  /** The second rank, at most five; the first two have pictures where there are any. */
  second: ArticleCard[]
  strips: { topic: Topic; articles: ArticleCard[] }[]
}

/**
 * Lays out the front page from the newest: one lead, a second rank, then each topic's newest that do not stand above,
 * those that have it as their first topic in front. The newest with a picture leads, unless it is more than three articles old; no article appears twice.
 */
export function frontPage(latest: ArticleCard[], byTopic: { topic: Topic; articles: ArticleCard[] }[]): FrontPage {
  const lead = latest.slice(0, 4).find((card) => card.picture !== null) ?? latest[0] ?? null
  const rank = latest.filter((card) => card.id !== lead?.id).slice(0, 5)
  const second = [...rank.filter((card) => card.picture !== null), ...rank.filter((card) => card.picture === null)]
  const shown = new Set([lead, ...second].flatMap((card) => card?.id ?? []))
  const strips = byTopic.flatMap(({ topic, articles }) => {
    const unseen = articles.filter((card) => !shown.has(card.id))
    const isOwn = (card: ArticleCard) => card.topics[0]?.slug === topic.slug
    const fresh = [...unseen.filter(isOwn), ...unseen.filter((card) => !isOwn(card))].slice(0, 4)
    for (const card of fresh) shown.add(card.id)
    return fresh.length === 0 ? [] : [{ topic, articles: fresh }]
  })
  return { lead, second, strips }
}
