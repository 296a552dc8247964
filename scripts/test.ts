import { runMain } from './command-line.ts'
import { runSuites } from './test/run-suites.ts'

/** `npm test`: every check and every test; the last line is the total. */
await runMain(runSuites)
