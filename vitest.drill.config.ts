import { defineConfig, mergeConfig } from 'vitest/config'
import usual from './vitest.config.ts'

/** Drills: what is too long for every run of the tests, one at a time, telling as it goes what it does and counts. */
export default mergeConfig(
  { ...usual, test: { ...usual.test, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ['tests/drills/**/*.drill.ts'],
      maxWorkers: 1,
      testTimeout: 30 * 60_000,
      hookTimeout: 5 * 60_000,
      disableConsoleIntercept: true,
    },
  }),
)
