import { htmlOf, scriptsOf } from '#scripts/bench/sizes.ts'
import { expect, test } from './support/journey.ts'

/** Of 1,489 words, without comments. */
const article = '/articles/the-cheapest-thing-in-the-world'
const sentence = 'Put a grain under a lens and you find a cube'

for (const edition of ['standard', 'supporter']) {
  test(`an article of the ${edition} edition weighs no more than it may`, async ({ browser, baseURL }) => {
    const headers: Record<string, string> = edition === 'supporter' ? { cookie: 'edition=supporter' } : {}
    const url = `${baseURL}${article}`
    expect(await htmlOf(url, headers), 'kilobytes of HTML, gzipped').toBeLessThanOrEqual(14)
    expect(await scriptsOf(browser, url, headers), 'kilobytes of scripts, gzipped').toBeLessThanOrEqual(150)
  })
}

test('an article is sent once, as HTML, and stands also where it is reached without loading the page', async ({
  page,
  request,
}) => {
  const html = await (await request.get(article)).text()
  expect(html.split(sentence)).toHaveLength(2)
  await page.goto(article)
  await expect(page.getByText(sentence)).toBeVisible()
  await page.goto('/sign-in')
  await page.evaluate((path) => {
    const { next }: { next?: { router: { push: (to: string) => void } } } & typeof globalThis = globalThis
    next?.router.push(path)
  }, article)
  await expect(page.getByRole('heading', { name: 'The cheapest thing in the world' })).toBeVisible()
  await expect(page.getByText(sentence)).toBeVisible()
})
