import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { filesChangedSince } from '#scripts/check/changed-files.ts'

const project = mkdtempSync(join(tmpdir(), 'standfirst-changed-'))
afterAll(() => rmSync(project, { recursive: true, force: true }))
const note = join(project, 'note.json')

function write(file: string, content: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true })
  writeFileSync(join(project, file), content)
}

const changed = () => filesChangedSince(note, project).files

beforeEach(() => {
  write('lib/money.ts', 'export const pound = 100')
  write('lib/gift.ts', "import { pound } from './money.ts'\nexport const gift = pound * 5")
  write('app/page.ts', "import { gift } from '#lib/gift.ts'\nexport const page = gift")
  write('app/other.ts', 'export const other = 1')
  filesChangedSince(note, project).keep()
})

test('nothing changed, nothing to look at', () => {
  expect(changed()).toEqual([])
})

test('a changed file is looked at again until it has passed', () => {
  write('app/other.ts', 'export const other = 2')
  expect(changed()).toEqual(['app/other.ts'])
  expect(changed()).toEqual(['app/other.ts'])
})

test('and so is whatever reaches it by imports', () => {
  write('lib/money.ts', 'export const pound = Promise.resolve(100)')
  expect(changed().toSorted()).toEqual(['app/page.ts', 'lib/gift.ts', 'lib/money.ts'])
})

test('types that need no import, and the rules, concern every file', () => {
  write('lib/globals.d.ts', 'declare const magic: number')
  expect(changed()).toContain('app/other.ts')
  filesChangedSince(note, project).keep()
  write('.oxlintrc.json', '{}')
  expect(changed()).toContain('app/other.ts')
})
