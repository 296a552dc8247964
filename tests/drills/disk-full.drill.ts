import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect as expectOfPage } from '@playwright/test'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { countUp, settled, tellTroubles, untilReady } from './support/counting.ts'
import { openMagazine } from './support/magazine.ts'
import { letPeopleWork } from './support/people.ts'
import { mountSmallDisk, usedMegabytes, type SmallDisk } from './support/small-disk.ts'
import { saidIn, visitor } from './support/visitor.ts'
import { tell } from './telling.ts'

const folder = mkdtempSync(join(tmpdir(), 'standfirst-full-'))
const files = { pictures: join(folder, 'pictures'), letters: join(folder, 'case-files') }
for (const place of Object.values(files)) mkdirSync(place)
const disks: SmallDisk[] = [mountSmallDisk(files.pictures, 8), mountSmallDisk(files.letters, 8)]

const magazine = await openMagazine({ PICTURES_DIR: files.pictures, CASE_FILES_DIR: files.letters })
const { stack, editor, article } = magazine
afterAll(async () => {
  // Each goes on with what it has open; where it was mounted can be removed.
  for (const disk of disks) disk.unmount()
  await stack.stop()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

test('the disk of files is full, and then that of PostgreSQL', async () => {
  const traffic = letPeopleWork(magazine)
  const browser = await openBrowser(magazine)
  const writer = await browser.open()
  await wait(3_000)

  tell('The disks of pictures and of readers’ files are full: a reader sends a file, an editor a picture.')
  for (const disk of disks) disk.fill()
  await writer.goto('/contact/correction')
  await writer.locator('[name=message]').fill('It was not so; see the file.')
  await writer.locator('[name=name]').fill('A writer')
  await writer.locator('[name=email]').fill('with-a-file@example.org')
  await attach()
  await wait(3_100)
  await send()
  const told = writer.getByText('Your files could not be kept just now. Nothing was sent')
  await expectOfPage(told).toBeVisible()
  tell(`  The reader reads: “${(await told.innerText()).trim()}”`)
  await expectOfPage(writer.locator('[name=message]')).toHaveValue('It was not so; see the file.')
  await expectOfPage(writer.getByText('Choose your files once more')).toBeVisible()
  const refused = await sendPicture()
  tell(`  The editor reads: “${refused.message}”`)
  expect(refused).toMatchObject({ status: 500, message: expect.stringContaining('Nothing was changed') })
  expect(await visitor(magazine).get(`/articles/${article.slug}`)).toMatchObject({ status: 200 })

  tell('There is room again: both send once more.')
  for (const disk of disks) disk.makeRoom()
  await attach()
  await send()
  await writer.waitForURL(/sent=1/)
  traffic.done.push({ kind: 'letters', ref: 'with-a-file@example.org' })
  expect(await sendPicture()).toMatchObject({ status: 201 })
  const kept = Object.values(files).flatMap((place) => readdirSync(place, { recursive: true, encoding: 'utf8' }))
  expect(kept.filter((name) => name.endsWith('.unfinished'))).toEqual([])
  expect([...traffic.troubles]).toEqual([])

  tell('PostgreSQL moves to a small disk.')
  await stack.databaseDown()
  const small = mountSmallDisk(stack.databaseFolder, usedMegabytes(stack.databaseFolder) + 48)
  disks.push(small)
  await stack.databaseUp()
  await untilReady(magazine)
  await wait(5_000)
  tell('That disk is full.')
  const before = traffic.done.length
  small.fill()
  await wait(12_000)
  tell(
    `  ${traffic.done.length - before} things were done all the same; PostgreSQL ${stack.databaseRuns() ? 'runs' : 'has ended'}.`,
  )
  const reader = visitor(magazine)
  const seen = await reader.get(`/articles/${article.slug}`)
  tell(`  A reader sees: ${seen.status} ${saidIn(seen)}`)
  expect(seen.status).toBe(200)
  for (const path of ['/sign-in', '/donate', '/search?q=paper']) {
    const page = await reader.get(path)
    tell(`  ${page.status} ${path}: ${saidIn(page)}`)
    expect([200, 503]).toContain(page.status)
    expect(saidIn(page)).not.toContain('no heading')
  }

  tell('There is room again.')
  small.makeRoom()
  if (!stack.databaseRuns()) {
    tell('  PostgreSQL had ended for want of room, and is started.')
    await stack.databaseUp()
  }
  await untilReady(magazine)
  await traffic.end()
  await browser.close()
  tellTroubles(traffic)
  await settled(magazine)
  await countUp(magazine, traffic)
  expect(stack.web.lastWords()).toEqual([])
  expect(stack.worker.lastWords()).toEqual([])

  async function attach(): Promise<void> {
    const buffer = Buffer.from(`The tide was in. ${'It rained. '.repeat(20_000)}`)
    await writer.getByLabel('Files').setInputFiles({ name: 'tide.txt', mimeType: 'text/plain', buffer })
  }
  async function send(): Promise<void> {
    await writer.getByRole('button', { name: 'Send to the managing editor' }).click()
  }
})

async function sendPicture(): Promise<{ status: number; message: string }> {
  const bytes = await sharp({
    create: {
      width: 900,
      height: 600,
      channels: 3,
      background: '#357',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer()
  const body = new FormData()
  body.set('picture', new File([new Uint8Array(bytes)], 'tide.png', { type: 'image/png' }))
  const response = await fetch(`${magazine.webUrl}/api/pictures`, {
    method: 'POST',
    body,
    headers: {
      accept: 'application/json',
      origin: magazine.publicUrl,
      cookie: `authjs.session-token=${editor.session}`,
    },
  })
  const answer: unknown = await response.json().catch(() => null)
  const message = typeof answer === 'object' && answer !== null && 'message' in answer ? String(answer.message) : ''
  return { status: response.status, message }
}
