import { chromium, type Browser } from '@playwright/test'
import { chromiumArguments, provideChromium } from '#scripts/chromium.ts'

/** Runs something with a Chromium of its own. @param args beyond the usual ones */
export async function withChromium<Result>(
  work: (browser: Browser) => Promise<Result>,
  args: string[] = [],
): Promise<Result> {
  const executablePath = await provideChromium()
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments, ...args] })
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}
