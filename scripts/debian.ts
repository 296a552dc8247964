import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { say } from './progress.ts'

/**
 * Installs packages of Debian's when we are root on such a system.
 * @param purpose what needs them, for people
 * @returns whether they are there now
 */
export async function installPackages(names: string[], purpose: string): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  say(`Installing what ${purpose} need (apt-get install ${names.join(' ')}).`)
  return (await aptGet(['update'])) && (await aptGet(['install', '-y', '--no-install-recommends', ...names]))
}

function aptGet(args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const child = spawn('apt-get', ['-q', ...args], { stdio: ['ignore', 'inherit', 'inherit'], env })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
}
