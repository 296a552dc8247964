import type { ImportReport, ItemReport } from './report.ts'

const headings: Record<ItemReport['result'], string> = {
  created: 'New',
  updated: 'Changed',
  unchanged: 'Unchanged',
  refused: 'Refused',
  'left out': 'Left out',
}

/**
 * The report as text.
 * @param most items to name at most: those of which something is to be known come first, and what says nothing new is
 * not named
 */
export function formatReport(report: ImportReport, most = Number.POSITIVE_INFINITY): string {
  const { came, leftOut, items } = report
  const width = Math.max(6, ...[...came, ...leftOut].map(({ count }) => String(count).length))
  const names = Math.max(0, ...leftOut.map(({ what }) => what.length))
  const number = (count: number) => String(count).padStart(width)
  const named = items.filter(({ result }) => result !== 'unchanged').toSorted((one, other) => rank(one) - rank(other))
  const shown = named.slice(0, most)
  return [
    ...(report.isTrial ? ['A trial: nothing has been written. This is what would be.'] : []),
    ...Object.entries(headings).flatMap(([result, heading]) => {
      const count = items.filter((item) => item.result === result).length
      return count === 0 ? [] : [`${number(count)}  ${heading.toLowerCase()}`]
    }),
    ...(items.length === 0 ? [`${number(0)}  nothing to import`] : []),
    ...section('With them', came, ({ what, count }) => `${number(count)}  ${what}`),
    ...section('Left out', leftOut, ({ what, why, count }) => `${number(count)}  ${what.padEnd(names)}  ${why}`),
    ...shown.flatMap((item, place) => [
      ...(item.result === shown[place - 1]?.result ? [] : [`${headings[item.result]}, by name`]),
      ...lines(item),
    ]),
    ...(shown.length < named.length ? [`and ${named.length - shown.length} more: --report FILE writes them all`] : []),
    ...(report.toDo.length === 0 ? [] : ['Still to do', ...report.toDo.map((line) => `  ${line}`)]),
    ...(report.isComplete ? [] : ['Stopped before the end. Start the same command again to go on.']),
  ].join('\n')
}

function section<Row>(heading: string, rows: Row[], line: (row: Row) => string): string[] {
  return rows.length === 0 ? [] : [heading, ...rows.map(line)]
}

/** Refused first, then what has something to say for itself. */
function rank({ result, notes, leftOut }: ItemReport): number {
  const order = ['refused', 'updated', 'created', 'left out', 'unchanged']
  return order.indexOf(result) * 2 + (notes.length + leftOut.length > 0 ? 0 : 1)
}

function lines({ name, address, why, notes, leftOut }: ItemReport): string[] {
  return [
    `  ${[address === null ? name : `${address}  ${name}`, ...(why === null ? [] : [why])].join(': ')}`,
    ...notes.map((note) => `      ${note}`),
    ...leftOut.map(({ what, why: because, count }) => `      left out: ${count} × ${what}, ${because}`),
  ]
}
