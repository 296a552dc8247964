import type { Page } from '@playwright/test'
import { z } from 'zod'
import { enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

const articleSchema = z.looseObject({
  dateModified: z.string(),
  publisher: z.unknown(),
  correction: z.array(z.object({ '@type': z.string(), datePublished: z.string(), text: z.string(), url: z.string() })),
})

/** What a page tells search engines of its article. */
async function jsonLdOf(page: Page) {
  return articleSchema.parse(
    JSON.parse((await page.locator('script[type="application/ld+json"]').first().textContent()) ?? '{}'),
  )
}

const edition = (web: string) => ({ name: 'edition', value: 'supporter', url: web })

test('a correction stands on its article in both editions, with what changed, in its feeds and its structured data', async ({
  page,
  context,
  addresses,
  request,
}) => {
  const note = 'It is seventeen; she counts from the Monday.'
  for (const cookies of [[], [edition(addresses.web)]]) {
    await context.addCookies(cookies)
    await page.goto('/articles/nine-hours-on-the-71')
    const foot = page.getByRole('region', { name: 'Corrections and clarifications' })
    await expect(foot).toContainText(note)
    await expect(foot.locator('del')).toBeHidden()
    await foot.getByText('What changed').click()
    await expect(foot.locator('del')).toHaveText('nineteen')
    await expect(foot.locator('ins')).toHaveText('seventeen')
    await expect(page.locator('.article-text')).toContainText('on the road for seventeen years')
    expect(await faultsOf(page)).toEqual([])
  }
  const data = await jsonLdOf(page)
  expect(data).toMatchObject({
    publisher: { correctionsPolicy: `${addresses.web}/corrections` },
    correction: [
      {
        '@type': 'CorrectionComment',
        text: expect.stringContaining(note),
        url: `${addresses.web}/articles/nine-hours-on-the-71#correction-1`,
      },
    ],
  })
  const at = data.dateModified
  expect(data.correction[0]?.datePublished).toBe(at)
  for (const feed of ['/feed.xml', '/atom.xml', '/feed.json', '/topics/places/feed.xml', '/corrections/feed.xml'])
    expect([feed, await (await request.get(feed)).text()]).toEqual([feed, expect.stringContaining(note)])
  expect(await (await request.get('/feed.json')).text()).toContain(`"date_modified": "${at}"`)
  expect(await (await request.get('/sitemap.xml')).text()).toContain(`<lastmod>${at}</lastmod>`)
})

test('what changed behind the gate is for whoever may read it; the note is everybody’s', async ({
  page,
  request,
  addresses,
  browser,
  baseURL,
}) => {
  // A browser with scripts would open a metered article by itself.
  const visitors = await (await request.get('/articles/eleven-minutes-behind')).text()
  expect(visitors).toContain('two of its figures had changed places')
  expect(visitors).toContain('Most of it is for planters.')
  expect(visitors).not.toMatch(/What changed|214,000|241,000/)
  await page.goto('/articles/eleven-minutes-behind')
  await page.getByRole('link', { name: 'an earlier one' }).click()
  await expect(page).toHaveURL(/#correction-1$/)

  const member = await browser.newContext({ baseURL })
  await enter(member, addresses, 'supporter@saltmarsh.example')
  const reading = await member.newPage()
  await reading.goto('/articles/eleven-minutes-behind')
  await reading.getByText('What changed').click()
  await expect(reading.locator('del')).toHaveText('214,000')
  await expect(reading.locator('ins')).toHaveText('241,000')
  await member.close()
})

test('a reply that is an article of its own and what it replies to lead to each other', async ({ page }) => {
  await page.goto('/articles/your-mp-is-not-a-plumber')
  await page.locator('.correction-box').getByRole('link', { name: 'I am the tape' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'I am the tape' })).toBeVisible()
  await expect(page.getByText('This is a reply to')).toBeVisible()
  await page
    .getByRole('link', { name: /^Your MP is not a plumber/ })
    .first()
    .click()
  await expect(page).toHaveURL(/your-mp-is-not-a-plumber/)
})

test(
  'all corrections stand on one page, by year, and serious ones on the front page for a while',
  { tag: '@phone' },
  async ({ page }) => {
    await page.goto('/')
    expect(await faultsOf(page)).toEqual([])
    await page
      .getByRole('complementary', { name: 'Corrections' })
      .getByRole('link', { name: 'The minister regrets' })
      .click()
    await expect(page).toHaveURL(/the-minister-regrets#correction-1$/)
    await expect(page.locator('#correction-1')).toContainText('I am sorry.')
    expect(await faultsOf(page)).toEqual([])
    await page
      .getByRole('navigation', { name: 'Managing editor, at the foot' })
      .getByRole('link', { name: 'Corrections' })
      .click()
    await expect(page.getByRole('heading', { level: 1, name: 'Corrections' })).toBeVisible()
    await expect(page.getByRole('main').getByRole('link', { name: 'Eleven minutes behind' })).toHaveCount(2)
    await expect(page.locator('link[type="application/rss+xml"]')).toHaveAttribute('href', /\/corrections\/feed\.xml$/)
    expect(await faultsOf(page)).toEqual([])
    await page.goto('/corrections?year=2001')
    await expect(page.getByText('There are no corrections here.')).toBeVisible()
  },
)
