import { parse } from 'csv-parse/sync'
import { readFileSync } from 'node:fs'
import { administrator, enter, withDatabase } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

test('a setting changed is in the log with what it was, is found by narrowing, and is taken away as a file, which is noted', async ({
  page,
  addresses,
}) => {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/settings/books')
  const field = page.getByLabel('Days an address is kept')
  const before = Number(await field.inputValue())
  await field.fill(String(before + 1))
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The setting is saved')).toBeVisible()

  await page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: 'Audit log' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Audit log')
  await page.getByLabel('To what').selectOption('Settings')
  await page.getByLabel('Did what').selectOption('changed settings')
  await page.getByRole('button', { name: 'Show' }).click()
  await page.waitForURL(/kind=settings/)
  const row = page.locator('[data-desk-row]', { hasText: 'Settings: books' }).first()
  await row.getByText('Details').click()
  await expect(row).toContainText(`${before} → ${before + 1}`)
  await expect(row.getByRole('link', { name: 'Settings: books' })).toHaveAttribute('href', '/desk/settings/books')
  await expect(page.locator('[data-desk-row]', { hasText: 'exported' })).toHaveCount(0)

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('audit-log.csv')
  const lines: Record<string, string>[] = parse(readFileSync(await file.path()), { bom: true, columns: true })
  expect(lines.find((line) => line['To what'] === 'settings books')).toMatchObject({ Who: expect.stringMatching(/./) })
  expect(new Set(lines.map((line) => line['Did what']))).toEqual(new Set(['changed settings']))

  await page.getByRole('link', { name: 'Show all' }).click()
  const noted = page.locator('[data-desk-row]', { hasText: 'exported the audit log' }).first()
  await noted.getByText('Details').click()
  await expect(noted).toContainText('kind: settings')
  await page.goto('/desk/audit?from=2001-01-01&to=2001-01-02')
  await expect(page.getByText('No entry is like that.')).toBeVisible()
  await page.goto('/desk/settings/books')
  await page.getByLabel('Days an address is kept').fill(String(before))
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The setting is saved')).toBeVisible()
})

test('what is more than a page is read on, each entry once', async ({ page, addresses }) => {
  const actor = crypto.randomUUID()
  await withDatabase(
    addresses.databaseUrl,
    (sql) => sql`insert into audit_log (id, actor, action, subject, details, at)
      select gen_random_uuid(), ${actor}, 'planted an entry', 'topic ' || n, '{}', now() from generate_series(1, 60) n`,
  )
  await enter(page.context(), addresses, administrator)
  await page.goto(`/desk/audit?who=${actor}`)
  const rows = page.locator('[data-desk-row]')
  const first = await rows.getByText(/^Topic: /).allTextContents()
  await page.getByRole('link', { name: 'Earlier' }).click()
  await page.waitForURL(/after=/)
  await expect(rows).toHaveCount(10)
  const second = await rows.getByText(/^Topic: /).allTextContents()
  expect(new Set([...first, ...second]).size).toBe(60)
  await expect(page.getByRole('link', { name: 'Earlier' })).toHaveCount(0)
})

test.describe('somebody else', () => {
  // The browser says so of a status that is meant to be.
  test.use({ tolerated: ['404'] })

  test('finds neither the log nor its file, and what they asked is not noted', async ({
    browser,
    baseURL,
    addresses,
  }) => {
    const mark = crypto.randomUUID()
    const paths = ['/desk/audit', `/desk/audit/audit-log.csv?action=${mark}`]
    const visitor = await browser.newContext({ baseURL: `${baseURL}` })
    for (const path of paths)
      expect([path, (await visitor.request.get(path, { maxRedirects: 0 })).status()]).toEqual([path, 303])
    await visitor.close()
    for (const name of ['editor', 'managing-editor', 'moderator', 'fulfilment', 'reader', 'supporter']) {
      const context = await browser.newContext({ baseURL: `${baseURL}` })
      await enter(context, addresses, `${name}@saltmarsh.example`)
      for (const path of paths)
        expect([name, path, (await context.request.get(path)).status()]).toEqual([name, path, 404])
      expect(await (await context.request.get('/desk')).text()).not.toContain('/desk/audit')
      await context.close()
    }
    const noted = await withDatabase(
      addresses.databaseUrl,
      (sql) => sql`select id from audit_log where details ->> 'action' = ${mark}`,
    )
    expect([...noted]).toEqual([])
  })
})

test('the log is for everyone, its details unfolded, too', { tag: '@phone' }, async ({ page, addresses }) => {
  await enter(page.context(), addresses, administrator)
  await withDatabase(
    addresses.databaseUrl,
    (sql) => sql`insert into audit_log (id, actor, action, subject, details, at)
      select gen_random_uuid(), id, 'planted an entry', 'settings wall', '{"freeArticles": "3 to 5"}', now() from people where email = ${administrator}`,
  )
  await page.goto('/desk/audit')
  await page.getByText('Details', { exact: true }).first().click()
  await expect(page.locator('.audit-details').first()).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
})
