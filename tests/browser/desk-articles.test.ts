import { administrator, enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

const editor = 'editor@saltmarsh.example'

test('by keyboard an editor closes an article after its second block; a visitor sees it at once', async ({
  page,
  addresses,
  browser,
  baseURL,
}) => {
  await enter(page.context(), addresses, editor)
  await page.goto('/desk/articles?q=wind+disapproving')
  await page.getByRole('link', { name: /disapproving/i }).click()
  await page.waitForURL(/\/desk\/articles\/[0-9a-f-]{36}$/)
  await page.getByRole('radio', { name: /^Public/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /^Supporters/ })).toBeChecked()
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await faultsOf(page)).toEqual([])
  }
  await page.getByRole('button', { name: 'Save access' }).click()
  await expect(page.getByText('Access is saved.')).toBeVisible()
  await expect(page.getByText('public to supporters')).toBeVisible()
  // Where the preview ends is said in the text, and is for readers once the article is updated.
  const end = page.getByRole('separator', { name: 'The preview ends here' })
  await end.focus()
  await page.keyboard.press('ArrowUp')
  await expect(end).toHaveAttribute('aria-valuenow', '2')
  await page.keyboard.press('Control+s')
  const asked = page.getByRole('dialog', { name: 'Update the published article' })
  await expect(asked).toContainText('after 2 blocks')
  await asked.getByRole('button', { name: 'Update it now' }).click()
  await expect(page.getByText('Updated. Readers see it now.')).toBeVisible()

  const visitor = await browser.newContext({ baseURL })
  const reading = await visitor.newPage()
  await reading.goto('/articles/wind-disapproving')
  await expect(reading.getByRole('heading', { name: 'This article is for supporters' })).toBeVisible()
  await expect(reading.locator('.article-text > p')).toHaveCount(2)
  await visitor.close()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the second of two editors is told, keeps their choice, and decides', async ({ page, addresses }) => {
    await enter(page.context(), addresses, editor)
    await page.goto('/desk/articles?q=who-owns-the-queue')
    await page.locator('[data-desk-row]').getByRole('link').click()
    const other = await page.context().newPage()
    await other.goto(page.url())
    await page.getByText('Metered', { exact: true }).click()
    await page.getByRole('button', { name: 'Save access' }).click()
    await expect(page.getByText('Access is saved.')).toBeVisible()
    await other.getByText('Patrons', { exact: true }).click()
    await other.getByRole('button', { name: 'Save access' }).click()
    await expect(other.getByText('Somebody else changed this article')).toContainText('It is now: Metered')
    await expect(other.getByRole('radio', { name: /^Patrons/ })).toBeChecked()
    await other.getByRole('button', { name: 'Save access' }).click()
    await expect(other.getByText('Access is saved.')).toBeVisible()
    await other.getByText('Public', { exact: true }).click()
    await other.getByRole('button', { name: 'Save access' }).click()
  })

  test('an administrator sets how many articles are free, refused beside the field when it is no number', async ({
    page,
    addresses,
  }) => {
    await enter(page.context(), addresses, administrator)
    await page.goto('/desk/settings')
    await page.getByRole('main').getByRole('link', { name: 'Access' }).click()
    await page.getByLabel('Free metered articles a month').fill('many')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.locator('#freeArticles-fault')).toHaveText('Enter a whole number from 0 to 50.')
    await expect(page.getByLabel('Free metered articles a month')).toHaveValue('many')
    await page.getByLabel('Free metered articles a month').fill('4')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('The settings are saved')).toBeVisible()
    await expect(page.getByText('freeArticles: 3 to 4')).toBeVisible()
    await page.getByLabel('Free metered articles a month').fill('3')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('freeArticles: 4 to 3')).toBeVisible()
  })
})

test('articles are the editors’, settings the administrators’: to others there is nothing there, nor does a form work', async ({
  browser,
  page,
  addresses,
  baseURL,
}) => {
  await enter(page.context(), addresses, editor)
  await page.goto('/desk/articles?q=unheated')
  const article = (await page.locator('[data-desk-row]').getByRole('link').getAttribute('href')) ?? ''
  const forms = (await (await page.context().request.get(article)).text()).split('<form').slice(1)
  const source = forms.find((one) => one.includes('name="access"')) ?? ''
  const marks = [...source.matchAll(/name="(\$ACTION[^"]*)"(?: value="([^"]*)")?/g)].map(
    ([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"')],
  )
  const revision = /name="revision" value="(\d+)"/.exec(source)?.[1] ?? ''
  expect([marks.length > 0, revision]).toEqual([true, expect.stringMatching(/^\d+$/)])
  const form = {
    ...Object.fromEntries(marks),
    article: article.split('/').at(-1),
    revision,
    access: 'patrons',
    previewBlocks: '0',
  }
  for (const person of ['administrator', 'moderator', 'supporter']) {
    const context = await browser.newContext({ baseURL })
    await enter(context, addresses, `${person}@saltmarsh.example`)
    for (const path of ['/desk/articles', article])
      expect([person, path, (await context.request.get(path)).status()]).toEqual([person, path, 404])
    expect([person, (await context.request.get('/desk/settings/access')).status()]).toEqual([
      person,
      person === 'administrator' ? 200 : 404,
    ])
    await context.request.post('/account', { multipart: form, headers: { origin: `${baseURL}` } })
    await context.close()
  }
  expect((await page.context().request.get('/desk/settings/access')).status()).toBe(404)
  await page.goto(article)
  await expect(page.getByRole('radio', { name: /^Public/ })).toBeChecked()
  // The same form, sent by an editor, is one that works.
  await page.context().request.post(article, { multipart: form, headers: { origin: `${baseURL}` } })
  await page.reload()
  await expect(page.getByRole('radio', { name: /^Patrons/ })).toBeChecked()
})
