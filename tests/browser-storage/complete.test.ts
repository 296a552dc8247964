import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { browserStorage, isKnown, lifeInWords, type Kept } from '#lib/browser-storage/model.ts'
import { projectFolder } from '#scripts/embedded/state.ts'

/** How code has a browser keep something. What only reads is not meant. */
const sets = [
  /\bjar\.set\(/,
  /\bcookies\(\)\)\.set\(/,
  /\bcookies\.set\(/,
  /\bdocument\.cookie\s*=(?!=)/,
  /\bcookieStore\b/,
  /['"]set-cookie['"]\s*[:,]/i,
  /\b(?:local|session)Storage\.setItem\(/,
  /\b(?:local|session)Storage\[/,
  /\bindexedDB\.open\(/,
  /\bcreateStore\(/,
  /\bNextAuth\(/,
  /\bcaches\.open\(/,
  /\bserviceWorker\.register\(/,
]

/** They say what is redacted, and keep nothing. */
const speaksOfThem = new Set(['lib/scrubbed.ts'])

function placesIn(read: (file: string) => string, files: readonly string[]): string[] {
  return files.filter((file) => !speaksOfThem.has(file) && sets.some((pattern) => pattern.test(read(file)))).toSorted()
}

const files = globSync('{app,lib,public}/**/*.{ts,tsx,js,mjs}', { cwd: projectFolder }).concat(
  'proxy.ts',
  'next.config.js',
)
const read = (file: string) => readFileSync(join(projectFolder, file), 'utf8')
const registered: Kept[] = Object.values(browserStorage)

describe('what browsers are asked to keep', () => {
  test('every place in the code that does so stands in the list, and every place in the list does so', () => {
    expect(files.length).toBeGreaterThan(500)
    expect(placesIn(read, files)).toEqual([...new Set(registered.map(({ setIn }) => setIn))].toSorted())
  })

  test('each is set under the name that the list has for it', () => {
    for (const { name, setIn } of registered.filter(({ name }) => !name.startsWith('authjs.')))
      expect(
        read(setIn).includes(`'${name}'`) || /\b(?:browserStorage|consentCookie|passCookie)\b/.test(read(setIn)),
        `${name} in ${setIn}`,
      ).toBe(true)
  })

  test('no name stands there twice', () => {
    expect(new Set(registered.map(({ name }) => name)).size).toBe(registered.length)
  })

  test.each([
    "jar.set('new', '1')",
    ";(await cookies()).set('new', '1')",
    'response.cookies.set("new", "1")',
    "document.cookie = 'new=1'",
    "headers: { 'set-cookie': 'new=1' }",
    "sessionStorage.setItem('new', '1')",
    "indexedDB.open('new')",
    "createStore('new', 'kept')",
  ])('a place that is not in the list would be found: %s', (line) => {
    expect(placesIn(() => line, ['app/new.ts'])).toEqual(['app/new.ts'])
  })
})

describe('what may be found in a browser', () => {
  test('our own, also under the marks of a site served by HTTPS, and nothing else', () => {
    expect(isKnown('edition', 'cookie')).toBe(true)
    expect(isKnown('__Secure-authjs.session-token', 'cookie')).toBe(true)
    expect(isKnown('__Host-authjs.csrf-token', 'cookie')).toBe(true)
    expect(isKnown('desk-keys', 'localStorage')).toBe(true)
    expect(isKnown('desk-keys', 'cookie')).toBe(false)
    expect(isKnown('_ga', 'cookie')).toBe(false)
  })

  test('for how long, in words', () => {
    expect(registered.map(({ days }) => lifeInWords(days))).not.toContain('NaN days')
    expect(lifeInWords(browserStorage.cardVisit.days)).toBe('An hour')
    expect(lifeInWords(browserStorage.adChoice.days)).toBe('A year')
    expect(lifeInWords(browserStorage.edition.days)).toBe('30 days')
  })
})
