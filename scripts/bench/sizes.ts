import { gzipSync } from 'node:zlib'
import type { Browser } from '@playwright/test'

/**
 * Everything executable that a page loads by itself, to the last request.
 * @returns kilobytes (of 1,000 bytes), each file gzipped as it travels
 */
export async function scriptsOf(browser: Browser, url: string, headers: Record<string, string> = {}): Promise<number> {
  const context = await browser.newContext({ extraHTTPHeaders: headers })
  try {
    const page = await context.newPage()
    const bodies: Promise<Buffer>[] = []
    page.on('request', (request) => {
      if (request.resourceType() === 'script')
        bodies.push(request.response().then((response) => response?.body() ?? Buffer.alloc(0)))
    })
    await page.goto(url, { waitUntil: 'networkidle' })
    await page.evaluate(() => window.scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }))
    // What is loaded where somebody comes to it may load more.
    for (let known = -1; known < bodies.length;) {
      known = bodies.length
      await Promise.all(bodies)
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
      )
    }
    return kilobytes(...(await Promise.all(bodies)))
  } finally {
    await context.close()
  }
}

/** @returns kilobytes (of 1,000 bytes) of a page's HTML, gzipped as it travels */
export async function htmlOf(url: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(url, { headers })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return kilobytes(Buffer.from(await response.arrayBuffer()))
}

function kilobytes(...contents: Buffer[]): number {
  return contents.reduce((sum, content) => sum + gzipSync(content).length, 0) / 1_000
}

/** How far what stands on a page moved, by the measure of Core Web Vitals, while it loaded and was scrolled through. */
export async function shiftOf(browser: Browser, url: string, headers: Record<string, string> = {}): Promise<number> {
  const context = await browser.newContext({ extraHTTPHeaders: headers, viewport: { width: 390, height: 844 } })
  try {
    const page = await context.newPage()
    await page.goto(url, { waitUntil: 'networkidle' })
    return await page.evaluate(async () => {
      let total = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          total += 'value' in entry && typeof entry.value === 'number' ? entry.value : 0
      }).observe({ type: 'layout-shift', buffered: true })
      for (let top = 0; top < document.body.scrollHeight; top += window.innerHeight) {
        window.scrollTo({ top, behavior: 'instant' })
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      await new Promise((resolve) => setTimeout(resolve, 500))
      return total
    })
  } finally {
    await context.close()
  }
}
