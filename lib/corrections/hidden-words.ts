import type { Body } from '#lib/articles/body/document.ts'
import { preview } from '#lib/articles/body/preview.ts'
import { toText } from '#lib/articles/body/to-text.ts'

/** So many words in a row are a quotation and no accident. */
const quotation = 12

/**
 * Whether a text that everybody reads quotes the part of an article that not everybody reads.
 * @param bodies the article before and after a change
 * @param previewBlocks how much of it everybody reads
 */
export function quotesHidden(text: string, bodies: readonly Body[], previewBlocks: number): boolean {
  const open = bodies.map((body) => inARow(toText(preview(body, previewBlocks)))).join('\n')
  const whole = bodies.map((body) => inARow(toText(body))).join('\n')
  const words = inARow(text).trim().split(' ')
  for (let first = 0; first + quotation <= words.length; first += 1) {
    const row = ` ${words.slice(first, first + quotation).join(' ')} `
    if (whole.includes(row) && !open.includes(row)) return true
  }
  return false
}

function inARow(text: string): string {
  return ` ${(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `
}
