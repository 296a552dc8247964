import type { SerializedError } from 'vitest'
import type { Reporter, TestModule } from 'vitest/node'
import { addCounts, noTests, oneFailure, writeCounts, type Counts } from './counts.ts'

/** A reporter of Vitest's: how many tests did what, and what failed, faults outside every test included. */
export class VitestCounts implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const faults = unhandled.map((error) => oneFailure(`outside every test: ${error.message}`))
    writeCounts([...modules.map(countModule), ...faults].reduce(addCounts, noTests))
  }
}

function countModule(module: TestModule): Counts {
  const states = [...module.children.allTests()].map((test) => ({ test, state: test.result().state }))
  const failures = states
    .filter(({ state }) => state === 'failed' || state === 'pending')
    .map(({ test }) => `${module.relativeModuleId} > ${test.fullName}`)
  // A file that cannot be loaded, or whose hooks fail, may have no failed test in it.
  if (failures.length === 0 && module.state() === 'failed')
    failures.push(`${module.relativeModuleId}, outside its tests`)
  return {
    passed: states.filter(({ state }) => state === 'passed').length,
    failed: failures.length,
    skipped: states.filter(({ state }) => state === 'skipped').length,
    failures,
  }
}
