import { pinnedAt, type Place } from '#lib/front-page/moves.ts'
import type { Arrangement } from '#lib/front-page/model.ts'

/** The lead and the second rank, in their order: buttons move an article through them. */
export const slots = ['lead', 'second.0', 'second.1', 'second.2', 'second.3', 'second.4'] as const

const slotNames: Record<string, string> = {
  lead: 'Lead',
  'second.0': 'Second rank, 1st, at the side',
  'second.1': 'Second rank, 2nd, at the side',
  'second.2': 'Second rank, 3rd, under the lead',
  'second.3': 'Second rank, 4th, under the lead',
  'second.4': 'Second rank, 5th, under the lead',
}

/** @param nameOf the topic's name by its id */
export function placeName(place: Place, nameOf: (topicId: string) => string): string {
  const [, topicId = '', position = ''] = place.split('.')
  return slotNames[place] ?? `${nameOf(topicId)}, ${Number(position) + 1}`
}

/** Where articles can be put, and how that is called. A strip takes what is put there as its first. */
export function targets(plan: Arrangement, nameOf: (topicId: string) => string): { place: Place; name: string }[] {
  return [
    ...slots.map((place) => ({ place, name: placeName(place, nameOf) })),
    ...plan.strips.map(({ topicId }) => ({ place: `strip.${topicId}.0`, name: `${nameOf(topicId)}, in front` })),
  ]
}

/** Every place something is pinned to, and what. */
export function pinnedPlaces(plan: Arrangement): { place: Place; id: string }[] {
  const inStrips = plan.strips.flatMap(({ topicId, pinned }) => pinned.map((_, index) => `strip.${topicId}.${index}`))
  return [...slots, ...inStrips].flatMap((place) => {
    const id = pinnedAt(plan, place)
    return id === null ? [] : [{ place, id }]
  })
}
