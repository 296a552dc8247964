import { expect, test } from './support/journey.ts'

const article = '/articles/the-town-that-voted-for-none-of-it'

test('an article carries what the magazine promises, in that order', { tag: '@phone' }, async ({ page }) => {
  await page.goto(article)
  const marks = [
    page.getByRole('complementary', { name: 'Signed book offer' }),
    page.getByRole('heading', { level: 1 }),
    page.locator('.standfirst'),
    page.getByRole('link', { name: 'Tamsin Okoro-Pell' }).first(),
    page.getByRole('list', { name: 'Topics', exact: true }),
    page.getByText('Want to read ad-free?'),
    page.getByRole('figure').first(),
    page.locator('.article-text'),
    page.getByRole('region', { name: 'About Tamsin Okoro-Pell' }),
    page.getByText('To enquire about republishing'),
    page.getByRole('list', { name: 'Topics of this article' }),
    page.getByRole('region', { name: /comment/i }),
  ]
  const tops: number[] = []
  for (const mark of marks) {
    await expect(mark).toBeVisible()
    tops.push((await mark.boundingBox())?.y ?? 0)
  }
  expect(tops).toEqual(tops.toSorted((one, other) => one - other))
  await expect(page.getByText(/\d+ min read/)).toBeVisible()
  await expect(page.getByRole('article').first().locator('time').first()).toHaveAttribute(
    'datetime',
    /^\d{4}-\d\d-\d\dT/,
  )
  await expect(page.getByRole('link', { name: 'correction', exact: true })).toHaveAttribute(
    'href',
    '/contact/correction?article=the-town-that-voted-for-none-of-it',
  )
  await expect(page.getByRole('img').first()).toHaveAttribute('alt', /\w/)
})

test('machines read it, too: canonical address, Open Graph, NewsArticle', async ({ page, request, baseURL }) => {
  await page.goto(article)
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', `${baseURL}${article}`)
  const share = await page.locator('meta[property="og:image"]').getAttribute('content')
  const picture = await request.get(share ?? '')
  expect(picture.headers()['content-type']).toBe('image/png')
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').first().textContent()) ?? '{}')
  expect(data).toMatchObject({
    '@type': 'NewsArticle',
    isAccessibleForFree: true,
    author: [{ name: 'Tamsin Okoro-Pell' }],
  })
})

test('the front page leads to topics, and a topic to its articles', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Saltmarsh' })).toBeVisible()
  const headlines = await page.getByRole('main').getByRole('heading').getByRole('link').allTextContents()
  expect(new Set(headlines).size).toBe(headlines.length)
  expect(headlines.length).toBeGreaterThan(20)
  await page.getByRole('navigation', { name: 'Topics' }).first().getByRole('link', { name: 'Places' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Places' })).toBeVisible()
})

test('search forgives accents and slips, and shows where the words stand', async ({ page }) => {
  await page.goto('/search')
  await page.getByRole('searchbox', { name: 'Search the magazine' }).fill('referendom')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByText(/results for/)).toContainText('referendum')
  await expect(page.getByRole('region', { name: 'Results' }).getByRole('heading').first()).toBeVisible()
  await expect(page.locator('mark').first()).toBeVisible()
  await page.goto('/search?q=okoro-pell')
  await expect(
    page.getByRole('region', { name: 'Results' }).getByRole('link', { name: 'Tamsin Okoro-Pell' }).first(),
  ).toBeVisible()
  await page.goto('/search?q=xyzzyqwv')
  await expect(page.getByText('Nothing found for “xyzzyqwv”.')).toBeVisible()
})

test(
  'an address with nothing at it says so with a 404 and a way on',
  { tag: '@phone' },
  async ({ page, tolerated }) => {
    tolerated.push('the server responded with a status of 404')
    for (const path of [
      '/articles/there-is-no-such-article',
      '/no-such-page',
      '/topics/no-such-topic',
      '/authors/nobody',
      '/desk-of-nobody/x',
    ]) {
      const response = await page.goto(path)
      expect(response?.status(), path).toBe(404)
      await expect(page.getByRole('searchbox', { name: 'Search the magazine' })).toBeVisible()
    }
  },
)

for (const [path, type, part] of [
  ['/feed.xml', 'application/rss+xml', '<rss'],
  ['/atom.xml', 'application/atom+xml', '<feed'],
  ['/feed.json', 'application/feed+json', 'https://jsonfeed.org/version/1'],
  ['/topics/places/feed.xml', 'application/rss+xml', 'Saltmarsh: Places'],
  ['/sitemap.xml', 'application/xml', article],
  ['/news-sitemap.xml', 'application/xml', 'sitemap-news'],
  ['/robots.txt', 'text/plain', 'Sitemap:'],
] as const) {
  test(`${path} is there for machines`, async ({ request }) => {
    const response = await request.get(path)
    expect(response.status()).toBe(200)
    expect(response.headers()['content-type']).toContain(type)
    expect(await response.text()).toContain(part)
  })
}

test('a paid text is in no page, feed or search for those who do not pay', async ({ page, request }) => {
  // A sentence that stands behind the gate of a patrons' article, taken from what a patron would read.
  const hidden = await hiddenSentence()
  for (const path of [
    '/articles/lunch-with-the-enemy',
    '/articles/lunch-with-the-enemy/whole',
    '/feed.xml',
    '/atom.xml',
    '/feed.json',
    '/search?q=lunch+enemy',
    '/supporter/articles/lunch-with-the-enemy',
  ]) {
    expect(await (await request.get(path)).text(), path).not.toContain(hidden)
  }
  const payload = await request.get('/articles/lunch-with-the-enemy', { headers: { rsc: '1' } })
  expect(await payload.text()).not.toContain(hidden)
  await page.goto('/articles/lunch-with-the-enemy')
  await expect(page.getByRole('heading', { name: 'This article is for patrons' })).toBeVisible()
})

async function hiddenSentence(): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  const file = await readFile(new URL('../../demo/articles/lunch-with-the-enemy.md', import.meta.url), 'utf8')
  const last =
    file
      .trim()
      .split('\n\n')
      .findLast((paragraph) => /^\p{L}/u.test(paragraph)) ?? ''
  return last.replaceAll(/[*_]/g, '').slice(0, 40)
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an address with nothing at it helps, and a page for members asks a visitor to sign in', async ({
    page,
    tolerated,
  }) => {
    tolerated.push('the server responded with a status of 404')
    for (const path of ['/nothing/here', '/articles/no-such-thing', '/topics/nope', '/authors/nope', '/books/nope']) {
      expect((await page.goto(path))?.status(), path).toBe(404)
      await expect(page.getByRole('heading', { name: 'There is no page at this address' })).toBeVisible()
      await expect(page.getByRole('navigation', { name: 'Topics' }).first()).toBeVisible()
    }
    for (const path of ['/account', '/account/comments', '/desk']) {
      await page.goto(path)
      await expect(page).toHaveURL(new RegExp(`/sign-in\\?to=${path}$`))
    }
  })

  test('one reads, searches, begins to donate and writes to the editor', async ({ page }) => {
    await page.goto(article)
    await expect(page.locator('.article-text p').nth(5)).toBeVisible()
    await page.goto('/search?q=bus')
    await expect(page.getByRole('region', { name: 'Results' })).toBeVisible()

    await page.goto('/donate')
    await page.getByRole('link', { name: 'Yearly' }).click()
    await page.getByLabel('Another amount in GBP').fill('1')
    await page.getByText('Another amount', { exact: true }).click()
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await expect(page.getByText('The smallest yearly gift is £50 a year.').first()).toBeVisible()

    await page.goto('/contact/correction?article=the-town-that-voted-for-none-of-it')
    await page.getByLabel('Your name').fill('Robin Averill')
    await page.getByRole('button', { name: 'Send to the managing editor' }).click()
    await expect(page.getByText('Say what is wrong, in a sentence or more.')).toBeVisible()
    await expect(page.getByLabel('Your name')).toHaveValue('Robin Averill')
  })
})
