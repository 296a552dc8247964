import { defineConfig } from '@playwright/test'
import { chromiumArguments, findChromium } from '#scripts/chromium.ts'

/** Journeys in which days pass. */
const movesTime = /[.]later[.]test[.]ts$/
/** Journeys that change what everybody's pages show, or count what everybody does. */
const needsQuiet =
  /(advertising|arranging-front|books|desk-ads|desk-articles|editions|newsroom|nothing-leaks|requiring-second-factor|settings|wall|who-may)[.]test[.]ts$/
/** As a desktop in daylight. */
const desktop = { viewport: { width: 1440, height: 900 }, colorScheme: 'light' } as const

/** The browser tests run against everything the demo starts; tests/browser/support/global-setup.ts starts it. */
export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.test.ts',
  globalSetup: './tests/browser/support/global-setup.ts',
  outputDir: 'test-results',
  // One magazine is shared by all journeys: what one does, another may see. Two at once leave each other alone, but for
  // those below that say so.
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
  projects: [
    { name: 'desktop', testIgnore: [movesTime, needsQuiet], use: desktop },
    {
      // What differs on a phone is how pages look and are pressed; what the server decides is asked once, above.
      name: 'phone',
      grep: /@phone/,
      testIgnore: [movesTime, needsQuiet],
      use: {
        colorScheme: 'dark',
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        isMobile: true,
        hasTouch: true,
      },
    },
    // One file alone, of these and the next: --project quiet --no-deps
    { name: 'quiet', testMatch: needsQuiet, workers: 1, dependencies: ['desktop', 'phone'], use: desktop },
    // Time does not go back: what moves it comes after everything else.
    { name: 'later', testMatch: movesTime, workers: 1, dependencies: ['quiet'], use: desktop },
  ],
})
