import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projectFolder } from '#scripts/embedded/state.ts'
import {
  addCounts,
  countsInto,
  describeCounts,
  noTests,
  oneFailure,
  readCounts,
  writeCounts,
  type Counts,
} from '#scripts/test/counts.ts'

// Inside the project, where the runners find their own packages.
mkdirSync(join(projectFolder, '.data'), { recursive: true })
const folder = mkdtempSync(join(projectFolder, '.data', 'counts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'counts.json')
const five: Counts = { ...noTests, passed: 5 }

function read(counts: Counts, status: number): Counts {
  writeFileSync(file, JSON.stringify(counts))
  return readCounts('Unit tests', file, status)
}

test('what a suite came to is taken as its reporter wrote it', () => {
  expect(read(five, 0)).toEqual(five)
  const one = addCounts(five, oneFailure('a.test.ts > adds'))
  expect(read(one, 1)).toEqual(one)
})

test('a failure outside every test counts as one', () => {
  const failures = ['Unit tests: ended with status 1, though no test failed']
  expect(read(five, 1)).toEqual({ passed: 5, failed: 1, skipped: 0, failures })
})

test('a suite that wrote no results, or ran no test, counts as failed', () => {
  expect(read(noTests, 0).failed).toBe(1)
  rmSync(file)
  expect(readCounts('Unit tests', file, 0).failed).toBe(1)
})

test('nothing is written unless asked for', () => {
  writeCounts(five)
  expect(readCounts('Unit tests', file, 0).failed).toBe(1)
})

test('the total is one line', () => {
  const total = addCounts(five, addCounts({ ...noTests, passed: 2 }, oneFailure('lint')))
  expect(describeCounts(total)).toBe('7 passed, 1 failed')
  expect(describeCounts({ ...total, skipped: 3 })).toBe('7 passed, 1 failed, 3 skipped')
})

/** Runs a test runner on files of its own. @returns what its reporter wrote */
function run(program: string, args: string[]): Counts {
  const { status } = spawnSync(join(projectFolder, 'node_modules', '.bin', program), args, {
    cwd: projectFolder,
    env: { ...process.env, ...countsInto(file) },
  })
  return readCounts(program, file, status ?? 1)
}

test('Vitest’s reporter tells tests, files and what nobody caught', () => {
  const tests = mkdtempSync(join(folder, 'vitest-'))
  const head = `import { afterAll, expect, test } from 'vitest'\n`
  writeFileSync(
    join(tests, 'a.test.ts'),
    `${head}test('is right', () => {}); test('is wrong', () => expect(1).toBe(2)); test.skip('is left out', () => {})`,
  )
  writeFileSync(
    join(tests, 'b.test.ts'),
    `${head}test('is right', () => {}); afterAll(() => { throw new Error('no end') })`,
  )
  writeFileSync(
    join(tests, 'c.test.ts'),
    `${head}test('leaves something', async () => { void Promise.reject(new Error('left')); await new Promise((r) => setTimeout(r, 50)) })`,
  )
  const reporter = join(projectFolder, 'scripts/test/vitest-counts.ts')
  writeFileSync(
    join(tests, 'vitest.config.ts'),
    `import { VitestCounts } from ${JSON.stringify(reporter)}
export default { test: { reporters: [new VitestCounts()] } }`,
  )
  const { failures, ...counts } = run('vitest', ['run', '--root', tests])
  expect(counts).toEqual({ passed: 3, failed: 3, skipped: 1 })
  expect(failures.sort()).toEqual(['a.test.ts > is wrong', 'b.test.ts, outside its tests', 'outside every test: left'])
})

test('Playwright’s reporter tells tests, and one that passes only at the second try as failed', () => {
  const tests = mkdtempSync(join(folder, 'playwright-'))
  writeFileSync(
    join(tests, 'a.test.ts'),
    `import { expect, test } from '@playwright/test'
test('is right', () => {})
test('is wrong', () => expect(1).toBe(2))
test('is right at last', ({}, { retry }) => expect(retry).toBe(1))
test.skip('is left out', () => {})`,
  )
  const reporter = join(projectFolder, 'scripts/test/playwright-counts.ts')
  writeFileSync(
    join(tests, 'playwright.config.ts'),
    `export default { testDir: '.', retries: 1, reporter: [[${JSON.stringify(reporter)}]] }`,
  )
  const counts = run('playwright', ['test', '--config', tests])
  const failures = ['a.test.ts > is wrong', 'a.test.ts > is right at last']
  expect(counts).toEqual({ passed: 1, failed: 2, skipped: 1, failures })
})
