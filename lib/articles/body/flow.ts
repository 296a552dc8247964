import type { Block, Inline, Mark, Paragraph } from './document.ts'

/**
 * Collects blocks in reading order. Text between two blocks becomes a paragraph by itself; white space runs together as
 * a browser would show it.
 */
export class Flow {
  readonly blocks: Block[] = []
  #pending: Inline[] = []

  text(value: string, marks: Mark[]): void {
    // Old files carry control characters that no editor shows.
    const text = value.replace(/[ \t\n\r\f]+/g, ' ').replace(/\p{Cc}/gu, '')
    if (text !== '') this.#pending.push({ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) })
  }

  inline(node: Inline): void {
    this.#pending.push(node)
  }

  block(block: Block): void {
    this.endParagraph()
    this.blocks.push(block)
  }

  /** Two or more line breaks in a row are how old editors ended a paragraph. */
  endParagraph(): void {
    const pending = this.#pending
    this.#pending = []
    let start = 0
    for (let place = 0; place <= pending.length; place += 1) {
      const gap = place === pending.length ? 1 : breaksAt(pending, place)
      if (place < pending.length && gap < 2) continue
      const content = tidy(pending.slice(start, place))
      if (content.length > 0) this.blocks.push({ type: 'paragraph', content })
      start = place + gap
      place = start - 1
    }
  }

  finish(): Block[] {
    this.endParagraph()
    return this.blocks
  }
}

/**
 * @returns how many items from `place` on are line breaks with nothing but white space between and after them, 0 for
 * fewer than two breaks
 */
function breaksAt(content: Inline[], place: number): number {
  if (content[place]?.type !== 'hardBreak') return 0
  let breaks = 0
  let end = place
  for (; end < content.length; end += 1) {
    const node = content[end]
    if (node?.type === 'hardBreak') breaks += 1
    else if (!(node?.type === 'text' && node.text.trim() === '')) break
  }
  return breaks >= 2 ? end - place : 0
}

/** Joins neighbours of the same marks, and removes the white space and breaks that no reader would see. */
export function tidy(content: Inline[]): Inline[] {
  const tidied: Inline[] = []
  let spaceBefore = true
  for (const node of content) {
    if (node.type === 'hardBreak') {
      if (tidied.length === 0) continue
      trimEnd(tidied)
      tidied.push(node)
      spaceBefore = true
      continue
    }
    if (node.type === 'footnoteReference') {
      tidied.push(node)
      spaceBefore = false
      continue
    }
    const text: string = spaceBefore ? node.text.replace(/^ /, '') : node.text
    if (text === '') continue
    const previous = tidied.at(-1)
    if (previous?.type === 'text' && sameMarks(previous.marks, node.marks))
      tidied[tidied.length - 1] = { ...previous, text: previous.text + text }
    else tidied.push({ ...node, text })
    spaceBefore = text.endsWith(' ')
  }
  for (;;) {
    trimEnd(tidied)
    if (tidied.at(-1)?.type !== 'hardBreak') break
    tidied.pop()
  }
  return tidied.some((node) => node.type === 'footnoteReference' || (node.type === 'text' && node.text.trim() !== ''))
    ? tidied
    : []
}

function trimEnd(content: Inline[]): void {
  const last = content.at(-1)
  if (last?.type !== 'text' || !last.text.endsWith(' ')) return
  content.pop()
  const text = last.text.replace(/ +$/, '')
  if (text !== '') content.push({ ...last, text })
  else trimEnd(content)
}

function sameMarks(one: Mark[] | undefined, other: Mark[] | undefined): boolean {
  return JSON.stringify(one ?? []) === JSON.stringify(other ?? [])
}

/** The paragraphs within, for places where nothing else may stand. */
export function paragraphsOf(blocks: Block[]): Paragraph[] {
  return blocks.flatMap((block): Paragraph[] => {
    switch (block.type) {
      case 'paragraph':
        return [block]
      case 'heading':
        return [{ type: 'paragraph', content: block.content ?? [] }]
      case 'codeBlock':
        return [{ type: 'paragraph', content: block.content ?? [] }]
      case 'blockquote':
      case 'pullQuote':
        return paragraphsOf(block.content)
      case 'bulletList':
      case 'orderedList':
        return block.content.flatMap((item) => paragraphsOf(item.content))
      case 'table':
        return block.content.flatMap((row) => row.content.flatMap((cell) => paragraphsOf(cell.content)))
      case 'picture':
      case 'embed':
      case 'horizontalRule':
        return []
    }
  })
}
