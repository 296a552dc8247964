import { randomInt } from 'node:crypto'
import sharp from 'sharp'
import { enter, keysAreOn } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

const editor = 'editor@saltmarsh.example'

/** A picture that nobody has brought yet. */
async function fresh(format: 'jpeg' | 'png', artist: string): Promise<Buffer> {
  const background = { r: randomInt(256), g: randomInt(256), b: randomInt(256) }
  const drawn = sharp({ create: { width: 1300, height: 870, channels: 3, background } })
  return drawn
    .composite([{ input: Buffer.from(`<svg width="300" height="300"><circle cx="150" cy="150" r="140"/></svg>`) }])
    .withExif({ IFD0: { Artist: artist } })
    .toFormat(format)
    .toBuffer()
}

test('an editor brings pictures in, says their facts, finds them, sets the focus by keyboard, and removes what is unused', async ({
  page,
  addresses,
  tolerated,
}) => {
  // What is no picture is refused so.
  tolerated.push('422')
  const mark = crypto.randomUUID().slice(0, 8)
  await enter(page.context(), addresses, editor)
  await page.goto('/desk/pictures')
  await keysAreOn(page)
  await page.getByLabel('Bring pictures in').setInputFiles([
    { name: `harbour-${mark}.jpg`, mimeType: 'image/jpeg', buffer: await fresh('jpeg', 'Jo Ray') },
    { name: `eels-${mark}.png`, mimeType: 'image/png', buffer: await fresh('png', 'Ada Fen') },
    { name: `page-${mark}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from('<html>no picture</html>') },
  ])
  const onTheirWay = page.getByRole('list', { name: 'Pictures on their way' })
  await expect(onTheirWay.getByText('In the library.')).toHaveCount(2)
  await expect(onTheirWay.getByRole('alert')).toContainText('This file is not a picture that can be taken')
  await expect(onTheirWay.getByRole('button', { name: `Try again with page-${mark}.jpg` })).toBeVisible()
  expect(await faultsOf(page)).toEqual([])

  await onTheirWay.getByRole('link', { name: new RegExp(`harbour-${mark}`) }).click()
  await expect(page.getByRole('heading', { name: `harbour-${mark}.jpg` })).toBeVisible()
  await expect(page.getByText('It has no licence. It cannot be put anywhere new.')).toBeVisible()
  // Read from the file before it was taken out of it.
  await expect(page.getByLabel('Credit')).toHaveValue('Jo Ray')
  await keysAreOn(page)
  const point = page.getByRole('button', { name: /^Focal point/ })
  await point.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(page.getByLabel('From the left, %')).toHaveValue('49')
  await expect(page.getByLabel('From the top, %')).toHaveValue('40')
  await page.getByLabel('Alternative text').fill(`Quay ${mark} at low tide`)
  await page.getByLabel('Licence', { exact: true }).selectOption({ label: 'Creative Commons' })
  await page.getByLabel('Source').fill('not an address')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Give an address of the web')).toBeVisible()
  await expect(page.getByLabel('Alternative text')).toHaveValue(`Quay ${mark} at low tide`)
  await expect(page.getByLabel('From the left, %')).toHaveValue('49')
  await page.getByLabel('Source').fill('https://commons.example/quay')
  await page.getByLabel('Licence note').fill('CC BY 4.0')
  await page.getByLabel('Licensed until').fill('2020-01-31')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. Every page that shows the picture follows.')).toBeVisible()
  await expect(page.getByText('It has a licence that has ended. It cannot be put anywhere new.')).toBeVisible()
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await faultsOf(page)).toEqual([])
  }

  await page.goto('/desk/pictures?show=expired')
  await page.getByRole('searchbox').fill(`quay ${mark}`)
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-desk-row]')).toHaveCount(1)
  await expect(page.locator('[data-desk-row]')).toContainText('Licence has ended')
  await page.getByRole('link', { name: 'List', exact: true }).click()
  await expect(page.getByRole('row')).toHaveCount(2)
  expect(await faultsOf(page)).toEqual([])

  await page.getByRole('link', { name: `Quay ${mark} at low tide` }).click()
  await page.getByText('Remove this picture').click()
  await page.getByRole('button', { name: 'Remove it for good' }).click()
  await expect(page.getByText('The picture has been removed.')).toBeVisible()
  await page.goto(`/desk/pictures?q=quay+${mark}`)
  await expect(page.getByText('No picture is like this.')).toBeVisible()
})

test('a picture that is shown says where, and cannot be removed; one whose licence has ended is on the first page', async ({
  page,
  addresses,
}) => {
  await enter(page.context(), addresses, editor)
  await page.goto('/desk')
  await page.getByRole('link', { name: /in use whose licence has ended/ }).click()
  await page.waitForURL(/show=expired/)
  await page.locator('[data-desk-row]').getByRole('link').first().click()
  await expect(page.getByText('Where it stands it stays until somebody takes it out.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Where it is shown' })).toContainText('at the head of an article')
  await expect(page.getByText('It is in use. Take it out of the places above first.')).toBeVisible()
  await expect(page.getByText('Remove this picture')).toBeHidden()
})

test('nobody but those who write and edit has a library', async ({ browser, baseURL, addresses }) => {
  const paths = ['/desk/pictures', '/desk/pictures/018a0000-0000-7000-8000-000000000000', '/api/pictures?q=a']
  for (const person of ['moderator', 'fulfilment', 'administrator', 'reader']) {
    const context = await browser.newContext({ baseURL })
    await enter(context, addresses, `${person}@saltmarsh.example`)
    for (const path of paths)
      expect([person, path, (await context.request.get(path)).status()]).toEqual([person, path, 404])
    const facts = await context.request.post('/api/pictures/018a0000-0000-7000-8000-000000000000', {
      data: { credit: 'Me' },
      headers: { origin: `${baseURL}` },
    })
    expect([person, facts.status()]).toEqual([person, 404])
    await context.close()
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('one picture is brought in, and its focus is set as figures', async ({ page, addresses }) => {
    await enter(page.context(), addresses, editor)
    await page.goto('/desk/pictures')
    await page
      .getByLabel('Bring pictures in')
      .setInputFiles({ name: 'plain.jpg', mimeType: 'image/jpeg', buffer: await fresh('jpeg', 'Ada Fen') })
    await page.getByRole('button', { name: 'Take this picture in' }).click()
    await page.getByRole('link', { name: 'Say its credit and licence' }).click()
    await page.getByLabel('From the left, %').fill('12')
    await page.getByLabel('Licence', { exact: true }).selectOption({ label: 'Commissioned for the magazine' })
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Saved. Every page that shows the picture follows.')).toBeVisible()
    await expect(page.getByLabel('From the left, %')).toHaveValue('12')
    await expect(page.getByText('Fine', { exact: true })).toBeVisible()
  })
})
