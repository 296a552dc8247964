import type { Arrangement } from '#lib/front-page/model.ts'
import type { Place } from '#lib/front-page/moves.ts'
import { pinnedPlaces, placeName } from './places.ts'

/** What a move did, for whoever does not see it. */
export function inWords(
  before: Arrangement,
  after: Arrangement,
  headlineOf: (id: string) => string,
  nameOf: (topicId: string) => string,
): string {
  const was = placesById(before)
  const is = placesById(after)
  const moved = [...is].flatMap(([id, place]) =>
    was.get(id) === place ? [] : [`${headlineOf(id)}: ${placeName(place, nameOf)}.`],
  )
  const gone = [...was.keys()].flatMap((id) => (is.has(id) ? [] : [`${headlineOf(id)}: let go, placed by age.`]))
  const order = ({ strips }: Arrangement) => strips.map(({ topicId }) => nameOf(topicId)).join(', ')
  const strips = order(before) === order(after) ? [] : [`Strips: ${order(after) || 'none'}.`]
  return [...moved, ...gone, ...strips].join(' ')
}

function placesById(plan: Arrangement): Map<string, Place> {
  return new Map(pinnedPlaces(plan).map(({ place, id }) => [id, place]))
}
