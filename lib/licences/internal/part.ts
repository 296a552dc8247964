import { diffArrays } from 'diff'
import type { LicensedPart } from '#db/schema/licences.ts'
import { blocksOf } from '#lib/articles/body/rebuild.ts'
import { blockText } from '#lib/articles/body/to-text.ts'
import type { Body } from '#lib/articles/body/document.ts'

/** Each block of a text as plain text, pictures left out: what parts are counted in. */
export function textsOf(body: Body): string[] {
  return blocksOf(body)
    .filter((block) => block.type !== 'picture')
    .map(blockText)
}

/**
 * Finds a part again in a text that has changed since it was chosen. What came between its blocks belongs to it; what came
 * before its first or after its last does not.
 * @param present each block of the text as it is now
 * @returns the first and the last block of it now, counted from 0; null when nothing of it is left
 */
export function findPart(part: LicensedPart, present: string[]): { from: number; to: number } | null {
  const { starts, ends } = placesNow(part.blocks, present)
  const from = starts[part.from]
  const to = ends[part.to]
  return from === undefined || to === undefined || to < from ? null : { from, to }
}

/** For each block of before, where what has become of it begins now, and where it ends (before that, when it is gone). */
function placesNow(before: string[], present: string[]): { starts: number[]; ends: number[] } {
  const starts: number[] = []
  const ends: number[] = []
  let next = 0
  let gone: string[] = []
  let come: string[] = []
  const settle = () => {
    const places = placesAmong(gone, come)
    for (const [index, place] of places.entries()) {
      starts.push(next + (place ?? places.slice(index).find((later) => later !== null) ?? come.length))
      ends.push(next + (place ?? places.slice(0, index).findLast((earlier) => earlier !== null) ?? -1))
    }
    next += come.length
    gone = []
    come = []
  }
  for (const { added, removed, value } of diffArrays(before, present)) {
    if (removed) gone.push(...value)
    else if (added) come.push(...value)
    else {
      settle()
      for (const _ of value) {
        starts.push(next)
        ends.push(next)
        next += 1
      }
    }
  }
  settle()
  return { starts, ends }
}

/**
 * Which of the blocks that came is which of those that went, in order; null for what is gone. As many as there were are
 * the same ones; otherwise they are told by the words they share, for a neighbour is not licensed.
 */
function placesAmong(gone: string[], come: string[]): (number | null)[] {
  if (gone.length === come.length) return gone.map((_, place) => place)
  const [were, are] = [gone.map(wordsOf), come.map(wordsOf)]
  // The best that the blocks from each place on can share: the longest common subsequence, weighed by their likeness.
  const best = Array.from({ length: gone.length + 1 }, () => Array.from({ length: come.length + 1 }, () => 0))
  const bestAt = (one: number, other: number) => best[one]?.[other] ?? 0
  const both = (one: number, other: number) => {
    const share = likeness(were[one], are[other])
    return share < leastLikeness ? 0 : share + bestAt(one + 1, other + 1)
  }
  for (let one = gone.length - 1; one >= 0; one -= 1)
    for (let other = come.length - 1; other >= 0; other -= 1) {
      const row = best[one]
      if (row) row[other] = Math.max(bestAt(one + 1, other), bestAt(one, other + 1), both(one, other))
    }
  const places: (number | null)[] = []
  let other = 0
  for (let one = 0; one < gone.length; one += 1) {
    while (other < come.length && bestAt(one, other) === bestAt(one, other + 1)) other += 1
    const isIt = other < come.length && both(one, other) > 0 && bestAt(one, other) === both(one, other)
    places.push(isIt ? other : null)
    if (isIt) other += 1
  }
  return places
}

/** Of the words of two blocks, the share they have in common from which on one is taken for what became of the other. */
const leastLikeness = 0.3

function wordsOf(block: string): Set<string> {
  return new Set(block.toLowerCase().match(/[\p{L}\p{N}]+/gu))
}

function likeness(one: Set<string> = new Set(), other: Set<string> = new Set()): number {
  const shared = [...one].filter((word) => other.has(word)).length
  return shared === 0 ? 0 : (2 * shared) / (one.size + other.size)
}
