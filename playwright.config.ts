import { defineConfig } from '@playwright/test'
import { chromiumArguments, findChromium } from '#scripts/chromium.ts'

/** Journeys in which days pass. */
const movesTime = /[.]later[.]test[.]ts$/

/** The browser tests run against everything the demo starts; tests/browser/support/global-setup.ts starts it. */
export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.test.ts',
  globalSetup: './tests/browser/support/global-setup.ts',
  outputDir: 'test-results',
  // One magazine is shared by all journeys: what one does, another may see.
  workers: 1,
  timeout: 30_000,
  expect: { timeout: 7_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '.data/test-results/browser.json' }]],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: findChromium(), args: chromiumArguments },
  },
  projects: [
    { name: 'desktop', testIgnore: movesTime, use: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' } },
    {
      // What differs on a phone is how pages look and are pressed; what the server decides is asked once, above.
      name: 'phone',
      testMatch: /(joining|reading|for-everyone)[.]test[.]ts$/,
      use: {
        colorScheme: 'dark',
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        isMobile: true,
        hasTouch: true,
      },
    },
    {
      // Time does not go back: what moves it comes after everything else. One file alone: --project later --no-deps
      name: 'later',
      testMatch: movesTime,
      dependencies: ['desktop', 'phone'],
      use: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
    },
  ],
})
