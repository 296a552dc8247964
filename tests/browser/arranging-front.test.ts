import type { Browser, Page } from '@playwright/test'
import { localTime } from '#lib/clock.ts'
import type { Addresses } from './support/addresses.ts'
import { enter, keysAreOn } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

const editor = 'editor@saltmarsh.example'
const managingEditor = 'managing-editor@saltmarsh.example'

const coat = '[Wind, disapproving]'

async function atFront(page: Page, addresses: Addresses, who = editor): Promise<void> {
  await enter(page.context(), addresses, who)
  await page.goto('/desk/front')
  await expect(page.getByRole('heading', { level: 1, name: 'Front page' })).toBeVisible()
}

function lead(page: Page) {
  return page.getByRole('region', { name: 'Today' }).getByRole('heading', { level: 2 }).first()
}

function place(page: Page, name: string) {
  return page.locator('[data-place]').filter({ hasText: name })
}

async function find(page: Page, headline: string): Promise<void> {
  await page.getByRole('searchbox').fill(headline)
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await expect(page.getByRole('button', { name: `Put there: ${headline}` })).toBeVisible()
}

/** The lead that readers of both editions find. */
async function leadsFor(browser: Browser, addresses: Addresses, headline: string): Promise<void> {
  for (const edition of ['standard', 'supporter']) {
    const context = await browser.newContext({ baseURL: addresses.web })
    if (edition === 'supporter') await context.addCookies([{ name: 'edition', value: 'supporter', url: addresses.web }])
    const page = await context.newPage()
    await expect
      .poll(async () => {
        await page.goto('/')
        return lead(page).textContent()
      })
      .toBe(headline)
    await context.close()
  }
}

test('an editor arranges the front page by keyboard alone, and readers of both editions see it', async ({
  page,
  browser,
  addresses,
}) => {
  await atFront(page, addresses)
  await keysAreOn(page)
  await page.keyboard.press('/')
  await page.keyboard.type('disapproving')
  await page.keyboard.press('Enter')
  const put = page.getByRole('button', { name: `Put there: ${coat}` })
  await expect(put).toBeVisible()
  await put.focus()
  await page.keyboard.press('Enter')
  await expect(place(page, 'Lead').first()).toContainText(coat)
  await expect(page.getByText(`${coat}: Lead.`)).toBeAttached()

  // What was pressed moves with the article.
  const back = page.getByRole('button', { name: `Move back: ${coat}` })
  await back.focus()
  await page.keyboard.press('Enter')
  await expect(place(page, 'Second rank, 1st')).toContainText(coat)
  await expect(back).toBeFocused()
  await page.getByRole('button', { name: `Move forward: ${coat}` }).focus()
  await page.keyboard.press('Space')
  await expect(place(page, 'Lead').first()).toContainText(coat)
  await page.getByRole('button', { name: 'Strip down: Politics' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Strip down: Politics' })).toBeFocused()

  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Save' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Readers see it now.')).toBeVisible()
  await leadsFor(browser, addresses, coat)
  await page.goto('/desk/front/history')
  await expect(page.getByRole('row', { name: /arranged it/ }).first()).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
})

test('by drag: from the search onto a place, and from place to place', async ({ page, browser, addresses }) => {
  await atFront(page, addresses)
  await find(page, 'Unheated')
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Unheated' })
    .filter({ has: page.getByRole('button', { name: 'Put there: Unheated' }) })
    .dragTo(place(page, 'Second rank, 1st'))
  await expect(place(page, 'Second rank, 1st')).toContainText('Unheated')
  await place(page, 'Second rank, 1st').dragTo(place(page, 'Lead').first())
  await expect(place(page, 'Lead').first()).toContainText('Unheated')
  await page
    .getByRole('heading', { level: 3, name: 'World' })
    .dragTo(page.getByRole('heading', { level: 3, name: 'Science' }))
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Readers see it now.')).toBeVisible()
  await leadsFor(browser, addresses, 'Unheated')
})

test('without JavaScript the same buttons do the same', async ({ browser, addresses }) => {
  const context = await browser.newContext({ baseURL: addresses.web, javaScriptEnabled: false })
  const page = await context.newPage()
  await atFront(page, addresses)
  await find(page, coat)
  await page.getByLabel('Where to put it').selectOption({ label: 'Second rank, 1st, at the side' })
  await page.getByRole('button', { name: `Put there: ${coat}` }).click()
  await expect(place(page, 'Second rank, 1st')).toContainText(coat)
  await page.getByRole('button', { name: `Move forward: ${coat}` }).click()
  await expect(place(page, 'Lead').first()).toContainText(coat)
  await page.getByLabel('From', { exact: true }).check()
  await page.getByLabel('From this day and time').fill('2020-01-01T10:00')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('That time is past.').first()).toBeVisible()
  await expect(place(page, 'Lead').first()).toContainText(coat)
  await page.getByLabel('At once').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Readers see it now.')).toBeVisible()
  await leadsFor(browser, addresses, coat)
  await context.close()
})

test('two editors at once: the second is told, sees both, and loses nothing', async ({ page, browser, addresses }) => {
  await atFront(page, addresses)
  const context = await browser.newContext({ baseURL: addresses.web })
  const other = await context.newPage()
  await atFront(other, addresses, managingEditor)
  await find(other, 'Unheated')
  await other.getByRole('button', { name: 'Put there: Unheated' }).click()
  await other.getByRole('button', { name: 'Save' }).click()
  await expect(other.getByText('Readers see it now.')).toBeVisible()
  await context.close()

  await find(page, 'Eggs, two pounds')
  await page.getByRole('button', { name: 'Put there: Eggs, two pounds' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('changed the front page while you worked')).toBeVisible()
  const both = page.getByRole('region', { name: 'Two arrangements' })
  await expect(both.getByRole('row', { name: /^Lead/ })).toContainText('Unheated')
  await expect(both.getByRole('row', { name: /^Lead/ })).toContainText('Eggs, two pounds')
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Put mine in its place' }).click()
  await expect(page.getByText('Readers see it now.')).toBeVisible()
  await leadsFor(browser, addresses, 'Eggs, two pounds')
})

test('a change is scheduled, previewed in both editions, and appears at its minute by itself', async ({
  page,
  browser,
  addresses,
}) => {
  test.setTimeout(240_000)
  await atFront(page, addresses)
  await find(page, 'The minister regrets')
  await page.getByRole('button', { name: 'Put there: The minister regrets' }).click()

  const opening = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'With advertising' }).click()
  const preview = await opening
  await expect(lead(preview)).toHaveText('The minister regrets')
  await expect(preview.getByRole('complementary', { name: 'Advertisement' }).first()).toBeVisible()
  await preview.getByRole('button', { name: 'Supporter' }).click()
  await expect(preview.getByText('without advertising')).toBeVisible()
  await expect(lead(preview)).toHaveText('The minister regrets')
  await expect(preview.getByRole('complementary', { name: 'Advertisement' })).toHaveCount(0)
  await preview.close()

  const at = new Date(Math.ceil((Date.now() + 20_000) / 60_000) * 60_000)
  await page.getByLabel('From', { exact: true }).check()
  await page.getByLabel('From this day and time').fill(localTime(at, 'Europe/London'))
  await page.getByLabel('What for').fill('The minister’s day')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The change is scheduled.')).toBeVisible()
  await expect(page.getByRole('row', { name: /The minister’s day/ })).toBeVisible()
  const reading = await browser.newContext({ baseURL: addresses.web })
  const reader = await reading.newPage()
  await reader.goto('/')
  const before = await lead(reader).textContent()
  expect(before).not.toBe('The minister regrets')
  await expect
    .poll(
      async () => {
        await reader.goto('/')
        return lead(reader).textContent()
      },
      { timeout: 120_000, intervals: [1000] },
    )
    .toBe('The minister regrets')
  expect(Date.now()).toBeGreaterThanOrEqual(at.getTime())
  await reading.close()
  await leadsFor(browser, addresses, 'The minister regrets')
})

test('a change to come is edited and called off, and nobody but editors finds any of it', async ({
  page,
  browser,
  addresses,
}) => {
  await atFront(page, addresses)
  await page.getByLabel('From', { exact: true }).check()
  await page.getByLabel('From this day and time').fill('2099-05-01T06:00')
  await page.getByLabel('What for').fill('Far away')
  await page.getByRole('button', { name: 'Save' }).click()
  await page
    .getByRole('row', { name: /Far away/ })
    .getByRole('link')
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Far away' })).toBeVisible()
  const change = new URL(page.url()).pathname
  await page.getByLabel('What for').fill('Farther')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row', { name: /Farther/ })).toBeVisible()

  for (const who of ['moderator', 'fulfilment', 'reader']) {
    const context = await browser.newContext({ baseURL: addresses.web })
    await enter(context, addresses, `${who}@saltmarsh.example`)
    for (const path of ['/desk/front', change, '/desk/front/history', `/desk/front/preview?change=${change.slice(12)}`])
      expect([who, path, (await context.request.get(path)).status()]).toEqual([who, path, 404])
    await context.close()
  }
  const visitor = await browser.newContext({ baseURL: addresses.web })
  expect((await visitor.request.get('/desk/front/preview', { maxRedirects: 0 })).status()).toBe(303)
  await visitor.close()

  await page.goto(change)
  await page.getByText('Call it off').click()
  await page.getByRole('button', { name: 'Call this change off' }).click()
  await expect(page.getByText('The change is called off.')).toBeVisible()
  await expect(page.getByRole('row', { name: /Farther/ })).toHaveCount(0)
})

test('whoever leaves with an arrangement that is not saved is asked first, and not once it is as it was', async ({
  page,
  addresses,
}) => {
  await atFront(page, addresses)
  await keysAreOn(page)
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.dismiss()
  })
  const others = page.getByRole('link', { name: 'Calendar' })
  await page.getByLabel('What for').fill('Election night')
  await others.click()
  await expect.poll(() => asked).toEqual(['beforeunload'])
  await expect(page.getByLabel('What for')).toHaveValue('Election night')
  await page.getByLabel('What for').fill('')
  await others.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Calendar' })).toBeVisible()
  expect(asked).toEqual(['beforeunload'])
})
