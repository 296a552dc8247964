import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { moveArticle } from '#lib/articles/workflow/move-article.ts'
import { after, minute } from '#lib/clock.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { installPackages } from '#scripts/debian.ts'
import { appearsSoon } from './support/appearing.ts'
import { at, countUp, settled, tellTroubles } from './support/counting.ts'
import { openMagazine } from './support/magazine.ts'
import { letPeopleWork } from './support/people.ts'
import { visitor } from './support/visitor.ts'
import { tell } from './telling.ts'

const minutes = 10
const folder = mkdtempSync(join(tmpdir(), 'standfirst-clock-'))
const clock = join(folder, 'clock')

/** libfaketime (Debian's) lies to a process about the time of day, as a file says; how much time has passed it leaves alone. */
async function movedClocks(): Promise<Record<string, string>> {
  const found = () => globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')[0]
  const library = found() ?? ((await installPackages(['libfaketime'], 'this drill')) ? found() : undefined)
  if (library === undefined) throw new CannotRun('This drill needs libfaketime (apt-get install libfaketime).')
  moveClocks(0)
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_CACHE_DURATION: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
  }
}

function moveClocks(by: number): void {
  writeFileSync(clock, `${by < 0 ? '-' : '+'}${Math.abs(by) * 60}`)
}

const magazine = await openMagazine(await movedClocks())
const { stack, drafts, editor } = magazine
afterAll(async () => {
  await stack.stop()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

test('the clock of web and worker is put ahead of everybody else’s, back, behind it, and right', async () => {
  const supporter = visitor(magazine, magazine.supporters.at(-30)?.session)
  const traffic = letPeopleWork(magazine)
  await wait(5_000)
  await appearsSoon(magazine, -2)

  tell(`Web and worker are ${minutes} minutes ahead: of Stripe, of the database, of readers.`)
  moveClocks(minutes)
  await wait(8_000)
  await appearsSoon(magazine, -3)
  expect(await supporter.get('/account')).toMatchObject({ status: 200 })
  expect(await at(magazine, '/api/ready')).toMatchObject({ status: 200, body: { faults: [] } })
  const early = await scheduled(-10, 10)
  await appears(early)

  tell('Their clock is put right.')
  moveClocks(0)
  await wait(3_000)
  await appearsSoon(magazine, -4)

  tell(`They are ${minutes} minutes behind.`)
  moveClocks(-minutes)
  await wait(8_000)
  expect(await supporter.get('/account')).toMatchObject({ status: 200 })
  const late = await scheduled(-11, 5)
  await wait(8_000)
  expect((await fetch(late)).status).toBe(404)

  tell('Their clock is put right again: what was due appears.')
  moveClocks(0)
  await appears(late, 90_000)
  await traffic.end()
  tellTroubles(traffic)
  await settled(magazine)
  // What was published by the clock that was ahead is hidden until that time has come.
  await countUp(magazine, traffic, after(new Date(), 2 * minutes * minute))
  expect(stack.web.lastWords()).toEqual([])
  expect(stack.worker.lastWords()).toEqual([])
})

/** Has a draft appear so many seconds from now, by the clock of everybody else. @returns its address */
async function scheduled(which: number, seconds: number): Promise<string> {
  const draft = drafts.at(which)
  if (draft === undefined) throw new Error('too few are there')
  const ctx = stack.ctx()
  const staff = { personId: editor.id, roles: editor.roles }
  const moving = { articleId: draft.id, move: 'schedule', seen: 'draft', staff, confirmed: true } as const
  await moveArticle(ctx, { ...moving, at: after(ctx.now, seconds * 1_000) })
  return `${magazine.publicUrl}/articles/${draft.slug}`
}

async function appears(address: string, timeout = 30_000): Promise<void> {
  const began = performance.now()
  await expect.poll(async () => (await fetch(address)).status, { timeout, interval: 250 }).toBe(200)
  tell(`  A scheduled article was there after ${((performance.now() - began) / 1_000).toFixed(1)} s.`)
}
