import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    // Outside Next there is no client to keep a server module from.
    alias: { 'server-only': fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url)) },
  },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/browser/**', 'tests/deploy/**'],
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    // Tests wait for PostgreSQL and for stand-ins about as long as they compute: one file more than there are processors.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 40_000,
    hookTimeout: 60_000,
  },
})
