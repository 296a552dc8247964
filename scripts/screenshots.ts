import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser } from '@playwright/test'
import { chromiumArguments, findChromium } from './chromium.ts'
import { runMain } from './command-line.ts'
import { projectFolder } from './embedded/state.ts'
import { say } from './progress.ts'

interface Shot {
  name: string
  path: string
  width: number
  height: number
  colorScheme?: 'light' | 'dark'
}

const shots: Shot[] = [
  { name: 'front', path: '/', width: 1440, height: 1000 },
  { name: 'article', path: '/articles/the-clock-in-the-mud', width: 1280, height: 1280 },
  { name: 'donate', path: '/donate?amount=20', width: 1280, height: 1280 },
  { name: 'article-phone-dark', path: '/articles/nine-hours-on-the-71', width: 390, height: 844, colorScheme: 'dark' },
]

const folder = join(projectFolder, 'docs', 'pictures')

/** `npm run screenshots [-- ADDRESS]`: makes the pictures of the README from a demonstration that is running. */
await runMain(async () => {
  const address = process.argv[2] ?? 'http://localhost:3000'
  mkdirSync(folder, { recursive: true })
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments })
  try {
    for (const shot of shots) await take(browser, address, shot)
  } finally {
    await browser.close()
  }
})

async function take(
  browser: Browser,
  address: string,
  { name, path, width, height, colorScheme }: Shot,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' })
  await page.goto(`${address}${path}`, { waitUntil: 'networkidle' })
  const file = join(folder, `${name}.png`)
  await page.screenshot({ path: file })
  await page.close()
  say(file)
}
