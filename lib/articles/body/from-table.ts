import type { Element, ElementContent } from 'hast'
import type { Block, TableCell, TableRow } from './document.ts'

type ReadBlocks = (children: ElementContent[]) => Block[]

/** Reads a table row by row; its caption becomes the paragraph before it. */
export function readTable(table: Element, readBlocks: ReadBlocks): Block[] {
  const before: Block[] = []
  const rows: TableRow[] = []
  for (const part of elementsIn(table)) {
    if (part.tagName === 'caption') before.push(...readBlocks(part.children))
    else if (part.tagName === 'tr') rows.push(readRow(part, readBlocks))
    else rows.push(...elementsIn(part).map((row) => readRow(row, readBlocks)))
  }
  const filled = rows.filter((row) => row.content.length > 0)
  return filled.length === 0 ? before : [...before, { type: 'table', content: filled }]
}

function readRow(row: Element, readBlocks: ReadBlocks): TableRow {
  return {
    type: 'tableRow',
    content: elementsIn(row).map((cell): TableCell => {
      const content = readBlocks(cell.children)
      return {
        type: cell.tagName === 'th' ? 'tableHeader' : 'tableCell',
        attrs: { colspan: readSpan(cell.properties.colSpan), rowspan: readSpan(cell.properties.rowSpan) },
        content: content.length === 0 ? [{ type: 'paragraph' }] : content,
      }
    }),
  }
}

/** HTML's own limits are 1000 and 65534; nothing a magazine prints needs a hundred. */
function readSpan(value: unknown): number {
  const span = Number(value ?? 1)
  return Number.isSafeInteger(span) && span >= 1 ? Math.min(span, 100) : 1
}

function elementsIn(parent: Element): Element[] {
  return parent.children.filter((child) => child.type === 'element')
}
