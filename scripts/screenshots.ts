import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { chromiumArguments, provideChromium } from './chromium.ts'
import { runMain } from './command-line.ts'
import { CannotRun } from './embedded/cannot-run.ts'
import { projectFolder } from './embedded/state.ts'
import { letterShots } from './screenshots/letters.ts'
import { newsroomShots } from './screenshots/newsroom.ts'
import { officeShots } from './screenshots/office.ts'
import { withOwnDemonstration } from './screenshots/own-demonstration.ts'
import { publicShots } from './screenshots/public.ts'
import { take } from './screenshots/take.ts'

const folder = join(projectFolder, 'docs', 'pictures')

/**
 * `npm run screenshots [-- NAME…]`: makes the pictures of the README and the handbook, or those whose names begin so, from
 * a demonstration of its own.
 */
await runMain(async () => {
  const wanted = process.argv.slice(2)
  const shots = [...publicShots, ...newsroomShots, ...letterShots, ...officeShots].filter(
    ({ name }) => wanted.length === 0 || wanted.some((beginning) => name.startsWith(beginning)),
  )
  if (shots.length === 0) throw new CannotRun(`No picture is called like that: ${wanted.join(' ')}`)
  mkdirSync(folder, { recursive: true })
  const executablePath = await provideChromium()
  await withOwnDemonstration(async (stack) => {
    const browser = await chromium.launch({ executablePath, args: chromiumArguments })
    try {
      // One after the other: what one does at the desk, another may show.
      for (const shot of shots) await take(browser, stack, shot, folder)
    } finally {
      await browser.close()
    }
  })
})
