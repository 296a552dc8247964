import type { Body } from '../body/document.ts'
import { blockText } from '../body/to-text.ts'
import { lettersOf, soughtOf } from './sought.ts'

export interface Passage {
  /** The words as they stood when they were marked. */
  quote: string
  /** In which block of the text, counted from 0. */
  block: number
}

/**
 * Where a passage stands now: in its own block, or else in the nearest that has its words (see sought.ts). The footnotes
 * are one block, after all others.
 * @returns the block, counted from 0; null when the words are no longer in the text
 */
export function findPassage(body: Body, { quote, block }: Passage): number | null {
  const sought = soughtOf(quote)
  if (sought === '') return null
  const found = body.content.flatMap((one, index) => (lettersOf(textOf(one)).letters.includes(sought) ? [index] : []))
  const [nearest = null] = found.toSorted((one, other) => Math.abs(one - block) - Math.abs(other - block))
  return nearest
}

function textOf(node: Body['content'][number]): string {
  if (node.type !== 'footnotes') return blockText(node)
  return node.content.flatMap(({ content }) => content.map(blockText)).join('\n')
}
