import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { VitestCounts } from './scripts/test/vitest-counts.ts'

/** Files that take ten seconds and more: begun last, each would keep one processor busy and the others idle. */
const long =
  /articles\/workflow\/killed-worker[.]test|donations\/(crashes|random-lives|permutations|manage-bad-luck|second-gift|dunning)[.]test|demo\/giving[.]test/

class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  resolve: {
    // Outside Next there is no client to keep a server module from.
    alias: { 'server-only': fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url)) },
  },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/browser/**', 'tests/deploy/**'],
    reporters: ['default', new VitestCounts()],
    // postgres.js 3.4.9 asks each new line for types of arrays, and nobody waits for the answer (connection.js,
    // fetchArrayTypes): of a line that breaks meanwhile, as some tests have it, nobody can take the fault.
    onUnhandledError: ({ message, ...rest }) =>
      !(/ECONNRESET|CONNECTION_/.test(message) && 'query' in rest && /\bb[.]typarray\b/.test(String(rest.query))),
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    // One file after the other in the same process: loading the modules anew for each took as long as the tests. No test
    // replaces a module, and what a module keeps it keeps by the database, the configuration or the file it is for.
    isolate: false,
    // Tests wait for PostgreSQL and for stand-ins about as long as they compute: one file more than there are processors.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongFilesFirst },
    testTimeout: 40_000,
    hookTimeout: 60_000,
  },
})
