import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { CannotRun } from './embedded/cannot-run.ts'
import { installPackages } from './debian.ts'

/** What keeps Chromium quiet and at home: no services of its own, no sandbox (which containers do not allow). */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Without a window of its own it starts sooner and needs half the memory: it stands first. */
const headlessShell = 'chromium-headless-shell'
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * @returns the program of a Chromium on this machine: the one CHROMIUM_PATH names, the system's headless shell,
 *   Playwright's own, or the system's; undefined when there is none
 * @throws CannotRun when CHROMIUM_PATH names no program
 */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (isProgram(named)) return named
    throw new CannotRun(`CHROMIUM_PATH names ${named}, which is no program: correct it or leave it out.`)
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
  const shells = folders.map((folder) => join(folder, headlessShell))
  const installed = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return [...shells, chromium.executablePath(), ...installed, ...applications].find(isProgram)
}

/**
 * Finds a Chromium, or installs Debian's when we are root on such a system: its headless shell where there is one.
 * @throws CannotRun with the commands that install one
 */
export async function provideChromium(): Promise<string> {
  const found = findChromium()
  if (found) return found
  for (const name of [headlessShell, 'chromium']) {
    const fresh = (await installPackages([name], 'the browser tests')) ? findChromium() : undefined
    if (fresh) return fresh
  }
  throw new CannotRun(
    'There is no Chromium for the browser tests: install one (apt-get install chromium-headless-shell, or: npx playwright install chromium), or name one with CHROMIUM_PATH.',
  )
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
