import { enter, keysAreOn } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

// A page on which what is deleted stands open asks for its remarks in vain.
test.use({ tolerated: ['status of 404'] })

test('a draft is thrown away, taken back, and in the end deleted for good by an editor, asked once each time', async ({
  page,
  browser,
  addresses,
}) => {
  test.setTimeout(180_000)
  const headline = `Nothing came of it ${crypto.randomUUID().slice(0, 8)}`
  await enter(page.context(), addresses, 'author@saltmarsh.example')
  await page.goto('/desk/articles/new')
  await page.getByRole('button', { name: 'Begin to write' }).click()
  await page.waitForURL(/\/desk\/articles\/[0-9a-f-]{36}$/)
  await page.getByLabel('Headline', { exact: true }).fill(headline)
  await page.getByLabel('Headline', { exact: true }).press('Control+s')
  await expect(page.getByText('Saved as a revision.')).toBeVisible()
  const throwIt = page.getByRole('button', { name: 'Throw this article away' })
  await expect(throwIt).toBeHidden()
  await page.locator('summary').filter({ hasText: 'Throw away' }).press('Enter')
  await throwIt.press('Enter')
  await expect(page.getByText('The article is thrown away.')).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  // What an author throws away is theirs to take back, and not to delete.
  await expect(page.getByText('Delete it for good')).toHaveCount(0)
  await page.goto(`/desk/articles?q=${encodeURIComponent(headline)}`)
  await expect(page.getByText('No article is found.')).toBeVisible()
  await page.getByRole('link', { name: 'Thrown away' }).click()
  await page.getByRole('link', { name: headline }).click()
  await keysAreOn(page)
  await page.getByRole('button', { name: 'Take it back' }).click()
  await expect(page.getByText('The article is here again.')).toBeVisible()
  await keysAreOn(page)
  await page.locator('summary').filter({ hasText: 'Throw away' }).click()
  await throwIt.click()
  await expect(page.getByText('The article is thrown away.')).toBeVisible()

  const context = await browser.newContext({ baseURL: addresses.web })
  await enter(context, addresses, 'editor@saltmarsh.example')
  const desk = await context.newPage()
  await desk.goto(page.url())
  const deleteIt = desk.getByRole('button', { name: 'Delete this article for good' })
  await expect(deleteIt).toBeHidden()
  await keysAreOn(desk)
  await desk.getByText('Delete it for good', { exact: true }).press('Enter')
  for (const scheme of ['dark', 'light'] as const) {
    await desk.emulateMedia({ colorScheme: scheme })
    expect(await faultsOf(desk)).toEqual([])
  }
  await deleteIt.press('Enter')
  await expect(desk.getByText('The article is deleted for good.')).toBeVisible()
  await expect(desk.getByRole('link', { name: headline })).toHaveCount(0)
  await desk.goto(page.url())
  await expect(desk.getByRole('link', { name: 'Articles' }).first()).toBeVisible()
  await expect(desk.getByRole('textbox', { name: 'Text of the article' })).toHaveCount(0)
  await context.close()
})
