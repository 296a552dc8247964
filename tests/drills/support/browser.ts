import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { chromiumArguments, provideChromium } from '#scripts/chromium.ts'
import type { Magazine, SignedIn } from './magazine.ts'

/** A browser, and people who sit before it. */
export interface Onlookers {
  /** A window of somebody's own. @param scripts false for a browser that runs none */
  open(who?: SignedIn, scripts?: boolean): Promise<Page>
  close(): Promise<void>
}

export async function openBrowser({ publicUrl }: Pick<Magazine, 'publicUrl'>): Promise<Onlookers> {
  const browser: Browser = await chromium.launch({ executablePath: await provideChromium(), args: chromiumArguments })
  const contexts: BrowserContext[] = []
  return {
    async open(who, scripts = true) {
      const context = await browser.newContext({ baseURL: publicUrl, javaScriptEnabled: scripts })
      contexts.push(context)
      if (who) await context.addCookies([{ name: 'authjs.session-token', value: who.session, url: publicUrl }])
      return context.newPage()
    },
    async close() {
      for (const context of contexts) await context.close()
      await browser.close()
    },
  }
}

/** What somebody reads on a page, without its frame. */
export async function wordsOn(page: Page): Promise<string> {
  const words = await page.locator('body').innerText()
  return words.replaceAll(/\s+/g, ' ').trim()
}
