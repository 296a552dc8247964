import type { Body } from './document.ts'
import { mainText } from './to-text.ts'

/**
 * Words of the text as a word processor counts them: what stands between spaces and has a letter or a figure in it.
 * Captions and footnotes do not count.
 */
export function wordCount(body: Body): number {
  // Word by word: one pattern for all would try every beginning of a long row of signs without a letter.
  return mainText(body)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
