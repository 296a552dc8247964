import { readFile } from 'node:fs/promises'
import { BlobReader, TextWriter, ZipReader } from '@zip.js/zip.js'
import { administrator, enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { ownArticle } from './support/own-article.ts'

test('an administrator asks for an archive, waits for it, takes it along, and finds the magazine in it', async ({
  page,
  addresses,
}) => {
  test.setTimeout(240_000)
  const { slug } = await ownArticle(addresses)
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/settings')
  await page.getByRole('link', { name: 'Export' }).click()
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await faultsOf(page)).toEqual([])
  }
  await page.getByRole('checkbox', { name: 'Every earlier state of every article' }).check()
  await page.getByRole('button', { name: 'Write an archive' }).press('Enter')
  await expect(page.getByText('The archive is being written.')).toBeVisible()
  // The page follows by itself.
  const ready = page.locator('[data-desk-row]').first()
  await expect(ready).toContainText('Ready', { timeout: 180_000 })
  await expect(ready).toContainText('with revisions')
  await expect(page.getByRole('button', { name: 'Write an archive' })).toBeVisible()
  expect(await faultsOf(page)).toEqual([])

  const coming = page.waitForEvent('download')
  await ready.getByRole('link', { name: 'Download' }).click()
  const download = await coming
  expect(download.suggestedFilename()).toMatch(/^[a-z-]+-\d{4}-\d\d-\d\d\.zip$/)
  const zip = new ZipReader(new BlobReader(new Blob([new Uint8Array(await readFile(await download.path()))])))
  const entries = await zip.getEntries()
  const text = async (name: string) => {
    const entry = entries.find(({ filename }) => filename === name)
    return entry && !entry.directory ? entry.getData(new TextWriter()) : `${name} is not there`
  }
  expect(JSON.parse(await text('manifest.json'))).toMatchObject({ format: 'standfirst-export', version: 1 })
  expect(JSON.parse(await text(`articles/${slug}.json`))).toMatchObject({ slug, state: 'published' })
  expect(await text(`articles/${slug}.md`)).toContain('The ferry left at seven.')
  expect(await text('revisions.jsonl')).toContain(slug)
  expect(await text('members.csv')).toContain('stripe_customer_ids')
  expect(entries.some(({ filename }) => filename.startsWith('pictures/'))).toBe(true)
  await zip.close()

  await page.goto('/desk/audit')
  const noted = page.locator('[data-desk-row]').filter({ hasText: 'downloaded an export of the magazine' })
  await expect(noted.first()).toBeVisible()
})

test('nobody but administrators finds the page or an archive', async ({ browser, addresses }) => {
  for (const who of ['editor', 'managing-editor', 'fulfilment', 'reader']) {
    const context = await browser.newContext({ baseURL: addresses.web })
    await enter(context, addresses, `${who}@saltmarsh.example`)
    const paths = ['/desk/settings/export', `/desk/settings/export/${crypto.randomUUID()}/archive.zip`]
    for (const path of paths) expect([who, path, (await context.request.get(path)).status()]).toEqual([who, path, 404])
    await context.close()
  }
})
