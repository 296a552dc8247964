import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { administrator, enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

const article = '/articles/the-town-that-voted-for-none-of-it'
const pages = ['magazine', 'colours', 'giving', 'giving/GBP', 'texts'].map((name) => `/desk/settings/${name}`)

async function colourOf(page: Page, selector: string, property: string): Promise<string> {
  return page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)
}

test('the magazine’s name and logo are on every page as soon as they are saved, and what is wrong is said beside it', async ({
  page,
  addresses,
}) => {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/settings/magazine')
  await page.getByLabel('Name', { exact: true }).fill('')
  await page.getByLabel('Tagline').fill('Kept while it is refused')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Enter the name of the magazine.')).toBeVisible()
  await expect(page.getByLabel('Tagline')).toHaveValue('Kept while it is refused')
  await page.getByLabel('Name', { exact: true }).fill('Saltmarsh Weekly')
  const logo = await sharp({ create: { width: 600, height: 120, channels: 3, background: '#123456' } })
    .png()
    .toBuffer()
  await page.getByLabel('Logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: logo })
  await expect(page.getByAltText('The logo as it is now')).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. Every page shows it at once.')).toBeVisible()

  await page.goto(article)
  await expect(page.getByRole('banner').getByAltText('Saltmarsh Weekly')).toBeVisible()
  await expect(page).toHaveTitle(/Saltmarsh Weekly/)
  const data = await page.locator('script[type="application/ld+json"]').first().textContent()
  expect(JSON.parse(data ?? '{}')).toMatchObject({
    publisher: { name: 'Saltmarsh Weekly', logo: expect.stringContaining('/pictures/') },
  })

  await page.goto('/desk/settings/magazine')
  await page.getByLabel('Name', { exact: true }).fill('Saltmarsh')
  await page.getByLabel('Tagline').fill('A reader-funded weekly of politics, places and ideas')
  await page.getByLabel('Without a logo').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. Every page shows it at once.')).toBeVisible()
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Saltmarsh')
})

test('colours that can be read are every page’s, those that cannot are refused with the pair named, and the default comes back', async ({
  page,
  addresses,
}) => {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/settings/colours')
  const day = page.getByRole('group', { name: 'By day' })
  const accent = day.locator('input[name="light.accent"]')
  await accent.fill('#e8c0c0')
  await expect(day.getByText('2 of 12 pairs cannot be read')).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Accent on paper' })).toBeVisible()
  await expect(
    page.getByText(/Accent on paper .* has a contrast of 1\.\d : 1, and needs 4\.5 : 1\./).last(),
  ).toBeVisible()
  await expect(accent).toHaveValue('#e8c0c0')
  await accent.fill('#0b4f6c')
  await expect(day.getByText('Everything can be read')).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. Every page has these colours at once.')).toBeVisible()

  await page.goto(article)
  expect(await colourOf(page, '.topic-label, .article-text sup a, .text-accent', 'color')).toBe('rgb(11, 79, 108)')
  expect(await colourOf(page, '.button', 'background-color')).toBe('rgb(138, 28, 28)')

  await page.goto('/desk/settings/colours')
  await page.getByRole('button', { name: 'Back to the default' }).click()
  await expect(page.getByText('The colours are those of the house again.')).toBeVisible()
  await page.goto(article)
  expect(await colourOf(page, '.topic-label, .article-text sup a, .text-accent', 'color')).toBe('rgb(138, 28, 28)')
})

test('texts worded anew are read on the donate page and the foot of every page, and go back to the standard', async ({
  page,
  addresses,
}) => {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/settings/texts')
  await page.getByLabel('Head of the donate page').fill('{magazine} is written <b>for you</b>, and paid by you.')
  await expect(page.getByText('Readers see: Saltmarsh is written')).toBeVisible()
  await page.getByLabel('At the foot of every page').fill('Registered in Exeter, number 42.')
  await page.getByLabel('Title of the ask').fill('')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('This place cannot be empty.')).toBeVisible()
  await page.getByLabel('Title of the ask').fill('Paid for by you')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. Readers see it at once.')).toBeVisible()
  await page.goto('/donate')
  await expect(page.getByText('Saltmarsh is written <b>for you</b>, and paid by you.')).toBeVisible()
  await expect(page.getByText('Registered in Exeter, number 42.')).toBeVisible()
  await page.goto('/desk/settings/texts')
  await page.getByRole('button', { name: 'All back to the standard' }).click()
  await expect(page.getByText('Every text is the standard again.')).toBeVisible()
  await page.goto('/donate')
  await expect(page.getByText('Saltmarsh has no owner to please')).toBeVisible()
})

test('a new minimum is the donate page’s at once; amounts that contradict each other are refused', async ({
  page,
  addresses,
}) => {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/settings/giving')
  await page.getByRole('link', { name: 'US Dollar' }).click()
  const supporter = page.getByRole('group', { name: 'Supporter, monthly' })
  await supporter.getByLabel('From').fill('99')
  await supporter.getByLabel('Suggested').fill('99 120')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Patrons give more than supporters do: more than US$99.')).toBeVisible()
  await expect(supporter.getByLabel('From')).toHaveValue('99')
  await supporter.getByLabel('From').fill('7.50')
  await supporter.getByLabel('Suggested').fill('7.50 15 20')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. The donate page offers this at once.')).toBeVisible()
  await page.goto('/donate?currency=USD')
  await expect(page.getByText('US$7.50', { exact: true }).first()).toBeVisible()
  await page.goto('/desk/settings/giving/USD')
  await supporter.getByLabel('From').fill('6')
  await supporter.getByLabel('Suggested').fill('6 12 18')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. The donate page offers this at once.')).toBeVisible()
})

test('the settings are administrators’ alone, and have no fault that axe can find', async ({
  browser,
  page,
  baseURL,
  addresses,
}) => {
  await enter(page.context(), addresses, administrator)
  for (const path of pages) {
    await page.goto(path)
    expect([path, await faultsOf(page)]).toEqual([path, []])
  }
  for (const name of ['editor', 'managing-editor', 'moderator', 'reader']) {
    const context = await browser.newContext({ baseURL })
    await enter(context, addresses, `${name}@saltmarsh.example`)
    for (const path of pages)
      expect([name, path, (await context.request.get(path)).status()]).toEqual([name, path, 404])
    await context.close()
  }
})
