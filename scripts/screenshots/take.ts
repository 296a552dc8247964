import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext } from '@playwright/test'
import sharp from 'sharp'
import { say } from '#scripts/progress.ts'
import type { Stack } from '#scripts/stack/stack.ts'
import { enter } from './enter.ts'
import type { Shot } from './shot.ts'

/** Takes one picture of the demonstration and writes it, small, as a PNG into the folder. */
export async function take(browser: Browser, stack: Stack, shot: Shot, folder: string): Promise<void> {
  const { name, path, as, width = 1280, height = 900, colorScheme = 'light', prepare } = shot
  const context = await browser.newContext({
    baseURL: stack.publicUrl,
    viewport: { width, height },
    deviceScaleFactor: width < 500 ? 2 : 1,
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  })
  try {
    if (as) await enter(context, stack, `${as}@saltmarsh.example`)
    const file = join(folder, `${name}.png`)
    const bytes = await shown(context, path, prepare)
    writeFileSync(file, bytes)
    say(`${file}  ${Math.round(bytes.length / 1_000)} kB`)
  } finally {
    await context.close()
  }
}

async function shown(context: BrowserContext, path: string, prepare: Shot['prepare']): Promise<Buffer> {
  const page = await context.newPage()
  await page.goto(path, { waitUntil: 'networkidle' })
  await prepare?.(page)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.waitForFunction(() =>
    [...document.images]
      // One that is folded away, or below, is loaded by nobody.
      .filter((image) => image.checkVisibility() && image.getBoundingClientRect().top < innerHeight)
      .every((image) => image.complete),
  )
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  // Pages have few colours: as a palette they need a third of the bytes, and nobody sees it.
  return sharp(picture).png({ palette: true, effort: 10, dither: 0.5 }).toBuffer()
}
