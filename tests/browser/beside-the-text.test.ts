import { randomInt } from 'node:crypto'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { ownArticle } from './support/own-article.ts'

const editor = 'editor@saltmarsh.example'

const isSaved = (page: Page) => expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible()

async function open(page: Page, id: string): Promise<void> {
  await page.goto(`/desk/articles/${id}`)
  await expect(page.getByRole('textbox', { name: 'Text of the article' })).toBeVisible()
}

async function update(page: Page): Promise<void> {
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'Update it now' }).press('Enter')
  await expect(page.getByText('Updated. Readers see it now.')).toBeVisible()
}

/** A picture that nobody has brought yet. */
async function fresh(): Promise<Buffer> {
  const background = { r: randomInt(256), g: randomInt(256), b: randomInt(256) }
  return sharp({ create: { width: 900, height: 600, channels: 3, background } })
    .composite([{ input: Buffer.from(`<svg width="200" height="200"><circle cx="90" cy="90" r="80"/></svg>`) }])
    .png()
    .toBuffer()
}

test('by keyboard alone a picture is found for the article’s head, another for its text, and what must stay in sight is set', async ({
  page,
  browser,
  addresses,
  baseURL,
}) => {
  const { id, slug } = await ownArticle(addresses)
  await enter(page.context(), addresses, editor)
  await open(page, id)
  await page.getByRole('button', { name: 'Choose a picture' }).press('Enter')
  const chooser = page.getByRole('dialog', { name: 'Choose a picture' })
  const found = chooser.getByRole('list').getByRole('button')
  await expect(found.nth(1)).toBeVisible()
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await faultsOf(page)).toEqual([])
  }
  await page.keyboard.press('Escape')
  await expect(chooser).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Choose a picture' })).toBeFocused()

  await page.keyboard.press('Enter')
  await chooser.getByLabel('Search the library').fill('nothing-has-this-word')
  await expect(chooser.getByText('No picture has these words.')).toBeVisible()
  await chooser.getByLabel('Search the library').fill('')
  await found.first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(found.nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(chooser).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Choose another' })).toBeFocused()

  await page.getByText('Focal point', { exact: true }).first().press('Enter')
  const focus = page.getByRole('form', { name: 'Focal point of the picture' })
  await focus.getByLabel('From the left, %').fill('50')
  await focus.getByLabel('From the top, %').fill('50')
  await focus.getByRole('button', { name: /^Focal point/ }).focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('ArrowDown')
  await expect(focus.getByLabel('From the left, %')).toHaveValue('40')
  expect(await faultsOf(page)).toEqual([])
  await focus.getByLabel('From the top, %').fill('101')
  await focus.getByRole('button', { name: 'Keep this point' }).press('Enter')
  await expect(focus.getByText('Give a figure from 0 to 100.')).toBeVisible()
  await focus.getByLabel('From the top, %').fill('51')
  await focus.getByRole('button', { name: 'Keep this point' }).press('Enter')
  await expect(focus.getByText('The focal point is kept.')).toBeVisible()

  const written = page.getByRole('textbox', { name: 'Text of the article' })
  await written.press('Control+End')
  await page.getByRole('button', { name: 'Picture', exact: true }).press('Enter')
  await chooser
    .getByLabel('Bring a new one')
    .setInputFiles({ name: 'a-slipway.png', mimeType: 'image/png', buffer: await fresh() })
  const facts = page.getByRole('dialog', { name: 'Before it can be used' })
  await facts.getByLabel('Alternative text').fill('A slipway at noon')
  await facts.getByRole('button', { name: 'Save and use it' }).press('Enter')
  await expect(facts.getByText('Say who made it.')).toBeVisible()
  await expect(facts.getByLabel('Alternative text')).toHaveValue('A slipway at noon')
  expect(await faultsOf(page)).toEqual([])
  await facts.getByLabel('Credit').fill('Ada Fen')
  await facts.getByLabel('Licence', { exact: true }).selectOption('own')
  await facts.getByRole('button', { name: 'Save and use it' }).press('Enter')
  await expect(written.getByRole('img', { name: 'A slipway at noon' })).toBeVisible()
  await isSaved(page)
  await page.reload()
  await page.getByText('Focal point', { exact: true }).first().click()
  await expect(page.getByLabel('From the left, %')).toHaveValue('40')
  await update(page)

  const visitor = await (await browser.newContext({ baseURL: `${baseURL}` })).newPage()
  await visitor.goto(`/articles/${slug}`)
  await expect(visitor.getByRole('img', { name: 'A slipway at noon' })).toBeVisible()
  await expect(visitor.getByText('Ada Fen')).toBeVisible()
  await visitor.context().close()
})

test('the headlines for lists, shared cards and search results stand there, and the headline on the article', async ({
  page,
  browser,
  addresses,
  baseURL,
}) => {
  const { id, slug } = await ownArticle(addresses)
  await enter(page.context(), addresses, editor)
  await open(page, id)
  // A topic of its own, where nothing newer stands before it.
  const mark = crypto.randomUUID().slice(0, 8)
  await page.getByLabel('Add a topic').fill(`Ferries ${mark}`)
  await page.getByRole('button', { name: `New topic: Ferries ${mark}` }).click()
  await page.getByLabel('Short headline, in lists').fill('Ferry: short')
  await page.getByLabel('Headline when it is shared').fill('You will not believe this ferry')
  await page.getByLabel('Headline in search results').fill('Ferry at Hask, timetable')
  await expect(page.getByRole('figure', { name: 'In search results' })).toContainText('Ferry at Hask, timetable')
  await expect(page.getByRole('figure', { name: 'As a shared card' })).toContainText('You will not believe this ferry')
  await isSaved(page)
  await update(page)
  const visitor = await (await browser.newContext({ baseURL: `${baseURL}` })).newPage()
  await visitor.goto(`/articles/${slug}`)
  await expect(visitor).toHaveTitle(/^Ferry at Hask, timetable \| /)
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(/^The ferry at Hask/)
  const shared = (name: string) => visitor.locator(`meta[property="${name}"], meta[name="${name}"]`)
  await expect(shared('og:title')).toHaveAttribute('content', 'You will not believe this ferry')
  await expect(shared('twitter:title')).toHaveAttribute('content', 'You will not believe this ferry')
  const data = await visitor.locator('script[type="application/ld+json"]').first().textContent()
  expect(data).toContain('"alternativeHeadline":"You will not believe this ferry"')
  expect(data).toMatch(/"headline":"The ferry at Hask/)
  await visitor.goto(`/topics/ferries-${mark}`)
  await expect(visitor.getByRole('link', { name: 'Ferry: short' })).toHaveAttribute('href', `/articles/${slug}`)
  await visitor.context().close()
})

test('authors and topics are put in order by dragging, and by their buttons', async ({ page, addresses }) => {
  const { id } = await ownArticle(addresses)
  await enter(page.context(), addresses, editor)
  await open(page, id)
  const topics = page.getByRole('list', { name: 'Topics, the main one first' }).getByRole('listitem')
  const mark = crypto.randomUUID().slice(0, 6)
  for (const name of [`Tides ${mark}`, `Weather ${mark}`]) {
    await page.getByLabel('Add a topic').fill(name)
    await page.getByRole('button', { name: `New topic: ${name}` }).click()
    await expect(topics.filter({ hasText: name })).toBeVisible()
  }
  await topics.filter({ hasText: 'Weather' }).dragTo(topics.filter({ hasText: 'Places' }))
  await expect(topics).toHaveText([/Weather/, /Places/, /Tides/])
  await page.getByRole('button', { name: `Move Tides ${mark} up` }).press('Enter')
  await expect(topics).toHaveText([/Weather/, /Tides/, /Places/])
  await isSaved(page)
  await page.reload()
  await expect(topics).toHaveText([/Weather/, /Tides/, /Places/])
})
