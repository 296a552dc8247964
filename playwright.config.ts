import { defineConfig } from '@playwright/test'
import { chromiumArguments, findChromium } from '#scripts/chromium.ts'

/** Journeys in which days pass. */
const movesTime = /[.]later[.]test[.]ts$/
/** Journeys that change what everybody's pages show, or count what everybody does: they come when all others are done. */
const leavesMarks =
  /(advertising|arranging-front|books|desk-ads|desk-articles|editions|newsroom|nothing-leaks|requiring-second-factor|settings|wall|who-may)[.]test[.]ts$/
/** As a desktop in daylight. */
const desktop = { viewport: { width: 1440, height: 900 }, colorScheme: 'light' } as const

/** The browser tests run against everything the demo starts; tests/browser/support/global-setup.ts starts it. */
export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.test.ts',
  globalSetup: './tests/browser/support/global-setup.ts',
  outputDir: 'test-results',
  // Each has a magazine to itself: what one journey does, those that come after it may see.
  workers: 2,
  // Nets under what never comes: a slow machine is no fault of a page.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list'], ['./scripts/test/playwright-counts.ts']],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    // A trace of every test would be half of the run's time, for those few that fail.
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findChromium(), args: chromiumArguments },
  },
  // In this order, as far as workers are free; none waits for another.
  projects: [
    // Time does not go back: these share a magazine that nobody else is on, one after the other.
    { name: 'later', testMatch: movesTime, workers: 1, use: desktop },
    { name: 'desktop', testIgnore: [movesTime, leavesMarks], use: desktop },
    {
      // What differs on a phone is how pages look and are pressed; what the server decides is asked once, above.
      name: 'phone',
      grep: /@phone/,
      testIgnore: [movesTime, leavesMarks],
      use: {
        colorScheme: 'dark',
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        isMobile: true,
        hasTouch: true,
      },
    },
    { name: 'last', testMatch: leavesMarks, use: desktop },
  ],
})
