import type { Block, Body, Footnotes, Inline, Picture, TableRow } from './document.ts'

/**
 * Puts something else, or nothing, in the place of each block that holds no other blocks. What becomes empty by that
 * goes too.
 */
export function mapLeaves(blocks: Block[], change: (block: Block) => Block | null): Block[] {
  return blocks.flatMap((block): Block[] => {
    switch (block.type) {
      case 'blockquote': {
        const content = mapLeaves(block.content, change)
        return content.length === 0 ? [] : [{ ...block, content }]
      }
      case 'bulletList':
      case 'orderedList': {
        const content = block.content
          .map((item) => ({ ...item, content: mapLeaves(item.content, change) }))
          .filter((item) => item.content.length > 0)
        return content.length === 0 ? [] : [{ ...block, content }]
      }
      case 'pullQuote': {
        const content = mapLeaves(block.content, change).filter((inner) => inner.type === 'paragraph')
        return content.length === 0 ? [] : [{ ...block, content }]
      }
      case 'table':
        return [{ ...block, content: block.content.map((row) => mapRow(row, change)) }]
      default: {
        const changed = change(block)
        return changed === null ? [] : [changed]
      }
    }
  })
}

function mapRow(row: TableRow, change: (block: Block) => Block | null): TableRow {
  return {
    ...row,
    content: row.content.map((cell) => {
      const content = mapLeaves(cell.content, change)
      return { ...cell, content: content.length === 0 ? [{ type: 'paragraph' }] : content }
    }),
  }
}

export function mapInlines(blocks: Block[], change: (content: Inline[]) => Inline[]): Block[] {
  return mapLeaves(blocks, (block) => {
    if (block.type !== 'paragraph' && block.type !== 'heading') return block
    return block.content === undefined ? block : { ...block, content: change(block.content) }
  })
}

export function mapBody(body: Body, change: (blocks: Block[]) => Block[]): Body {
  return {
    type: 'doc',
    content: body.content.flatMap((node): (Block | Footnotes)[] => {
      if (node.type !== 'footnotes') return change([node])
      return [{ ...node, content: node.content.map((note) => ({ ...note, content: orEmpty(change(note.content)) })) }]
    }),
  }
}

function orEmpty(blocks: Block[]): Block[] {
  return blocks.length === 0 ? [{ type: 'paragraph' }] : blocks
}

/** The blocks of the text, without the footnotes. */
export function blocksOf(body: Body): Block[] {
  return body.content.filter((node) => node.type !== 'footnotes')
}

/** @returns the footnotes node, if there is one */
export function footnotesOf(body: Body): Footnotes | undefined {
  return body.content.find((node) => node.type === 'footnotes')
}

/** Puts the real pictures in the place of those that `fromHtml` found; null leaves one out. */
export function placePictures(body: Body, place: (found: Picture['attrs']) => Picture['attrs'] | null): Body {
  return mapBody(body, (blocks) =>
    mapLeaves(blocks, (block) => {
      if (block.type !== 'picture') return block
      const attrs = place(block.attrs)
      return attrs === null ? null : { type: 'picture', attrs }
    }),
  )
}

/** @returns each picture's id once, in the order of the text */
export function pictureIdsIn(body: Body): string[] {
  const ids = new Set<string>()
  placePictures(body, (attrs) => {
    ids.add(attrs.pictureId)
    return attrs
  })
  return [...ids]
}
