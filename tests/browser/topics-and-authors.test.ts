import sharp from 'sharp'
import { enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

const editor = 'editor@saltmarsh.example'
const mark = () => crypto.randomUUID().slice(0, 6)

test('an editor makes a topic, moves it in the masthead by keyboard, and renames it: its old address leads on, its feed’s too', async ({
  page,
  addresses,
}) => {
  const id = mark()
  await enter(page.context(), addresses, editor)
  await page.goto('/desk/topics')
  await page.getByRole('link', { name: 'New topic' }).click()
  await page.getByLabel('Name').fill('')
  await page.getByLabel('Address').fill('not an address')
  await page.getByRole('button', { name: 'Make this topic' }).click()
  await expect(page.getByText('Enter a name.')).toBeVisible()
  await expect(page.getByLabel('Address')).toHaveValue('not an address')
  await page.getByLabel('Name').fill(`Rivers ${id}`)
  await page.getByLabel('Address').fill('')
  await page.getByRole('button', { name: 'Make this topic' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Rivers ${id}`)

  await page.goto('/desk/topics')
  await page.getByRole('button', { name: `Put into the masthead: Rivers ${id}` }).press('Enter')
  await expect(page.getByText(new RegExp(`Rivers ${id} is number (\\d+) of \\1 in the masthead`))).toBeVisible()
  const up = page.getByRole('button', { name: `Up: Rivers ${id}` })
  await up.press('Enter')
  await expect(page.getByText(new RegExp(`Rivers ${id} is number (\\d+) of (?!\\1 )\\d+`))).toBeVisible()
  await expect(up).toBeFocused()
  await page.getByRole('button', { name: `Take out: Rivers ${id}` }).press('Enter')
  await expect(page.getByText(`Rivers ${id} is not in the masthead now.`)).toBeVisible()

  await page.getByRole('link', { name: `Rivers ${id}` }).click()
  await page.getByLabel('Address').fill(`streams-${id}`)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved. Readers see it at once.')).toBeVisible()
  await page.goto(`/topics/rivers-${id}`)
  await expect(page).toHaveURL(new RegExp(`/topics/streams-${id}$`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Rivers ${id}`)
  const feed = await page.request.get(`/topics/rivers-${id}/feed.xml`, { maxRedirects: 0 })
  expect([feed.status(), feed.headers().location]).toEqual([308, `/topics/streams-${id}/feed.xml`])
})

test('an editor makes authors with a portrait, and one of two: the address of the one that goes leads to the other', async ({
  page,
  addresses,
}) => {
  const id = mark()
  await enter(page.context(), addresses, editor)
  for (const [name, biography] of [
    [`Ann Spelled ${id}`, `Writes about rivers, ${id}.`],
    [`Anne Spelled ${id}`, ''],
  ] as const) {
    await page.goto('/desk/authors/new')
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('Biography').fill(biography)
    if (biography !== '') {
      const colour = `#${id}`
      const bytes = await sharp({ create: { width: 400, height: 400, channels: 3, background: colour } })
        .png()
        .toBuffer()
      await page.getByLabel('Portrait').setInputFiles({ name: 'ann.png', mimeType: 'image/png', buffer: bytes })
      await expect(page.getByAltText('The portrait as it is now')).toBeVisible()
    }
    await page.getByRole('button', { name: 'Make this author' }).click()
    await expect(page.getByText('Saved. Readers see it at once.')).toBeVisible()
  }
  await page.goto(`/authors/ann-spelled-${id}`)
  await expect(page.getByText(`Writes about rivers, ${id}.`)).toBeVisible()

  await page.goto(`/desk/authors?q=${encodeURIComponent(`Ann Spelled ${id}`)}`)
  await page.locator('[data-desk-row]').getByRole('link').click()
  await page.getByRole('link', { name: 'Make this author one with another' }).click()
  await page.getByLabel('The other author’s name or address').fill(`Anne Spelled ${id}`)
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name: `Anne Spelled ${id}` }).click()
  await page.getByRole('button', { name: `Yes, make them Anne Spelled ${id}` }).click()
  await expect(page.getByText('The two are one.')).toBeVisible()
  await expect(page.getByLabel('Biography')).toHaveValue(`Writes about rivers, ${id}.`)
  await page.goto(`/authors/ann-spelled-${id}`)
  await expect(page).toHaveURL(new RegExp(`/authors/anne-spelled-${id}$`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Anne Spelled ${id}`)
})

test('an administrator connects an author to an account, and ends it', async ({ page, addresses }) => {
  await enter(page.context(), addresses, 'administrator@saltmarsh.example')
  await page.goto('/desk/people?q=fulfilment')
  await page.locator('[data-desk-row]').getByRole('link').click()
  await page.getByLabel('Author', { exact: true }).last().fill('Nobody at All')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByText('No author is called that.')).toBeVisible()
  await page.getByRole('button', { name: 'Make an author Fern Balogun' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fern Balogun')
  await page.getByRole('link', { name: 'Fern Balogun' }).click()
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await expect(page.getByText('The author is no longer connected')).toBeVisible()
})

test(
  'topics and authors are nobody’s but editors’ and administrators’, and have no fault that axe can find',
  {
    tag: '@phone',
  },
  async ({ browser, page, baseURL, addresses }) => {
    await enter(page.context(), addresses, editor)
    await page.goto('/desk/authors?q=tamsin')
    const author = `${await page.locator('[data-desk-row]').getByRole('link').getAttribute('href')}`
    await page.goto('/desk/topics')
    const topic = `${await page.locator('[data-desk-row]').first().getByRole('link').getAttribute('href')}`
    const paths = [
      '/desk/topics',
      '/desk/topics/new',
      topic,
      `${topic}/merge`,
      '/desk/authors',
      author,
      `${author}/merge`,
    ]
    for (const path of paths) {
      await page.goto(path)
      expect([path, await faultsOf(page)]).toEqual([path, []])
    }
    for (const [name, status] of [
      ['administrator', 200],
      ['managing-editor', 200],
      ['moderator', 404],
      ['fulfilment', 404],
      ['author', 404],
      ['reader', 404],
    ] as const) {
      const context = await browser.newContext({ baseURL })
      await enter(context, addresses, `${name}@saltmarsh.example`)
      for (const path of paths)
        expect([name, path, (await context.request.get(path)).status()]).toEqual([name, path, status])
      await context.close()
    }
  },
)
