import { parseArgs } from 'node:util'
import { z } from 'zod'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { stopOnSignals } from '#scripts/embedded/stop-on-signals.ts'
import { say } from '#scripts/progress.ts'
import { keep, lastKept } from './kept.ts'
import { describeMachine } from './machine.ts'
import { openParts, type Parts } from './parts/parts.ts'
import type { Result } from './result.ts'
import type { Asked } from './row.ts'
import { rows } from './rows.ts'
import { describeResult, tableOf } from './table.ts'

/**
 * Measures the rows named, or all, prints the table and keeps its figures. A row that cannot be measured does not keep
 * the others from it; the status is 1 then. A target that is not met fails nothing: that is for whoever reads the table.
 */
export async function runBench(given: string[]): Promise<void> {
  const { names, asked } = readArguments(given)
  const unknown = names.filter((name) => !rows.some((row) => row.name === name))
  if (unknown.length > 0) {
    const known = rows.map((row) => `  ${row.name.padEnd(11)} ${row.does}`).join('\n')
    throw new CannotRun(`There is no row ${unknown.join(', ')}. Possible:\n${known}`)
  }
  const chosen = rows.filter((row) => names.length === 0 || names.includes(row.name))
  const parts = await openParts()
  stopOnSignals(parts, 130)
  try {
    const machine = describeMachine()
    say(machine)
    const { results, failures } = await measureAll(parts, chosen, asked)
    say(`\n${machine}\n\n${tableOf(results, lastKept())}`)
    for (const failure of failures) say(failure)
    if (results.length > 0) say(`\nKept in ${keep(machine, results)}`)
    process.exitCode = failures.length === 0 ? 0 : 1
  } finally {
    await parts.stop()
  }
}

const minutesSchema = z.coerce.number().min(1).max(120).default(10)

function readArguments(given: string[]): { names: string[]; asked: Asked } {
  try {
    const options = { minutes: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args: given, options, allowPositionals: true })
    return { names: positionals, asked: { minutes: minutesSchema.parse(values.minutes) } }
  } catch {
    throw new CannotRun(`Not understood: ${given.join(' ')}. Possible: names of rows, and --minutes N for the soak`)
  }
}

async function measureAll(
  parts: Parts,
  chosen: typeof rows,
  asked: Asked,
): Promise<{ results: Result[]; failures: string[] }> {
  const results: Result[] = []
  const failures: string[] = []
  for (const row of chosen) {
    say(`\n${row.name}: ${row.does}`)
    try {
      const measured = await row.measure(parts, asked)
      results.push(...measured)
      for (const result of measured) say(describeResult(result))
    } catch (error) {
      failures.push(`${row.name} was not measured: ${error instanceof Error ? error.message : String(error)}`)
      say(failures.at(-1) ?? '')
    }
  }
  return { results, failures }
}
