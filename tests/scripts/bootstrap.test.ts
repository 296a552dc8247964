import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isInstalled, ownNode } from '#scripts/bootstrap/installed.mjs'
import { projectFolder } from '#scripts/embedded/state.ts'

let project = ''
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'standfirst-bootstrap-'))
  write(ownNode(project), '')
})
afterEach(() => rmSync(project, { recursive: true, force: true }))

function write(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(content))
}

const lock = (packages: object) => write(join(project, 'package-lock.json'), { packages: { '': {}, ...packages } })
const installed = (packages: object) => write(join(project, 'node_modules', '.package-lock.json'), { packages })
const zod = { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' } }

test('what is installed as locked is not installed again', () => {
  lock(zod)
  installed(zod)
  expect(isInstalled(project)).toBe(true)
})

test('nothing installed, or an installation that was interrupted, is noticed', () => {
  lock(zod)
  expect(isInstalled(project)).toBe(false)
})

test('another version is noticed', () => {
  lock(zod)
  installed({ 'node_modules/zod': { version: '3.0.0', integrity: 'sha512-b' } })
  expect(isInstalled(project)).toBe(false)
})

test('a new package is noticed', () => {
  lock({ ...zod, 'node_modules/uuid': { version: '1.0.0' } })
  installed(zod)
  expect(isInstalled(project)).toBe(false)
})

test('a package for another system may be missing', () => {
  lock({ ...zod, 'node_modules/fsevents': { version: '2.0.0', optional: true } })
  installed(zod)
  expect(isInstalled(project)).toBe(true)
})

test('a missing Node of our own is noticed', () => {
  lock(zod)
  installed(zod)
  rmSync(ownNode(project))
  expect(isInstalled(project)).toBe(false)
})

test('an unknown command is said in one line', () => {
  const script = join(projectFolder, 'scripts', 'bootstrap.mjs')
  const { status, stderr } = spawnSync(process.execPath, [script, 'dance'], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toBe('Say what to do: node scripts/bootstrap.mjs <demo|test|dev|check|sandbox|bench|drill>\n')
})
