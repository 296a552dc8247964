import { isMet, type Result } from './result.ts'

/** One result in one line. */
export function describeResult(result: Result): string {
  return `  ${result.what}: ${valueOf(result, result.value)} (${result.direction} ${valueOf(result, result.target)}: ${isMet(result) ? 'met' : 'NOT MET'}). ${result.raw}`
}

/** All of them, as a table that is also Markdown. @param before what each row's value was in an earlier run */
export function tableOf(results: readonly Result[], before: ReadonlyMap<string, number>): string {
  const lines = results.map((result) => {
    const earlier = before.get(result.row)
    return [
      result.what,
      valueOf(result, result.value),
      `${result.direction} ${valueOf(result, result.target)}`,
      isMet(result) ? 'yes' : 'NO',
      earlier === undefined ? '' : valueOf(result, earlier),
      result.raw,
    ]
  })
  const all = [['what', 'value', 'must be', 'met', 'before', 'figures'], ...lines]
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)))
  const [head = '', ...rest] = all.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  )
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest].join('\n')
}

function valueOf({ unit }: Pick<Result, 'unit'>, value: number): string {
  if (unit === '×' || unit === 'shift') return value.toFixed(2)
  return `${unit === 'faults' || unit === 'points' ? value : value.toFixed(1)} ${unit}`
}
