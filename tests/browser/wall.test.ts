import type { Page } from '@playwright/test'
import { newAddress, pay, signIn } from './support/acts.ts'
import { readAddresses } from './support/addresses.ts'
import { enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

const metered = ['law-by-footnote', 'a-tube-of-nothing', 'eleven-minutes-behind', 'room-for-everything'] as const
const forSupporters = '/articles/she-keeps-the-next-word'
const forPatrons = '/articles/lunch-with-the-enemy'

const gate = (page: Page) => page.locator('.gate')

test('three metered articles open by themselves and are counted; the fourth says when, what and how much', async ({
  page,
  context,
}) => {
  for (const [index, slug] of metered.slice(0, 3).entries()) {
    await page.goto(`/articles/${slug}`)

    await expect(page.getByText(`You have read ${index + 1} of 3 free articles this month.`)).toBeVisible()
    await expect(page.locator('.article-text .restricted p').first()).toBeVisible()
    await expect(gate(page)).toHaveCount(0)
  }
  const cookie = (await context.cookies()).find(({ name }) => name === 'reading')
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  // Again, for nothing.
  await page.goto(`/articles/${metered[0]}`)
  await expect(page.getByText('You have read 3 of 3 free articles this month.')).toBeVisible()
  await page.goto(`/articles/${metered[3]}`)
  await expect(page.getByRole('heading', { name: 'You have read your 3 free articles this month' })).toBeVisible()
  await expect(gate(page)).toContainText(/The count starts anew on 1 \w+ 20\d\d\. Supporters give from £5 a month\./)
  await expect(page.locator('.article-text .restricted')).toHaveCount(0)
  expect(await faultsOf(page)).toEqual([])

  // Joining leads back to the very place.
  await gate(page).getByRole('link', { name: 'Become a supporter' }).click()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  const email = newAddress('gated')
  await pay(page, email)
  await expect(page.getByText('You are a supporter now')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Sign in', exact: true }).last()).toHaveAttribute(
    'href',
    `/sign-in?to=${encodeURIComponent(`/articles/${metered[3]}#read-on`)}`,
  )
  await enterAs(page, email)
  await page.goto(`/articles/${metered[3]}#read-on`)
  await expect(page.locator('.restricted#read-on')).toBeInViewport()
  await expect(page.getByText('free articles this month')).toHaveCount(0)
})

async function enterAs(page: Page, email: string): Promise<void> {
  await enter(page.context(), readAddresses(), email)
}

test('what was read as a visitor counts after signing in, and back at the gate one stands where one was', async ({
  page,
  context,
  mailbox,
}) => {
  for (const slug of metered.slice(0, 3)) {
    await page.goto(`/articles/${slug}`)
    await expect(page.getByText('free articles this month')).toBeVisible()
  }
  await page.goto(`/articles/${metered[3]}`)
  await gate(page).getByRole('link', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`/sign-in?to=${encodeURIComponent(`/articles/${metered[3]}#read-on`)}`)
  await signIn(page, mailbox, newAddress('metered'), `/articles/${metered[3]}`)
  await expect(page.getByRole('heading', { name: 'You have read your 3 free articles this month' })).toBeVisible()
  await expect(gate(page).getByRole('link', { name: 'Sign in' })).toHaveCount(0)
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('reading')
  await page.goto(`/articles/${metered[1]}`)
  await expect(page.getByText('You have read 3 of 3 free articles this month.')).toBeVisible()
})

test('to a supporter a patrons’ article offers the change of their gift, and to a guest of the magazine a gift', async ({
  page,
}) => {
  await enterAs(page, 'supporter@saltmarsh.example')
  await page.goto(forPatrons)
  await expect(gate(page)).toContainText('You are a supporter, thank you. Patrons give from £20 a month.')
  await expect(gate(page).getByRole('link')).toHaveText(['Change your gift'])
})

test('no other site’s form opens anything, nor what a browser fetches ahead; forged passes open nothing', async ({
  request,
  baseURL,
}) => {
  const path = `/articles/${metered[0]}/open`
  const ask = (headers: Record<string, string>) => request.post(path, { headers, maxRedirects: 0 })
  expect((await ask({ origin: 'https://elsewhere.example' })).status()).toBe(403)
  expect((await ask({ 'sec-fetch-site': 'cross-site' })).status()).toBe(403)
  expect((await ask({ origin: `${baseURL}`, 'sec-purpose': 'prefetch;prerender' })).status()).toBe(403)
  const opened = await ask({ origin: `${baseURL}` })
  expect([opened.status(), opened.headers().location]).toEqual([303, `/articles/${metered[0]}#read-on`])
  expect(opened.headers()['cache-control']).toContain('no-store')
  for (const cookie of ['reading=x', `reading=${'x'.repeat(6_000)}`, 'reading=eyJhbGciOiJub25lIn0.e30.']) {
    const page = await request.get(`/articles/${metered[1]}`, { headers: { cookie } })
    expect(page.status()).toBe(200)
    expect(await page.text()).not.toContain('class="restricted"')
    expect(page.headers()['cache-control']).toBe('private, no-cache, no-store, max-age=0, must-revalidate')
  }
})

test('a public article carries nothing of the wall, in its page or in its scripts', async ({ page, request }) => {
  const scripts = new Set<string>()
  page.on('response', (response) => {
    if (response.url().includes('/_next/') && response.url().includes('.js')) scripts.add(response.url())
  })
  const response = await page.goto('/articles/the-town-that-voted-for-none-of-it')
  await page.waitForLoadState('networkidle')
  const traces = /Opening the article|opening-wait"|read-on|free articles|class="[^"]*restricted/
  expect(await response?.text()).not.toMatch(traces)
  expect(scripts.size).toBeGreaterThan(3)
  for (const url of scripts) expect(await (await request.get(url)).text(), url).not.toMatch(traces)
  // They are to be found where there is a wall, so that this can fail.
  expect(await (await request.get(`/articles/${metered[0]}`)).text()).toMatch(traces)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the meter opens by a button; a member gives an article, whose link opens it, runs out, and is taken back', async ({
    page,
    browser,
    baseURL,
  }) => {
    await page.goto(`/articles/${metered[0]}`)
    await page.getByRole('link', { name: 'Read on' }).click()
    await page.getByRole('button', { name: 'Read this article: 1 of your 3 free this month' }).click()
    await expect(page).toHaveURL(`/articles/${metered[0]}/whole#read-on`)
    await expect(page.getByText('You have read 1 of 3 free articles this month.')).toBeVisible()

    await enterAs(page, 'patron@saltmarsh.example')
    await page.goto(`${forPatrons}/whole`)
    await page.getByRole('link', { name: 'Give this article' }).click()
    await page.getByRole('button', { name: 'Make a link' }).click()
    const link = await page.getByLabel('The link').inputValue()
    await page.goto('/account')
    await expect(page.getByRole('region', { name: 'Articles you gave' })).toContainText('10 more readers, until')

    const friend = await browser.newContext({ baseURL, javaScriptEnabled: false })
    const reading = await friend.newPage()
    await reading.goto(link)
    await reading.getByRole('button', { name: 'Read it' }).click()
    await expect(reading).toHaveURL(forPatrons)
    await reading.getByRole('link', { name: 'Read on' }).click()
    await expect(reading.locator('.article-text .restricted')).toBeVisible()
    // The same browser again: not counted.
    await reading.goto(link)
    await reading.getByRole('button', { name: 'Read it' }).click()
    await page.reload()
    await expect(page.getByRole('region', { name: 'Articles you gave' })).toContainText('9 more readers, until')
    await page.getByRole('button', { name: 'Take it back' }).click()
    await expect(page.getByText('The link is taken back')).toBeVisible()
    await reading.goto(`${forPatrons}/whole`)
    await expect(reading.getByRole('heading', { name: 'This article is for patrons' })).toBeVisible()
    await reading.goto(link)
    await expect(reading.getByText('Whoever gave this link has taken it back.')).toBeVisible()
    await expect(reading.getByRole('heading', { name: 'This article is for patrons' })).toBeVisible()
    await friend.close()
  })
})

test('a given link opens by itself where scripts run', async ({ page, browser, baseURL }) => {
  await enterAs(page, 'supporter@saltmarsh.example')
  await page.goto(`${forSupporters}/give`)
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByLabel('The link').inputValue()
  expect(await faultsOf(page)).toEqual([])
  const friend = await browser.newContext({ baseURL })
  const reading = await friend.newPage()
  await reading.goto(link)
  await expect(reading).toHaveURL(forSupporters)
  await expect(reading.getByText('A member gave you this article.')).toBeVisible()
  await friend.close()
})
