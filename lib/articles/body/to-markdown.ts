import type { BlockContent, DefinitionContent, FootnoteDefinition, Root, RootContent } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import type { Block, Body, Inline, Picture, Table } from './document.ts'
import { inlinesToMdast } from './inlines-to-mdast.ts'
import { blocksOf, footnotesOf, mapLeaves } from './rebuild.ts'
import { toHtml } from './to-html.ts'

/** The address that stands for a picture in the text; null leaves the picture out. */
export type PictureAddress = (picture: Picture['attrs']) => string | null

const writer = unified()
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify, { bullet: '-', rule: '-', emphasis: '*', resourceLink: true, fences: true })

/**
 * A body as Markdown, in the flavour that lib/importers/markdown reads back as the same body: what Markdown has no
 * words for stands in it as HTML.
 * @returns text that ends with a line feed, or nothing
 */
export function toMarkdown(body: Body, pictureAddress: PictureAddress): string {
  const html: HtmlOf = (block) => htmlOf(block, pictureAddress)
  if (hasNotesInHtml(body)) return asHtml(body, pictureAddress)
  const children: RootContent[] = blocksOf(body).flatMap((block) => toMdast(block, html, pictureAddress))
  for (const note of footnotesOf(body)?.content ?? []) {
    const definition: FootnoteDefinition = {
      type: 'footnoteDefinition',
      identifier: note.attrs.id.toLowerCase(),
      label: note.attrs.id,
      children: note.content.flatMap((block) => toMdast(block, html, pictureAddress)),
    }
    children.push(definition)
  }
  const root: Root = { type: 'root', children }
  return writer.stringify(root)
}

type Flow = BlockContent | DefinitionContent
type HtmlOf = (block: Block) => Flow

function toMdast(block: Block, html: HtmlOf, pictureAddress: PictureAddress): Flow[] {
  const all = (blocks: Block[]): Flow[] => blocks.flatMap((inner) => toMdast(inner, html, pictureAddress))
  switch (block.type) {
    case 'paragraph':
      return isEmpty(block) ? [] : [{ type: 'paragraph', children: inlinesToMdast(block.content, 'paragraph') }]
    case 'heading':
      return isEmpty(block)
        ? []
        : [{ type: 'heading', depth: block.attrs.level, children: inlinesToMdast(block.content, 'line') }]
    case 'blockquote':
      return [{ type: 'blockquote', children: all(block.content) }]
    case 'pullQuote':
      return pullQuote(all(block.content))
    case 'bulletList':
    case 'orderedList':
      return [list(block, all)]
    case 'horizontalRule':
      return [{ type: 'thematicBreak' }]
    case 'codeBlock':
      return [{ type: 'code', value: (block.content ?? []).map(({ text }) => text).join('') }]
    case 'picture':
      return picture(block, html, pictureAddress)
    case 'embed':
      return [html(block)]
    case 'table':
      return [isPlainTable(block) ? plainTable(block) : html(block)]
  }
}

/** Items are set close together where each is one paragraph, with or without a list under it. */
function list(block: Extract<Block, { type: 'bulletList' | 'orderedList' }>, all: (blocks: Block[]) => Flow[]): Flow {
  const spread = block.content.some(
    ({ content: [first, ...rest] }) =>
      first?.type !== 'paragraph' || rest.some(({ type }) => type !== 'bulletList' && type !== 'orderedList'),
  )
  return {
    type: 'list',
    ordered: block.type === 'orderedList',
    start: block.type === 'orderedList' ? block.attrs.start : null,
    spread,
    children: block.content.map((item) => ({ type: 'listItem', spread, children: all(item.content) })),
  }
}

function isEmpty(block: Block): boolean {
  return 'content' in block ? (block.content ?? []).length === 0 : block.type === 'paragraph'
}

/** A quotation whose first line says what it is. */
function pullQuote(content: Flow[]): Flow[] {
  const [first, ...rest] = content
  if (first?.type !== 'paragraph') return []
  const marked: Flow = { ...first, children: [{ type: 'html', value: '[!pull]\n' }, ...first.children] }
  return [{ type: 'blockquote', children: [marked, ...rest] }]
}

/** What is said of a picture stands in its title, "caption | credit", unless that would be read otherwise. */
function picture(block: Picture, html: HtmlOf, pictureAddress: PictureAddress): Flow[] {
  const { alt, caption, credit } = block.attrs
  const url = pictureAddress(block.attrs)
  if (url === null) return []
  if (/[|\n]/.test(caption) || /\n/.test(credit)) return [html(block)]
  const title = credit === '' ? caption : `${caption} | ${credit}`.trim()
  return [{ type: 'paragraph', children: [{ type: 'image', url, alt, title: title === '' ? null : title }] }]
}

/** Whether a table is what GitHub's flavour can write: one head, one paragraph a cell, no cell wider than a column. */
function isPlainTable({ content: rows }: Table): boolean {
  const columns = rows[0]?.content.length
  return rows.every(
    (row, place) =>
      row.content.length === columns &&
      row.content.every(
        ({ type, attrs, content }) =>
          type === (place === 0 ? 'tableHeader' : 'tableCell') &&
          attrs.colspan === 1 &&
          attrs.rowspan === 1 &&
          content.length === 1 &&
          content[0]?.type === 'paragraph' &&
          !(content[0].content ?? []).some(isCodeWithBars),
      ),
  )
}

/** In code a bar cannot be told from the table's own, once there are backslashes. */
function isCodeWithBars(node: Inline): boolean {
  return node.type === 'text' && /[|\\]/.test(node.text) && (node.marks ?? []).some(({ type }) => type === 'code')
}

function plainTable({ content: rows }: Table): Flow {
  return {
    type: 'table',
    children: rows.map((row) => ({
      type: 'tableRow',
      children: row.content.map(({ content: [paragraph] }) => ({
        type: 'tableCell',
        children: paragraph?.type === 'paragraph' ? inlinesToMdast(paragraph.content, 'line') : [],
      })),
    })),
  }
}

function htmlOf(block: Block, pictureAddress: PictureAddress): Flow {
  return { type: 'html', value: htmlText({ type: 'doc', content: [block] }, pictureAddress) }
}

/** One line: in Markdown, HTML ends at the first empty one. */
function htmlText(body: Body, pictureAddress: PictureAddress): string {
  const pictureUrl = (attrs: Picture['attrs']) => {
    const src = pictureAddress(attrs)
    return src === null ? null : { src, width: 0, height: 0 }
  }
  return toHtml(body, { pictureUrl }).replaceAll('\n', '&#10;')
}

/** Footnotes that are referred to within HTML are not seen by those who read the Markdown around it. */
function hasNotesInHtml(body: Body): boolean {
  return blocksOf(body).some((block) => holdsNotesInHtml(block))
}

function holdsNotesInHtml(block: Block): boolean {
  switch (block.type) {
    case 'blockquote':
      return block.content.some(holdsNotesInHtml)
    case 'bulletList':
    case 'orderedList':
      return block.content.some((item) => item.content.some(holdsNotesInHtml))
    case 'table':
      return !isPlainTable(block) && refersToNotes(block)
    default:
      return false
  }
}

function refersToNotes(table: Table): boolean {
  let refers = false
  mapLeaves([table], (leaf) => {
    if ('content' in leaf && leaf.content?.some((node) => node.type === 'footnoteReference')) refers = true
    return leaf
  })
  return refers
}

/** The whole as HTML, which Markdown may hold; notes and their references then stay together. */
function asHtml(body: Body, pictureAddress: PictureAddress): string {
  return `${htmlText(body, pictureAddress)}\n`
}
