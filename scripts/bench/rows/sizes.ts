import { withChromium } from '../parts/chromium.ts'
import type { Result } from '../result.ts'
import type { Row } from '../row.ts'
import { htmlOf, scriptsOf, shiftOf } from '../sizes.ts'
import { demoArticles } from './articles.ts'

/** The budgets that tests/browser/budgets.test.ts holds every build to. */
export const sizes: Row = {
  name: 'sizes',
  does: 'what an article’s page weighs, and whether anything on it moves',
  async measure(parts) {
    const { publicUrl } = await parts.demonstration()
    const results: Result[] = []
    await withChromium(async (browser) => {
      for (const edition of ['standard', 'supporter'] as const) {
        const headers: Record<string, string> = edition === 'supporter' ? { cookie: 'edition=supporter' } : {}
        const result = (what: string, unit: 'KB' | 'shift', value: number, target: number, raw: string) =>
          results.push({
            row: `${what} ${edition}`,
            what: `article, ${edition} edition: ${what}`,
            value,
            unit,
            target,
            direction: 'at most',
            raw,
          })
        const url = `${publicUrl}${demoArticles.withoutComments}`
        result('JavaScript, gzipped', 'KB', await scriptsOf(browser, url, headers), 150, 'everything it loads')
        result('HTML, gzipped', 'KB', await htmlOf(url, headers), 14, '1,489 words, no comments')
        result('layout shift', 'shift', await shiftOf(browser, url, headers), 0, 'on a phone, scrolled through')
      }
    })
    return results
  },
}
