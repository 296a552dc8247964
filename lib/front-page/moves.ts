import { mostStrips, stripLength, type Arrangement } from './model.ts'

/** Where an article can stand: `lead`, `second.0` to `second.4`, or `strip.TOPIC.2`. */
export type Place = string

const placePattern = /^(?:lead|second[.](\d)|strip[.]([0-9a-f-]{36})[.](\d))$/

/** @returns the article that was put there, or null */
export function pinnedAt({ lead, second, strips }: Arrangement, place: Place): string | null {
  const [whole, slot, topicId, position] = placePattern.exec(place) ?? []
  if (whole === undefined) return null
  if (slot !== undefined) return second[Number(slot)] ?? null
  if (topicId === undefined) return lead
  return strips.find((strip) => strip.topicId === topicId)?.pinned[Number(position)] ?? null
}

/**
 * Does what a button or a drop asks for: `put ARTICLE PLACE`, `move PLACE PLACE`, `clear PLACE`, `strip up TOPIC`, `strip down TOPIC`,
 * `strip add TOPIC`, `strip remove TOPIC`, `strip place TOPIC TOPIC` (the first takes the place of the second). Moved from slot to slot, two change
 * places; in a strip
 * what was there makes room. What cannot be done changes nothing.
 */
export function afterMove(plan: Arrangement, asked: string): Arrangement {
  const [deed, first = '', second = '', third = ''] = asked.split(' ')
  if (deed === 'put') return put(plan, first, second)
  if (deed === 'move') return move(plan, first, second)
  if (deed === 'clear') return clear(plan, first)
  if (deed === 'strip') return { ...plan, strips: moveStrip(plan.strips, first, second, third) }
  return plan
}

function without(plan: Arrangement, articleId: string): Arrangement {
  return {
    lead: plan.lead === articleId ? null : plan.lead,
    second: plan.second.map((id) => (id === articleId ? null : id)),
    strips: plan.strips.map((strip) => ({ ...strip, pinned: strip.pinned.filter((id) => id !== articleId) })),
  }
}

function put(plan: Arrangement, articleId: string, place: Place): Arrangement {
  const [whole, slot, topicId, position] = placePattern.exec(place) ?? []
  if (whole === undefined || articleId === '') return plan
  if (slot !== undefined && Number(slot) >= plan.second.length) return plan
  const rest = without(plan, articleId)
  if (slot !== undefined) return { ...rest, second: rest.second.with(Number(slot), articleId) }
  if (topicId === undefined) return { ...rest, lead: articleId }
  return {
    ...rest,
    strips: rest.strips.map((strip) =>
      strip.topicId === topicId
        ? { ...strip, pinned: strip.pinned.toSpliced(Number(position), 0, articleId).slice(0, stripLength) }
        : strip,
    ),
  }
}

function move(plan: Arrangement, from: Place, to: Place): Arrangement {
  const articleId = pinnedAt(plan, from)
  if (articleId === null || from === to) return plan
  const there = pinnedAt(plan, to)
  const moved = put(plan, articleId, to)
  const isSlot = (place: Place) => !place.startsWith('strip.')
  return there !== null && isSlot(from) && isSlot(to) && moved !== plan ? put(moved, there, from) : moved
}

function clear(plan: Arrangement, place: Place): Arrangement {
  const articleId = pinnedAt(plan, place)
  return articleId === null ? plan : without(plan, articleId)
}

function moveStrip(strips: Arrangement['strips'], deed: string, topicId: string, other: string): Arrangement['strips'] {
  const index = strips.findIndex((strip) => strip.topicId === topicId)
  const strip = strips[index]
  if (deed === 'add')
    return strip || topicId === '' || strips.length >= mostStrips ? strips : [...strips, { topicId, pinned: [] }]
  if (!strip) return strips
  const rest = strips.toSpliced(index, 1)
  if (deed === 'remove') return rest
  if (deed === 'up') return rest.toSpliced(Math.max(0, index - 1), 0, strip)
  if (deed === 'down') return rest.toSpliced(index + 1, 0, strip)
  const target = strips.findIndex((one) => one.topicId === other)
  return deed === 'place' && target !== -1 ? rest.toSpliced(target, 0, strip) : strips
}
