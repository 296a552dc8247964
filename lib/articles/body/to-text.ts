import type { Block, Body, Inline } from './document.ts'
import { blocksOf, footnotesOf } from './rebuild.ts'

/** A body as plain text: one blank line between blocks, captions in their place, footnotes at the end. */
export function toText(body: Body): string {
  const notes = (footnotesOf(body)?.content ?? []).flatMap((note) => linesOf(note.content))
  return [...linesOf(blocksOf(body)), ...notes].join('\n\n')
}

/** What a reader reads from top to bottom: no captions, no footnotes, nothing of other sites. */
export function mainText(body: Body): string {
  return linesOf(blocksOf(body).filter((block) => block.type !== 'picture' && block.type !== 'embed')).join('\n\n')
}

/** One block as plain text, its lines apart; empty for a rule. A picture is told by what is under it, or by what it shows. */
export function blockText(block: Block): string {
  if (block.type === 'picture') return `[Picture] ${linesOfBlock(block).join('') || block.attrs.alt}`.trim()
  return linesOf([block]).join('\n')
}

function linesOf(blocks: Block[]): string[] {
  return blocks.flatMap(linesOfBlock).filter((line) => line !== '')
}

function linesOfBlock(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [inlineText(block.content)]
    case 'codeBlock':
      return [(block.content ?? []).map(({ text }) => text).join('')]
    case 'blockquote':
    case 'pullQuote':
      return linesOf(block.content)
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap((item) => linesOf(item.content))
    case 'table':
      return block.content.map((row) => row.content.map((cell) => linesOf(cell.content).join(' ')).join(' '))
    case 'picture':
      return [[block.attrs.caption, block.attrs.credit].filter((line) => line !== '').join(' ')]
    case 'embed':
      return [block.attrs.title]
    case 'horizontalRule':
      return []
  }
}

function inlineText(content: Inline[] = []): string {
  return content.map((node) => (node.type === 'text' ? node.text : node.type === 'hardBreak' ? '\n' : '')).join('')
}
