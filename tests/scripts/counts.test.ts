import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addCounts, describeCounts, readBrowserResults, readUnitResults } from '#scripts/test/counts.ts'

const folder = mkdtempSync(join(tmpdir(), 'standfirst-counts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'results.json')
const write = (results: unknown) => writeFileSync(file, JSON.stringify(results))
const unit = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((result) => ({ status: result })),
})

test('passed, failed and skipped tests are counted over all files', () => {
  write({ testResults: [unit('passed', 'passed', 'skipped'), unit('failed', 'passed', 'failed')] })
  expect(readUnitResults(file, 1)).toEqual({ passed: 2, failed: 1, skipped: 1 })
})

test('a file that could not be loaded counts as failed', () => {
  write({ testResults: [unit('passed', 'passed'), unit('failed')] })
  expect(readUnitResults(file, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

test('a failure outside every test counts as one', () => {
  write({ testResults: [unit('passed', 'passed')] })
  expect(readUnitResults(file, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

test('a suite that wrote no results, or ran no test, counts as failed', () => {
  rmSync(file)
  expect(readUnitResults(file, 0).failed).toBe(1)
  expect(readBrowserResults(file, 0).failed).toBe(1)
  write({ testResults: [] })
  expect(readUnitResults(file, 0).failed).toBe(1)
})

test('a browser test that passes only at the second try has failed', () => {
  write({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 } })
  expect(readBrowserResults(file, 1)).toEqual({ passed: 7, failed: 2, skipped: 2 })
})

test('the total is one line', () => {
  const total = addCounts({ passed: 5, failed: 0, skipped: 0 }, { passed: 2, failed: 1, skipped: 0 })
  expect(describeCounts(total)).toBe('7 passed, 1 failed')
  expect(describeCounts({ ...total, skipped: 3 })).toBe('7 passed, 1 failed, 3 skipped')
})
