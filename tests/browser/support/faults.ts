import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What axe finds wrong with a page as it stands, and whether it is wider than the screen. */
export async function faultsOf(page: Page): Promise<string[]> {
  // Our pages have no frames: looked at as one, each spares another page for putting the findings together.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    // Two advertisements on a page are both called one.
    .disableRules('landmark-unique')
  const { violations } = await axe.analyze()
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ...(wider > 0 ? [`wider than the screen by ${wider}`] : []),
  ]
}
