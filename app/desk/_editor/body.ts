import type { JSONContent } from '@tiptap/core'
import type { Mark as EditorMark, Node } from '@tiptap/pm/model'
import { z } from 'zod'
import {
  hrefSchema,
  plainMarks,
  type Block,
  type Body,
  type Footnote,
  type Inline,
  type Mark,
  type Paragraph,
  type PlainText,
  type TableRow,
} from '#lib/articles/body/document.ts'
import { embedFor } from '#lib/articles/body/embed.ts'
import { mapBody, mapInlines } from '#lib/articles/body/rebuild.ts'

/** A body as the editor opens it: with a line to type in where there is nothing yet. */
export function documentOf(body: Body, previewBlocks: number): JSONContent {
  const { content } = mapBody(body, (blocks) => mapInlines(blocks, (inlines) => inlines.map(withMarksOnce)))
  const [first] = content
  const isWritten = first !== undefined && first.type !== 'footnotes'
  return { type: 'doc', attrs: { previewBlocks }, content: isWritten ? content : [{ type: 'paragraph' }, ...content] }
}

/** A body may say the same of a text twice; the editor's documents may not. */
function withMarksOnce(node: Inline): Inline {
  if (node.type !== 'text' || node.marks === undefined) return node
  const marks = node.marks.filter(({ type }, place, all) => place === all.findIndex((one) => one.type === type))
  return { ...node, marks }
}

/**
 * The body that the editor's document stands for: only what a body may have (lib/articles/body/document.ts), without
 * the empty lines under the text that are there to type in.
 */
export function bodyOf(document: Node): Body {
  const blocks = blocksIn(document)
  while (isEmptyLine(blocks.at(-1))) blocks.pop()
  const notes = document.lastChild?.type.name === 'footnotes' ? footnotesIn(document.lastChild) : []
  return { type: 'doc', content: notes.length === 0 ? blocks : [...blocks, { type: 'footnotes', content: notes }] }
}

function isEmptyLine(block: Block | undefined): boolean {
  return block?.type === 'paragraph' && (block.content ?? []).length === 0
}

function footnotesIn(node: Node): Footnote[] {
  return node.children.map((note) => ({
    type: 'footnote',
    attrs: { id: String(note.attrs.id) },
    content: orEmptyLine(blocksIn(note)),
  }))
}

function blocksIn(node: Node): Block[] {
  return node.children.flatMap(blockOf)
}

function orEmptyLine(blocks: Block[]): Block[] {
  return blocks.length === 0 ? [{ type: 'paragraph' }] : blocks
}

/** @returns one block, or none for what a body cannot have */
function blockOf(node: Node): Block[] {
  switch (node.type.name) {
    case 'paragraph':
      return [paragraphOf(node)]
    case 'heading': {
      const level = z.literal([2, 3, 4]).catch(2).parse(node.attrs.level)
      return [{ type: 'heading', attrs: { level }, ...inlinesOf(node) }]
    }
    case 'blockquote':
      return [{ type: 'blockquote', content: orEmptyLine(blocksIn(node)) }]
    case 'pullQuote':
      return [{ type: 'pullQuote', content: node.children.map(paragraphOf) }]
    case 'bulletList':
      return [{ type: 'bulletList', content: itemsOf(node) }]
    case 'orderedList': {
      const start = z.int().min(0).catch(1).parse(node.attrs.start)
      return [{ type: 'orderedList', attrs: { start }, content: itemsOf(node) }]
    }
    case 'horizontalRule':
      return [{ type: 'horizontalRule' }]
    case 'codeBlock': {
      const content = node.children.flatMap((child): PlainText[] =>
        textOf(child).map((text) => ({ type: 'text', text })),
      )
      return [{ type: 'codeBlock', ...(content.length > 0 && { content }) }]
    }
    case 'picture': {
      const attrs = pictureSchema.safeParse(node.attrs)
      return attrs.success ? [{ type: 'picture', attrs: attrs.data }] : []
    }
    case 'embed': {
      const place = embedFor(String(node.attrs.url))
      return place === null ? [] : [{ type: 'embed', attrs: { url: place.url, title: titleOf(node.attrs.title) } }]
    }
    case 'table':
      return tableOf(node)
    default:
      return []
  }
}

const pictureSchema = z.object({ pictureId: z.uuid(), alt: z.string(), caption: z.string(), credit: z.string() })

function titleOf(title: unknown): string {
  return [...String(title)].slice(0, 300).join('').slice(0, 300).toWellFormed()
}

function paragraphOf(node: Node): Paragraph {
  return { type: 'paragraph', ...inlinesOf(node) }
}

function itemsOf(list: Node): { type: 'listItem'; content: Block[] }[] {
  return list.children.map((item) => ({ type: 'listItem', content: orEmptyLine(blocksIn(item)) }))
}

/** Cells that are merged over whole rows leave rows without cells, of which no reader would see anything. */
function tableOf(table: Node): Block[] {
  const filled = table.children.map((row) => row.childCount > 0)
  const rows = table.children.flatMap((row, place): TableRow[] => {
    if (row.childCount === 0) return []
    const content = row.children.map((cell): TableRow['content'][number] => {
      const rows = spanOf(cell.attrs.rowspan)
      const rowspan = Math.max(1, rows - filled.slice(place, place + rows).filter((is) => !is).length)
      return {
        type: cell.type.name === 'tableHeader' ? 'tableHeader' : 'tableCell',
        attrs: { colspan: spanOf(cell.attrs.colspan), rowspan },
        content: orEmptyLine(blocksIn(cell)),
      }
    })
    return [{ type: 'tableRow', content }]
  })
  return rows.length === 0 ? [] : [{ type: 'table', content: rows }]
}

function spanOf(value: unknown): number {
  return z.int().min(1).max(100).catch(1).parse(value)
}

function inlinesOf(node: Node): { content?: Inline[] } {
  const content = node.children.flatMap((child): Inline[] => {
    if (child.type.name === 'hardBreak') return [{ type: 'hardBreak' }]
    if (child.type.name === 'footnoteReference')
      return [{ type: 'footnoteReference', attrs: { id: String(child.attrs.id) } }]
    const marks = child.marks.flatMap(markOf)
    return textOf(child).map((text) => ({ type: 'text', text, ...(marks.length > 0 && { marks }) }))
  })
  return content.length === 0 ? {} : { content }
}

/** PostgreSQL's JSON takes neither a NUL nor half of a character. */
function textOf(node: Node): string[] {
  const text = (node.text ?? '').replaceAll('\0', '').toWellFormed()
  return text === '' ? [] : [text]
}

function markOf(mark: EditorMark): Mark[] {
  if (mark.type.name === 'link') {
    const href = hrefSchema.safeParse(mark.attrs.href)
    return href.success ? [{ type: 'link', attrs: { href: href.data } }] : []
  }
  const type = plainMarks.find((one) => one === mark.type.name)
  return type === undefined ? [] : [{ type }]
}
