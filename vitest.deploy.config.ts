import { defineConfig, mergeConfig } from 'vitest/config'
import usual from './vitest.config.ts'

/** Tests of what deploy/ describes: they need the production build, Varnish and Redis, which scripts/test provides. */
export default mergeConfig(
  { ...usual, test: { ...usual.test, include: [], exclude: [] } },
  // They wait by the second for what a cache does: each has the machine to itself.
  defineConfig({ test: { include: ['tests/deploy/**/*.test.ts'], maxWorkers: 1 } }),
)
