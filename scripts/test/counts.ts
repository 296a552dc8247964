import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { readJson } from '#scripts/embedded/state.ts'

const countsSchema = z.object({
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  /** What failed, a line each. */
  failures: z.array(z.string()),
})

/** How many tests did what. What fails outside every test (a file that cannot be loaded, a hook) counts as one. */
export type Counts = z.infer<typeof countsSchema>

export const noTests: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] }

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  }
}

/** The line that `npm test` ends with. */
export function describeCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

export function oneFailure(what: string): Counts {
  return { ...noTests, failed: 1, failures: [what] }
}

/** The variable that names a test runner the file its reporter writes to. */
const variable = 'TEST_COUNTS'

/** What a test runner is started with, for its reporter to write where `readCounts` reads. */
export function countsInto(file: string): Record<string, string> {
  return { [variable]: file }
}

/** Writes what a suite came to, for whoever has asked for it (`countsInto`). */
export function writeCounts(counts: Counts): void {
  const file = process.env[variable]
  if (file !== undefined) writeFileSync(file, JSON.stringify(counts))
}

/**
 * @param suite what it is called
 * @param file what its reporter wrote
 * @param status its runner's exit status
 */
export function readCounts(suite: string, file: string, status: number): Counts {
  const counts = readJson(file, countsSchema)
  if (!counts) return oneFailure(`${suite}: ended with status ${status} and no results`)
  if (counts.failed > 0) return counts
  if (status !== 0) return addCounts(counts, oneFailure(`${suite}: ended with status ${status}, though no test failed`))
  return counts.passed > 0 ? counts : addCounts(counts, oneFailure(`${suite}: no test ran`))
}
