import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { reportTool, runTools } from '#scripts/check/run-tools.ts'
import { provideChromium } from '#scripts/chromium.ts'
import { openState, projectFolder } from '#scripts/embedded/state.ts'
import { stopOnSignals } from '#scripts/embedded/stop-on-signals.ts'
import { openSupervisor } from '#scripts/embedded/supervisor.ts'
import { say } from '#scripts/progress.ts'
import { buildOnce } from '#scripts/stack/build.ts'
import { addCounts, describeCounts, readBrowserResults, readUnitResults, type Counts } from './counts.ts'
import { swiftPackages } from '#scripts/embedded/swift.ts'
import { provideFrontCache, provideObjectStorage } from './front-cache-programs.ts'
import { runProgram } from './run-program.ts'

/**
 * Runs the checks, the unit and integration tests, the build, the deployment tests and the browser tests, one after the
 * other; a failure does not keep the next from running. Ends with one line of totals. The exit status is 0 only if
 * everything ran and passed.
 */
export async function runSuites(): Promise<void> {
  const results = join(projectFolder, '.data', 'test-results')
  // Results of an earlier run must not be taken for this one's.
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })

  const suites: [string, () => Promise<Counts>][] = [
    ['Checks', runChecks],
    ['Unit and integration tests', () => runUnitTests(join(results, 'unit.json'))],
    ['Production build', runBuild],
    ['Deployment tests', () => runDeploymentTests(join(results, 'deployment.json'))],
    ['Browser tests', () => runBrowserTests(join(results, 'browser.json'))],
  ]
  let total: Counts = { passed: 0, failed: 0, skipped: 0 }
  for (const [name, run] of suites) {
    say(`\n${name}`)
    total = addCounts(total, await run().catch(asFailure))
  }
  say(`\n${describeCounts(total)}`)
  process.exitCode = total.failed === 0 ? 0 : 1
}

/** A suite that could not run counts as one test that failed. */
function asFailure(error: unknown): Counts {
  console.error(error instanceof Error ? error.message : error)
  return { passed: 0, failed: 1, skipped: 0 }
}

async function runChecks(): Promise<Counts> {
  const tools = await runTools(reportTool)
  const passed = tools.filter((result) => result.passed).length
  return { passed, failed: tools.length - passed, skipped: 0 }
}

async function runUnitTests(file: string): Promise<Counts> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const status = await runProgram('vitest', ['run', ...reporters])
  return readUnitResults(file, status)
}

async function runBuild(): Promise<Counts> {
  const state = openState('browser-tests')
  const supervisor = await openSupervisor(state)
  const forget = stopOnSignals(supervisor, 130)
  try {
    await buildOnce(supervisor, state.logs)
  } finally {
    forget()
    await supervisor.stop()
  }
  return { passed: 1, failed: 0, skipped: 0 }
}

/** Varnish, Redis and two instances of the build; a machine without those programs skips them. */
async function runDeploymentTests(file: string): Promise<Counts> {
  const missing = await provideFrontCache()
  if (missing) {
    say(missing)
    return { passed: 0, failed: 0, skipped: 1 }
  }
  if (!(await provideObjectStorage())) say(`Without Swift (apt-get install ${swiftPackages.join(' ')}) no test of S3.`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const status = await runProgram('vitest', ['run', '--config', 'vitest.deploy.config.ts', ...reporters])
  return readUnitResults(file, status)
}

async function runBrowserTests(file: string): Promise<Counts> {
  const chromium = await provideChromium()
  const status = await runProgram('playwright', ['test'], { CHROMIUM_PATH: chromium })
  return readBrowserResults(file, status)
}
