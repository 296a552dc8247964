import type { Body } from '../body/document.ts'
import { blocksOf } from '../body/rebuild.ts'
import { blockText } from '../body/to-text.ts'

export interface Passage {
  /** The words as they stood when they were marked. */
  quote: string
  /** In which block of the text, counted from 0. */
  block: number
}

/**
 * Where a passage stands now: in its own block, or else in the nearest that has its words. White space may differ.
 * @returns the block, counted from 0; null when the words are no longer in the text
 */
export function findPassage(body: Body, { quote, block }: Passage): number | null {
  const words = plain(quote)
  if (words === '') return null
  const found = blocksOf(body).flatMap((one, index) => (plain(blockText(one)).includes(words) ? [index] : []))
  const [nearest = null] = found.toSorted((one, other) => Math.abs(one - block) - Math.abs(other - block))
  return nearest
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}
