import { afterEach, expect, test, vi } from 'vitest'
import Pages from '#app/_cache/pages.js'
import { byOwnTime, byTheClock, ownTime } from '#app/_cache/shared.js'
import { minute } from '#lib/clock.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** The machine's clock is put forward or back; what a process dates its own by goes on. */
function moveClock(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
}

const nothingOnDisk = { existsSync: () => false, readFile: () => Promise.reject(new Error('nothing there')) }
const settings = {
  fs: nothingOnDisk,
  flushToDisk: false,
  serverDistDir: '/nowhere',
  revalidatedTags: [],
  maxMemoryCacheSize: 1_000_000,
}
// Next makes it, and knows what it takes.
const pages: InstanceType<typeof Pages> = Reflect.construct(Pages, [settings])

async function keep(key: string, tag: string): Promise<void> {
  const value = { kind: 'APP_PAGE', html: '<p>It rained.</p>', headers: { 'x-next-cache-tags': tag }, status: 200 }
  await pages.get(key, { kind: 'APP_PAGE' })
  await pages.set(key, value, { fetchCache: false, cacheControl: { revalidate: 900, expire: 31_536_000 } })
}
const isKept = async (key: string) => Boolean(await pages.get(key, { kind: 'APP_PAGE' }))

test.each([
  ['ahead', 10 * minute],
  ['behind', -10 * minute],
])('a change clears a page at once, though the clock was put ten minutes %s since it was made', async (name, ms) => {
  await keep(`/${name}`, `article:${name}`)
  moveClock(ms)
  expect(await isKept(`/${name}`)).toBe(true)
  await pages.revalidateTag(`article:${name}`, { expire: 0 })
  expect(await isKept(`/${name}`)).toBe(false)
})

test.each([
  ['ahead', 10 * minute],
  ['behind', -10 * minute],
])('and a page made after the change is kept, made while the clock was %s', async (name, ms) => {
  const key = `/again-${name}`
  await pages.revalidateTag(`again:${name}`, { expire: 0 })
  moveClock(ms)
  await new Promise((resolve) => setTimeout(resolve, 5))
  await keep(key, `again:${name}`)
  vi.useRealTimers()
  expect(await isKept(key)).toBe(true)
})

test('a page that was cleared is shown for a moment while the database is away, and no longer', async () => {
  await keep('/away', 'article:away')
  await pages.revalidateTag('article:away', { expire: 0 })
  const away = Symbol.for('standfirst.isDatabaseAway')
  Reflect.set(globalThis, away, () => true)
  expect(await pages.get('/away', { kind: 'APP_PAGE' })).toMatchObject({
    value: { html: '<p>It rained.</p>' },
    cacheControl: { revalidate: 1 },
  })
  expect(await isKept('/never-made')).toBe(false)
  Reflect.deleteProperty(globalThis, away)
  expect(await isKept('/away')).toBe(false)
})

test('what is shared is dated by the clock on which processes agree', () => {
  moveClock(10 * minute)
  const made = ownTime()
  expect(byTheClock(made)).toBeCloseTo(Date.now(), -2)
  expect(byOwnTime(byTheClock(made))).toBeCloseTo(made, -2)
})
