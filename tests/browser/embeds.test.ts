import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { ownArticle } from './support/own-article.ts'

const frame = 'https://www.youtube-nocookie.com/embed/aBcDeFgHi-1'

test.use({ tolerated: [`request to ${frame}`] })

const embed = {
  type: 'embed' as const,
  attrs: { url: 'https://www.youtube.com/watch?v=aBcDeFgHi-1', title: 'The film' },
}

test('nothing is asked of another site before a reader asks for it, in either edition, and nothing moves when it comes', async ({
  context,
  page,
  addresses,
  baseURL,
}) => {
  const { slug } = await ownArticle(addresses, [embed])
  const elsewhere: string[] = []
  context.on('request', (request) => {
    if (!request.url().startsWith(`${baseURL}`)) elsewhere.push(request.url())
  })
  await context.route(`${frame}**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>A player</title><p>Playing.</p>' }),
  )
  for (const edition of ['standard', 'supporter']) {
    elsewhere.length = 0
    await context.clearCookies()
    if (edition === 'supporter') await context.addCookies([{ name: 'edition', value: 'supporter', url: `${baseURL}` }])
    await page.goto(`/articles/${slug}`)
    const load = page.getByRole('button', { name: 'Load the video' })
    await load.scrollIntoViewIfNeeded()
    await expect(page.getByText('Loads from YouTube, which may set cookies.')).toBeVisible()
    expect(await faultsOf(page)).toEqual([])
    expect(elsewhere, edition).toEqual([])
    const room = page.locator('[data-embed-frame]')
    // Wherever the page is scrolled to.
    const place = () =>
      room.evaluate((element) => [
        element.getBoundingClientRect().top + scrollY,
        element.getBoundingClientRect().height,
        document.documentElement.scrollHeight,
      ])
    const before = await place()
    await load.focus()
    await page.keyboard.press('Enter')
    await expect(page.frameLocator('iframe[title="The film"]').getByText('Playing.')).toBeVisible()
    expect(await place()).toEqual(before)
    expect(elsewhere, edition).toEqual([frame])
    const shown = page.locator('iframe[title="The film"]')
    await expect(shown).toBeFocused()
    await expect(shown).toHaveAttribute('sandbox', /allow-scripts/)
    await expect(shown).not.toHaveAttribute('sandbox', /allow-top-navigation/)
    await expect(shown).toHaveAttribute('referrerpolicy', 'strict-origin-when-cross-origin')
  }
})

test('without a script there is the link', async ({ browser, baseURL, addresses }) => {
  const { slug } = await ownArticle(addresses, [embed])
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`/articles/${slug}`)
  await expect(page.getByRole('button', { name: 'Load the video' })).toBeHidden()
  await expect(page.getByRole('link', { name: 'The film (YouTube)' })).toHaveAttribute('href', embed.attrs.url)
  await context.close()
})
