import { chromium } from '@playwright/test'
import sharp from 'sharp'
import { chromiumArguments, findChromium } from '#scripts/chromium.ts'
import { administrator, enter, withDatabase } from './support/desk.ts'
import { expect, test } from './support/journey.ts'

const article = '/articles/the-town-that-voted-for-none-of-it'

function drawing(): Promise<Buffer> {
  return sharp({ create: { width: 640, height: 480, channels: 3, background: '#264' } })
    .png()
    .toBuffer()
}

test('an advertisement that was seen for a second, and followed, is counted once; the desk shows it', async ({
  addresses,
}) => {
  const counted = () =>
    withDatabase(
      addresses.databaseUrl,
      (sql) => sql`select coalesce(sum(impressions), 0)::integer as seen, coalesce(sum(clicks), 0)::integer as clicks
        from house_ad_counts where slot = 'article.in_text'`,
    )
  const [before] = await counted()
  // The tests' own browser says that it is a robot, and is not counted; what a page sends as it is left says so even
  // where the context has another name.
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [...chromiumArguments, '--user-agent=Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
  })
  const context = await browser.newContext({ baseURL: addresses.web, viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(article)
  const link = page.locator('[data-slot="article.in_text"]').getByRole('link')
  await link.scrollIntoViewIfNeeded()
  await page.waitForTimeout(1_300)
  await page.evaluate(() => window.scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }))
  await link.scrollIntoViewIfNeeded()
  await page.waitForTimeout(1_300)
  // Nothing is sent while somebody reads.
  expect((await counted())[0]).toEqual(before)
  // Into another tab, which finds nobody; then the page is left.
  await link.click({ modifiers: ['ControlOrMeta'] })
  await page.goto('/topics')
  await expect
    .poll(async () => (await counted())[0])
    .toEqual({ seen: Number(before?.seen) + 1, clicks: Number(before?.clicks) + 1 })
  expect(await context.cookies()).toEqual([])
  await enter(context, addresses, administrator)
  await page.goto('/desk/ads')
  await expect(page.getByRole('row', { name: /Running.* [1-9]\d* [1-9]\d*/ }).first()).toBeVisible()
  await browser.close()
})

test('a house campaign is begun without JavaScript: what is refused is marked, nothing typed is lost, and it is on the pages at once', async ({
  browser,
  addresses,
}) => {
  const context = await browser.newContext({ baseURL: addresses.web, javaScriptEnabled: false })
  await enter(context, addresses, administrator)
  const page = await context.newPage()
  const headline = `Hats ${crypto.randomUUID().slice(0, 8)}`
  await page.goto('/desk/ads/new')
  await page
    .getByLabel('Picture', { exact: true })
    .setInputFiles({ name: 'hat.png', mimeType: 'image/png', buffer: Buffer.from('no picture') })
  await page.getByRole('button', { name: 'Take this picture in' }).click()
  await expect(page.locator('#picture-fault')).toContainText('is not a picture that can be taken')
  await page
    .getByLabel('Picture', { exact: true })
    .setInputFiles({ name: 'hat.txt', mimeType: 'text/plain', buffer: await drawing() })
  await page.getByRole('button', { name: 'Take this picture in' }).click()
  await expect(page.getByRole('region', { name: 'How it will look' }).locator('img').first()).toBeVisible()
  await page.getByLabel('Advertiser').fill('Marram Hats')
  await page.getByLabel('Headline').fill(headline)
  await page.getByLabel('Link').fill('http://example.org/hats')
  await page.getByLabel('Last day').fill('2099-12-31')
  await page.getByLabel('Weight').fill('100')
  await page.getByLabel('Science').check()
  await page.getByRole('button', { name: 'Begin this campaign' }).click()
  await expect(page.locator('#link-fault')).toHaveText('Enter an address that begins with https://.')
  await expect(page.locator('#text-fault')).toHaveText('Write a sentence or two.')
  await expect(page.getByLabel('Headline')).toHaveValue(headline)
  await expect(page.getByLabel('Science')).toBeChecked()
  await expect(page.getByRole('region', { name: 'How it will look' }).locator('img').first()).toBeVisible()
  await page.getByLabel('Text').fill('Felt, and felt to be warm.')
  await page.getByLabel('Link').fill('https://example.org/hats')
  await page.getByRole('button', { name: 'Begin this campaign' }).click()
  await expect(page.getByRole('heading', { name: headline })).toBeVisible()
  await page.goto('/topics/science')
  const slot = page.getByRole('complementary', { name: 'Advertisement' }).first()
  const desk = await context.newPage()
  await desk.goto('/desk/ads')
  await desk.getByRole('link', { name: headline }).click()
  await expect(slot).toContainText('Hats')
  await desk.getByText('End it', { exact: true }).click()
  await desk.getByRole('button', { name: 'End this campaign' }).click()
  await expect(desk.getByText('It has been ended')).toBeVisible()
  await page.goto('/topics/science')
  await expect(slot).not.toContainText('Hats')
  await context.close()
})

test('a picture is taken in as it is chosen, and nothing typed is lost', async ({ page, addresses, tolerated }) => {
  tolerated.push('422')
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/ads/new')
  await page.getByLabel('Headline').fill('Hats for all weathers')
  const chosen = page.getByLabel('Picture', { exact: true })
  await chosen.setInputFiles({ name: 'hat.png', mimeType: 'image/png', buffer: Buffer.from('no picture') })
  await expect(page.locator('#picture-fault')).toContainText('is not a picture that can be taken')
  await chosen.setInputFiles({ name: 'hat.png', mimeType: 'image/png', buffer: await drawing() })
  await expect(page.getByRole('region', { name: 'How it will look' }).locator('img').first()).toBeVisible()
  await expect(page.locator('#picture-fault')).toHaveCount(0)
  await expect(page.getByLabel('Headline')).toHaveValue('Hats for all weathers')
})

test('pictures are taken in for those alone who have a form for them, from our own pages, up to 25 MB; other forms up to a megabyte', async ({
  page,
  addresses,
}) => {
  const send = (bytes: number, headers: Record<string, string> = {}) =>
    page.request.post('/api/pictures', {
      headers: { origin: addresses.web, ...headers },
      multipart: {
        to: 'https://example.org/',
        picture: { name: 'a', mimeType: 'image/png', buffer: Buffer.alloc(bytes) },
      },
      maxRedirects: 0,
    })
  expect((await send(10)).status()).toBe(404)
  await enter(page.context(), addresses, 'moderator@saltmarsh.example')
  expect((await send(10)).status()).toBe(404)
  await enter(page.context(), addresses, administrator)
  expect((await send(10, { origin: 'https://example.org' })).status()).toBe(403)
  const megabyte = 1024 * 1024
  expect((await send(25 * megabyte)).headers().location).toBe('/desk?picture-fault=other')
  expect((await send(26 * megabyte)).headers().location).toBe('/desk?picture-fault=too_large')
  const action = await page.request.post('/desk/ads/new', {
    headers: { origin: addresses.web },
    multipart: { $ACTION_KEY: 'x', text: 'x'.repeat(2 * megabyte) },
  })
  expect(action.status()).toBe(413)
  for (const path of ['/desk/ads/new', '/donate', article]) {
    const foreign = { headers: { origin: 'https://example.org' }, multipart: { text: 'x' } }
    expect([path, (await page.request.post(path, foreign)).status()]).toEqual([path, 403])
  }
})
