import { z } from 'zod'
import { readJson } from '#scripts/embedded/state.ts'

/** How many tests did what. One that did not run although it should have counts as failed. */
export interface Counts {
  passed: number
  failed: number
  skipped: number
}

export function addCounts(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/** The line that `npm test` ends with. */
export function describeCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

const unitSchema = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
})

/**
 * @param file what Vitest's JSON reporter wrote
 * @param status Vitest's exit status
 */
export function readUnitResults(file: string, status: number): Counts {
  const results = readJson(file, unitSchema)
  if (!results) return { passed: 0, failed: 1, skipped: 0 }
  const tests = results.testResults.flatMap(({ assertionResults }) => assertionResults.map((test) => test.status))
  const skipped = tests.filter((test) => ['skipped', 'pending', 'todo', 'disabled'].includes(test)).length
  const passed = tests.filter((test) => test === 'passed').length
  // A file that cannot even be loaded, or whose hooks fail, may have no failed test in it.
  const brokenFiles = results.testResults.filter(
    ({ status: file, assertionResults }) =>
      file === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length
  return atLeastOneFailure({ passed, failed: tests.length - passed - skipped + brokenFiles, skipped }, status)
}

const browserSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
})

/**
 * @param file what Playwright's JSON reporter wrote
 * @param status Playwright's exit status
 */
export function readBrowserResults(file: string, status: number): Counts {
  const results = readJson(file, browserSchema)
  if (!results) return { passed: 0, failed: 1, skipped: 0 }
  const { expected, unexpected, flaky, skipped } = results.stats
  // One that passes only at the second try has failed once.
  return atLeastOneFailure({ passed: expected, failed: unexpected + flaky, skipped }, status)
}

/** What fails outside any test (a setup, say) shows only in the status; and a suite without a test has not run. */
function atLeastOneFailure(counts: Counts, status: number): Counts {
  const isSilent = counts.failed === 0 && (status !== 0 || counts.passed === 0)
  return isSilent ? { ...counts, failed: 1 } : counts
}
