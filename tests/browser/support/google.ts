import type { BrowserContext, Page } from '@playwright/test'
import { administrator, enter } from './desk.ts'
import type { Addresses } from './addresses.ts'
import { expect } from './journey.ts'

/** What may be asked of Google in these tests; the answer is ours. */
export const googleTag = 'https://securepubads.g.doubleclick.net/tag/js/gpt.js'

/**
 * Stands in for Google's script, of which it has what the frame uses: it draws a box of the first size, or finds nothing
 * for the ad unit `empty`. `broken` gives no answer at all.
 */
const standIn = `
  const listeners = []
  const service = { addEventListener: (_, listener) => listeners.push(listener), setPrivacySettings() {} }
  const defined = {}
  const api = {
    pubads: () => service,
    enableServices() {},
    defineSlot(path, sizes, id) {
      defined[id] = { path, sizes }
      return { addService() { return this } }
    },
    display(id) {
      const { path, sizes } = defined[id]
      const isEmpty = path.endsWith('/empty')
      if (!isEmpty) {
        const [width, height] = sizes[0]
        document.getElementById(id).innerHTML = '<div style="background:#264;width:' + width + 'px;height:' + height + 'px"></div>'
      }
      for (const listener of listeners) listener({ isEmpty })
    },
  }
  const waiting = window.googletag.cmd
  Object.assign(window.googletag, api, { cmd: { push: (work) => work() } })
  for (const work of waiting) work()`

export async function answerForGoogle(context: BrowserContext, how: 'answers' | 'fails' = 'answers'): Promise<void> {
  await context.route(googleTag, (route) =>
    how === 'fails' ? route.abort() : route.fulfill({ contentType: 'text/javascript', body: standIn }),
  )
}

/** An administrator sets up Google for these slots, and takes it away again with none. */
export async function setUpGoogle(page: Page, addresses: Addresses, adUnits: Record<string, string>): Promise<void> {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/settings/advertising')
  await page.getByLabel('Google Ad Manager network code').fill(Object.keys(adUnits).length === 0 ? '' : '1234567')
  for (const field of await page.getByLabel('Ad unit').all()) {
    const name = (await field.getAttribute('name'))?.replace('.adUnit', '') ?? ''
    await field.fill(adUnits[name] ?? '')
  }
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('The settings are on the pages now.')).toBeVisible()
}

/** How far what is on the page has moved by itself, from the beginning; having looked at all of it. */
export async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let total = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        total += 'value' in entry && typeof entry.value === 'number' ? entry.value : 0
    }).observe({ type: 'layout-shift', buffered: true })
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight / 2) {
      window.scrollTo({ top, behavior: 'instant' })
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
    await new Promise((resolve) => setTimeout(resolve, 300))
    return total
  })
}
