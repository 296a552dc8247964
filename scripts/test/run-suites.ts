import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { reportTool, runTools } from '#scripts/check/run-tools.ts'
import { provideChromium } from '#scripts/chromium.ts'
import { openState, projectFolder } from '#scripts/embedded/state.ts'
import { stopOnSignals } from '#scripts/embedded/stop-on-signals.ts'
import { openSupervisor } from '#scripts/embedded/supervisor.ts'
import { say } from '#scripts/progress.ts'
import { buildOnce } from '#scripts/stack/build.ts'
import { addCounts, countsInto, describeCounts, noTests, oneFailure, readCounts, type Counts } from './counts.ts'
import { swiftPackages } from '#scripts/embedded/swift.ts'
import { provideFrontCache, provideObjectStorage } from './front-cache-programs.ts'
import { runProgram } from './run-program.ts'

/**
 * Runs the checks, the unit and integration tests, the build, the deployment tests and the browser tests, one after the
 * other; a failure does not keep the next from running. Ends with a line for each failure, and one of totals. The exit
 * status is 0 only if everything ran and passed.
 */
export async function runSuites(): Promise<void> {
  const results = join(projectFolder, '.data', 'test-results')
  // Results of an earlier run must not be taken for this one's.
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })

  const suites: [string, (name: string) => Promise<Counts>][] = [
    ['Checks', runChecks],
    ['Unit and integration tests', (name) => runUnitTests(name, join(results, 'unit.json'))],
    ['Production build', runBuild],
    ['Deployment tests', (name) => runDeploymentTests(name, join(results, 'deployment.json'))],
    ['Browser tests', (name) => runBrowserTests(name, join(results, 'browser.json'))],
  ]
  let total = noTests
  for (const [name, run] of suites) {
    say(`\n${name}`)
    total = addCounts(total, await run(name).catch((error: unknown) => asFailure(name, error)))
  }
  say(['', ...total.failures.map((failure) => `✗ ${failure}`)].join('\n'))
  say(describeCounts(total))
  process.exitCode = total.failed === 0 ? 0 : 1
}

/** A suite that could not run counts as one test that failed. */
function asFailure(suite: string, error: unknown): Counts {
  const message = error instanceof Error ? error.message : String(error)
  console.error(message)
  return oneFailure(`${suite}: ${message}`)
}

async function runChecks(): Promise<Counts> {
  const tools = await runTools(reportTool)
  const failures = tools.filter((result) => !result.passed).map(({ tool }) => tool.name)
  return { passed: tools.length - failures.length, failed: failures.length, skipped: 0, failures }
}

async function runUnitTests(name: string, file: string): Promise<Counts> {
  return readCounts(name, file, await runProgram('vitest', ['run'], countsInto(file)))
}

async function runBuild(): Promise<Counts> {
  const state = openState('browser-tests-1')
  const supervisor = await openSupervisor(state)
  const forget = stopOnSignals(supervisor, 130)
  try {
    await buildOnce(supervisor, state.logs)
  } finally {
    forget()
    await supervisor.stop()
  }
  return { ...noTests, passed: 1 }
}

/** Varnish, Redis and two instances of the build; a machine without those programs skips them. */
async function runDeploymentTests(name: string, file: string): Promise<Counts> {
  const missing = await provideFrontCache()
  if (missing) {
    say(missing)
    return { ...noTests, skipped: 1 }
  }
  if (!(await provideObjectStorage())) say(`Without Swift (apt-get install ${swiftPackages.join(' ')}) no test of S3.`)
  const config = ['--config', 'vitest.deploy.config.ts']
  return readCounts(name, file, await runProgram('vitest', ['run', ...config], countsInto(file)))
}

async function runBrowserTests(name: string, file: string): Promise<Counts> {
  const chromium = await provideChromium()
  const status = await runProgram('playwright', ['test'], { CHROMIUM_PATH: chromium, ...countsInto(file) })
  return readCounts(name, file, status)
}
