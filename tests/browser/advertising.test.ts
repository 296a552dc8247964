import type { BrowserContext, Page } from '@playwright/test'
import { editionOf, newAddress, pay, signIn } from './support/acts.ts'
import { administrator, enter, withDatabase } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { answerForGoogle, googleTag, layoutShift, setUpGoogle } from './support/google.ts'
import { expect, test } from './support/journey.ts'

const article = '/articles/the-town-that-voted-for-none-of-it'
const other = '/articles/nine-hours-on-the-71'
/** An article for patrons. */
const behindTheGate = '/articles/lunch-with-the-enemy'
const everywhere = {
  'front.after_lead': 'magazine/front',
  'front.between_topics': 'empty',
  'article.in_text': 'magazine/article',
  'article.after_text': 'empty',
  'topic.after_lead': 'magazine/topic',
}

/** Signs of advertising in what a browser is sent. */
const traces =
  /ad-slot|ad-frame|ad-label|ad-google|ad-consent|"Advertisement"|>Advertisement|sponsored|reading\/slots|Advertising choices|doubleclick[.]net|googletag|sendBeacon|rel="(?:preconnect|dns-prefetch)/i

/** Every request of a browser from here on, and what its own pages and scripts said. */
function record(context: BrowserContext) {
  const urls: string[] = []
  const found: Promise<string[]>[] = []
  context.on('request', (request) => urls.push(request.url()))
  context.on('response', (response) => {
    const kind = response.headers()['content-type'] ?? ''
    if (!/html|javascript|x-component/.test(kind)) return
    const body = response.text().catch(() => '')
    found.push(body.then((text) => (traces.test(text) ? [`${response.url()}: ${traces.exec(text)?.[0]}`] : [])))
  })
  return { urls, found: async () => (await Promise.all(found)).flat() }
}

const ofAdvertising = /\/reading\/|\/advertising|\/api\/(seen|consent)|\/ads\b|doubleclick|google/

async function look(page: Page): Promise<void> {
  await page.evaluate(() => window.scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }))
}

test.describe('with Google set up', () => {
  test.beforeAll(async ({ browser, addresses }) => {
    const context = await browser.newContext({ baseURL: addresses.web })
    await setUpGoogle(await context.newPage(), addresses, everywhere)
    await context.close()
  })
  test.afterAll(async ({ browser, addresses }) => {
    const context = await browser.newContext({ baseURL: addresses.web })
    await setUpGoogle(await context.newPage(), addresses, {})
    await context.close()
  })

  test('nothing is asked of Google before consent, nor after refusing; the choice is kept and can be changed', async ({
    page,
    context,
    tolerated,
  }) => {
    tolerated.push(`request to ${googleTag}`)
    await answerForGoogle(context)
    const { urls } = record(context)
    await page.goto(article)
    const dialog = page.getByRole('dialog', { name: 'Advertising from Google' })
    await expect(dialog).toBeVisible()
    expect(await faultsOf(page)).toEqual([])
    expect(await layoutShift(page)).toBe(0)
    expect(await context.cookies()).toEqual([])
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])

    const accept = dialog.getByRole('button', { name: 'Accept' })
    const refuse = dialog.getByRole('button', { name: 'Refuse' })
    const [one, two] = await Promise.all(
      [accept, refuse].map((button) =>
        button.evaluate((element) => {
          const { width, height } = element.getBoundingClientRect()
          const { color, backgroundColor, fontWeight, fontSize, borderColor } = getComputedStyle(element)
          return { width, height, color, backgroundColor, fontWeight, fontSize, borderColor }
        }),
      ),
    )
    expect(one).toEqual(two)
    // By keyboard: it stands first in the page.
    await page.keyboard.press('Tab')
    await expect(refuse).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await page.reload()
    await look(page)
    await expect(page.getByRole('complementary', { name: 'Advertisement' }).first()).toBeVisible()
    await expect(dialog).toBeHidden()
    expect(urls.filter((url) => /doubleclick|advertising\/frame/.test(url))).toEqual([])

    await page.getByRole('link', { name: 'Advertising choices' }).click()
    await expect(page.getByText(/^You refused on/)).toBeVisible()
    await page.getByRole('button', { name: 'Accept' }).click()
    await expect(page.getByText('Your choice has been noted.')).toBeVisible()
    await expect(page.getByText(/^You accepted on/)).toBeVisible()
    const cookie = (await context.cookies()).find(({ name }) => name === 'ad_choice')
    expect(cookie?.value).toMatch(/^accepted\.\d+\.\d{4}-\d\d-\d\d\.[0-9a-f-]{36}$/)
    expect(urls.filter((url) => /doubleclick|advertising\/frame/.test(url))).toEqual([])
  })

  test('what Google delivers lies over the house’s frame and moves nothing; where it has nothing, the house’s stays', async ({
    page,
    context,
    addresses,
    tolerated,
  }) => {
    tolerated.push(`request to ${googleTag}`)
    await answerForGoogle(context)
    const { urls } = record(context)
    await page.goto(article)
    await page.getByRole('dialog').getByRole('button', { name: 'Accept' }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
    // Far from the screen nothing is fetched.
    expect(urls.filter((url) => url.includes('advertising/frame'))).toEqual([])
    expect(await layoutShift(page)).toBe(0)
    const slots = page.getByRole('complementary', { name: 'Advertisement' })
    await expect(slots.nth(0)).toHaveAttribute('data-filled', '')
    await expect(slots.nth(0).frameLocator('iframe').locator('#slot > div')).toBeVisible()
    await expect(slots.nth(1)).not.toHaveAttribute('data-filled')
    await expect(slots.nth(1).getByRole('link')).toBeVisible()
    await expect(slots.nth(1).locator('iframe')).toHaveCount(0)
    // The page itself lets nothing in: Google's script is in a frame of its own.
    // But for the frames of what an article embeds, which a reader asks for one by one, the page may fetch from nobody.
    const policy = (await page.request.get(article)).headers()['content-security-policy'] ?? ''
    expect(policy.replace(/frame-src [^;]*/, '')).not.toMatch(/https:/)
    const [proof] = await withDatabase(
      addresses.databaseUrl,
      (sql) => sql`select choice, text_version from consents order by at desc limit 1`,
    )
    expect(proof).toEqual({ choice: 'accepted', text_version: 1 })

    await context.unroute(googleTag)
    await answerForGoogle(context, 'fails')
    tolerated.push('Failed to load resource: net::ERR_FAILED')
    await page.goto(article)
    await slots.nth(0).scrollIntoViewIfNeeded()
    await expect.poll(() => urls.filter((url) => url === googleTag).length).toBeGreaterThan(2)
    await expect(slots.nth(0).getByRole('link')).toBeVisible()
    await expect(slots.nth(0).locator('iframe')).toHaveCount(0)
  })

  test('a choice is kept for whoever goes on to another page at once', async ({ page, context }) => {
    await page.goto(article)
    await page.getByRole('button', { name: 'Refuse' }).evaluate((button) => {
      if (button instanceof HTMLElement) button.click()
      location.assign('/topics')
    })
    await page.waitForURL('/topics')
    await expect.poll(async () => (await context.cookies()).map(({ name }) => name)).toContain('ad_choice')
  })

  test('a browser that refuses for its owner is not asked, and nothing is loaded', async ({ browser, addresses }) => {
    const context = await browser.newContext({ baseURL: addresses.web, extraHTTPHeaders: { 'sec-gpc': '1' } })
    await context.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }))
    await context.addCookies([
      { name: 'ad_choice', value: `accepted.1.2099-01-01.${crypto.randomUUID()}`, url: addresses.web },
    ])
    const { urls } = record(context)
    const page = await context.newPage()
    await page.goto(article)
    await look(page)
    await expect(page.getByRole('complementary', { name: 'Advertisement' }).last()).toBeVisible()
    await expect(page.getByRole('dialog')).toBeHidden()
    expect(urls.filter((url) => /doubleclick|advertising\/frame/.test(url))).toEqual([])
    expect((await page.request.get('/advertising/frame?slot=article.in_text&screen=wide')).status()).toBe(404)
    await page.goto('/advertising-choices')
    await expect(page.getByText('Global Privacy Control')).toBeVisible()
    await context.close()
  })

  test('whoever has accepted and then joins meets no trace of advertising on ten pages: not in pages, scripts or requests', async ({
    page,
    context,
    mailbox,
    tolerated,
  }) => {
    test.setTimeout(90_000)
    tolerated.push(`request to ${googleTag}`)
    await answerForGoogle(context)
    await page.goto(article)
    await page.getByRole('dialog').getByRole('button', { name: 'Accept' }).click()
    await page.getByRole('complementary', { name: 'Advertisement' }).first().scrollIntoViewIfNeeded()
    await expect(page.locator('[data-filled]').first()).toBeVisible()
    const email = newAddress('freed')
    await page.goto(`/donate?amount=5&from=${article}`)
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await pay(page, email)
    await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
    // At once: before signing in.
    expect(await editionOf(context)).toBe('supporter')
    await page.goto(other)
    await expect(page.getByText('Advertisement')).toHaveCount(0)
    await page.waitForLoadState('networkidle')
    expect(await editionOf(context)).toBe('supporter')
    await signIn(page, mailbox, email, '/account')

    const { urls, found } = record(context)
    const pages = [
      '/',
      article,
      other,
      behindTheGate,
      '/topics',
      '/topics/science',
      '/authors/tamsin-okoro-pell',
      '/search?q=mud',
      '/donate/gift',
      '/contact/managing-editor',
      '/account',
    ]
    for (const path of pages) {
      await page.goto(path)
      // Scrolled by hand, nobody is at the gate before it is there.
      if (path === behindTheGate) await expect(page.locator('.gate')).toBeVisible()
      expect(await layoutShift(page), path).toBe(0)
      await expect(page.locator('aside:empty, iframe, [data-slot]')).toHaveCount(0)
      const payload = await page.request.get(`${path}${path.includes('?') ? '&' : '?'}_rsc=1`, {
        headers: { rsc: '1' },
      })
      expect(traces.exec(await payload.text())?.[0], `payload of ${path}`).toBeUndefined()
    }
    expect(await found()).toEqual([])
    expect(urls.length).toBeGreaterThan(50)
    expect(urls.filter((url) => ofAdvertising.test(new URL(url).pathname))).toEqual([])
  })

  test('a topic marked free of advertising carries none, and no article on it, in the standard edition either', async ({
    browser,
    page,
    context,
    addresses,
  }) => {
    const desk = await browser.newContext({ baseURL: addresses.web })
    const settings = await desk.newPage()
    await enter(desk, addresses, administrator)
    const mark = async (free: boolean) => {
      await settings.goto('/desk/settings/advertising')
      await settings.getByLabel('Culture').setChecked(free)
      await settings.getByRole('button', { name: 'Save the topics' }).click()
      await expect(settings.getByText('The topics are noted')).toBeVisible()
    }
    const free = ['/topics/culture', '/articles/please-do-not-smile']
    await mark(true)
    try {
      const { urls, found } = record(context)
      for (const path of free) {
        await page.goto(path)
        await look(page)
        await expect(page.locator('aside:empty, iframe, [data-slot]')).toHaveCount(0)
      }
      expect(await found()).toEqual([])
      expect(urls.filter((url) => ofAdvertising.test(new URL(url).pathname))).toEqual([])
    } finally {
      await mark(false)
      await desk.close()
    }
    await page.goto('/topics/culture')
    await expect(page.locator('[data-slot]')).not.toHaveCount(0)
  })
})
