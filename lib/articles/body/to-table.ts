import type { Element, ElementContent } from 'hast'
import type { Block, Table, TableCell, TableRow } from './document.ts'

/** Columns that fit a phone at reading size. */
const narrow = 3

/**
 * A wide table scrolls by itself, so that the page does not; whoever has no mouse must be able to focus what scrolls
 * (WCAG 2.1.1).
 */
export function tableToHast(table: Table, writeCell: (content: Block[]) => ElementContent[]): Element {
  const bodyStart = table.content.findIndex((row) => row.content.some((cell) => cell.type === 'tableCell'))
  const headRows = bodyStart === -1 ? table.content : table.content.slice(0, bodyStart)
  const bodyRows = bodyStart === -1 ? [] : table.content.slice(bodyStart)
  const parts = [...part('thead', headRows, 'col', writeCell), ...part('tbody', bodyRows, 'row', writeCell)]
  const written: Element = { type: 'element', tagName: 'table', properties: {}, children: parts }
  const columns = Math.max(
    ...table.content.map((row) => row.content.reduce((sum, cell) => sum + cell.attrs.colspan, 0)),
  )
  if (columns <= narrow) return written
  return {
    type: 'element',
    tagName: 'section',
    properties: { className: ['table-scroll'], ariaLabel: 'Table', tabIndex: 0 },
    children: [written],
  }
}

function part(
  tagName: 'thead' | 'tbody',
  rows: TableRow[],
  scope: 'col' | 'row',
  writeCell: (content: Block[]) => ElementContent[],
): Element[] {
  if (rows.length === 0) return []
  const children = rows.map((row): Element => ({
    type: 'element',
    tagName: 'tr',
    properties: {},
    children: row.content.map((cell) => writeOne(cell, scope, writeCell)),
  }))
  return [{ type: 'element', tagName, properties: {}, children }]
}

function writeOne(cell: TableCell, scope: 'col' | 'row', writeCell: (content: Block[]) => ElementContent[]): Element {
  const isHeader = cell.type === 'tableHeader'
  const { colspan, rowspan } = cell.attrs
  const properties = {
    ...(isHeader ? { scope } : {}),
    ...(colspan > 1 ? { colSpan: colspan } : {}),
    ...(rowspan > 1 ? { rowSpan: rowspan } : {}),
  }
  return { type: 'element', tagName: isHeader ? 'th' : 'td', properties, children: writeCell(cell.content) }
}
