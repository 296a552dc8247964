import { z } from 'zod'

/** The slots of the second rank; the first two stand at the side, with pictures where there are any. */
export const secondSlots = 5
/** Articles a topic's strip shows at most. */
export const stripLength = 4
/** No front page has more strips. */
export const mostStrips = 20

const stripSchema = z.object({ topicId: z.uuid(), pinned: z.array(z.uuid()).max(stripLength) })

/** What editors put where. A slot that is null shows the newest, and so does one whose article readers cannot see. */
export const arrangementSchema = z.object({
  lead: z.uuid().nullable(),
  second: z.array(z.uuid().nullable()).length(secondSlots),
  /** In their order; a topic that is not named has no strip. */
  strips: z.array(stripSchema).max(mostStrips),
})
export type Arrangement = z.infer<typeof arrangementSchema>

/** The present rule alone. @param topicIds those of the masthead, in its order */
export function unarranged(topicIds: string[]): Arrangement {
  return {
    lead: null,
    second: Array.from({ length: secondSlots }, () => null),
    strips: topicIds.slice(0, mostStrips).map((topicId) => ({ topicId, pinned: [] })),
  }
}

/** The articles an arrangement names. */
export function pinnedIn({ lead, second, strips }: Arrangement): string[] {
  return [lead, ...second, ...strips.flatMap(({ pinned }) => pinned)].filter((id) => id !== null)
}

/** What a layout must know of an article. */
export interface Placeable {
  id: string
  picture: unknown
  topics: { slug: string }[]
}

export interface FrontPage<Card, Topic> {
  lead: Card | null
  /** What stands in each slot of the second rank; null where there are too few articles. */
  second: (Card | null)[]
  strips: { topic: Topic; articles: Card[] }[]
}

export interface Pool<Card, Topic> {
  /** The newest, newest first: at least six more than are pinned, where there are as many. */
  latest: Card[]
  /** Of each topic that may have a strip, its newest. */
  byTopic: { topic: Topic; articles: Card[] }[]
  /** The pinned ones that readers can see. */
  pinned: Card[]
}

/**
 * Lays out the front page: what is pinned stands where it was put, and everything else is filled by age. The newest with a
 * picture leads, unless it is more than three articles old; in a strip those come first that have its topic as their
 * first. No article appears twice, and none that is pinned fills another place.
 */
export function frontPage<Card extends Placeable, Topic extends { id: string; slug: string }>(
  arrangement: Arrangement,
  { latest, byTopic, pinned }: Pool<Card, Topic>,
): FrontPage<Card, Topic> {
  const visible = new Map(pinned.map((card) => [card.id, card]))
  const placed = new Set<string>()
  const take = (id: string | null) => {
    const card = id === null || placed.has(id) ? undefined : visible.get(id)
    if (card) placed.add(card.id)
    return card ?? null
  }
  const pinnedLead = take(arrangement.lead)
  const pinnedSecond = arrangement.second.map(take)
  const pinnedStrips = arrangement.strips.map((strip) => strip.pinned.flatMap((id) => take(id) ?? []))

  const fresh = latest.filter((card) => !placed.has(card.id))
  const lead = pinnedLead ?? fresh.slice(0, 4).find((card) => card.picture !== null) ?? fresh[0] ?? null
  const rank = fresh
    .filter((card) => card.id !== lead?.id)
    .slice(0, pinnedSecond.filter((card) => card === null).length)
  const fill = [...rank.filter((card) => card.picture !== null), ...rank.filter((card) => card.picture === null)]
  const second = pinnedSecond.map((card) => card ?? fill.shift() ?? null)
  for (const card of [lead, ...second]) if (card) placed.add(card.id)

  const strips = arrangement.strips.flatMap(({ topicId }, index) => {
    const found = byTopic.find(({ topic }) => topic.id === topicId)
    if (!found) return []
    const unseen = found.articles.filter((card) => !placed.has(card.id))
    const isOwn = (card: Card) => card.topics[0]?.slug === found.topic.slug
    const newest = [...unseen.filter(isOwn), ...unseen.filter((card) => !isOwn(card))]
    const articles = [...(pinnedStrips[index] ?? []), ...newest].slice(0, stripLength)
    for (const card of articles) placed.add(card.id)
    return articles.length === 0 ? [] : [{ topic: found.topic, articles }]
  })
  return { lead, second, strips }
}

/** What a form was begun from, so that nobody undoes what came meanwhile. */
export function basisOf(arrangement: { id: string; version: number } | null): string {
  return arrangement === null ? 'the newest' : `${arrangement.id} ${arrangement.version}`
}
