import type { FullConfig, Reporter, Suite, TestError } from '@playwright/test/reporter'
import { addCounts, oneFailure, writeCounts } from './counts.ts'

/** A reporter of Playwright's: how many tests did what, and what failed, faults outside every test included. */
export default class PlaywrightCounts implements Reporter {
  private suite: Suite | undefined
  private readonly faults: string[] = []

  onBegin(_: FullConfig, suite: Suite): void {
    this.suite = suite
  }

  onError(error: TestError): void {
    this.faults.push(`outside every test: ${error.message ?? 'no message'}`)
  }

  onEnd(): void {
    const tests = (this.suite?.allTests() ?? []).map((test) => ({ test, outcome: test.outcome() }))
    // One that passes only at the second try has failed once.
    const failures = tests
      .filter(({ outcome }) => outcome === 'unexpected' || outcome === 'flaky')
      .map(({ test }) => test.titlePath().filter(Boolean).join(' > '))
    const counts = {
      passed: tests.filter(({ outcome }) => outcome === 'expected').length,
      failed: failures.length,
      skipped: tests.filter(({ outcome }) => outcome === 'skipped').length,
      failures,
    }
    writeCounts(this.faults.map(oneFailure).reduce(addCounts, counts))
  }
}
