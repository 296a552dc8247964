import type { Body, Inline } from './document.ts'
import { blocksOf, footnotesOf, mapInlines } from './rebuild.ts'

/**
 * The beginning of a body that anybody may read, with the footnotes it refers to.
 * A preview is never the whole: the last block always stays behind the gate, however short the article.
 * @param count blocks of the text to show
 */
export function preview(body: Body, count: number): Body {
  const shown = blocksOf(body).slice(0, previewLength(body, count))
  const referred = new Set<string>()
  mapInlines(shown, (content: Inline[]) => {
    for (const node of content) if (node.type === 'footnoteReference') referred.add(node.attrs.id)
    return content
  })
  const notes = (footnotesOf(body)?.content ?? []).filter((note) => referred.has(note.attrs.id))
  return { type: 'doc', content: notes.length === 0 ? shown : [...shown, { type: 'footnotes', content: notes }] }
}

/** @returns how many blocks of the text a preview of at most `count` shows */
export function previewLength(body: Body, count: number): number {
  const blocks = blocksOf(body)
  let length = Math.max(0, Math.min(count, blocks.length - 1))
  // A heading with nothing under it promises what is not there.
  while (length > 0 && ['heading', 'horizontalRule'].includes(blocks[length - 1]?.type ?? '')) length -= 1
  return length
}
