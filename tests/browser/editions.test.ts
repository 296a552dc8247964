import { expect, test } from './support/journey.ts'
import { editionOf, signIn } from './support/acts.ts'

const paths = [
  '/',
  '/articles/the-town-that-voted-for-none-of-it',
  '/articles/nine-hours-on-the-71',
  '/topics/science',
  '/authors/tamsin-okoro-pell',
  '/search?q=mud',
  '/articles/the-clock-in-the-mud',
]

test('the supporter edition has no trace of advertising, in the page or on the wire', async ({
  page,
  mailbox,
  context,
}) => {
  await signIn(page, mailbox, 'supporter@saltmarsh.example')
  const requests: string[] = []
  context.on('request', (request) => requests.push(request.url()))
  for (const path of paths) {
    const response = await page.goto(path)
    expect(await response?.text(), path).not.toMatch(/advertisement|ad-slot|sponsored/i)
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  }
  expect(requests.filter((url) => /\/reading\/|\/advertising|\/api\/seen/.test(url))).toEqual([])
})

test('the standard edition reserves the space of its advertisements: nothing moves when they load', async ({
  page,
}) => {
  await page.goto('/articles/the-town-that-voted-for-none-of-it')
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let total = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            total += 'value' in entry && typeof entry.value === 'number' ? entry.value : 0
        }).observe({ type: 'layout-shift', buffered: true })
        window.scrollTo(0, document.body.scrollHeight)
        setTimeout(() => resolve(total), 1_000)
      }),
  )
  expect(shift).toBe(0)
})

test('both editions of a page are made once and served from the cache after that', async ({ request }) => {
  for (const cookie of ['', 'edition=supporter']) {
    const ask = () => request.get('/articles/the-kettle-falls-silent', { headers: { cookie } })
    await ask()
    const again = await ask()
    expect(again.headers()['x-nextjs-cache']).toBe('HIT')
    expect(again.headers()['set-cookie']).toBeUndefined()
  }
})

test('the cookie of somebody who does not pay goes with the next answer', async ({
  page,
  context,
  mailbox,
  baseURL,
}) => {
  await signIn(page, mailbox, 'lapsed@saltmarsh.example')
  await context.addCookies([{ name: 'edition', value: 'supporter', url: baseURL ?? '' }])
  await page.goto('/')
  await expect.poll(() => editionOf(context)).toBeUndefined()
  await page.reload()
  await expect(page.getByRole('complementary', { name: 'Advertisement' }).first()).toBeVisible()
})
