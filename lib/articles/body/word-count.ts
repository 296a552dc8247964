import type { Body } from './document.ts'
import { mainText } from './to-text.ts'

/**
 * Words of the text as a word processor counts them: what stands between spaces and has a letter or a figure in it.
 * Captions and footnotes do not count.
 */
export function wordCount(body: Body): number {
  return mainText(body).match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0
}
