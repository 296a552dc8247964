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
  let gone = 0
  let come = 0
  const settle = () => {
    for (let place = 0; place < gone; place += 1) {
      // Of changed blocks that stand together, beginnings go with beginnings, and ends with ends.
      const last = Math.max(0, come - 1)
      starts.push(next + Math.min(place, last))
      ends.push(next + come - 1 - Math.min(gone - 1 - place, last))
    }
    next += come
    gone = 0
    come = 0
  }
  for (const { added, removed, value } of diffArrays(before, present)) {
    if (removed) gone += value.length
    else if (added) come += value.length
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
