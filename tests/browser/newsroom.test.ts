import { enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

const author = 'author@saltmarsh.example'

test('an author finds from the desk’s first page what was sent back, why, and goes on writing', async ({
  page,
  addresses,
}) => {
  await enter(page.context(), addresses, author)
  await page.goto('/desk')
  await page.getByRole('link', { name: /sent back to you/ }).click()
  await page.getByRole('link', { name: 'The quorum at Little Hask' }).click()
  await expect(page.getByText('Edwina Strand sent it back:')).toContainText('whoever painted it')
  await expect(page.getByRole('textbox', { name: 'Text of the article' })).toBeVisible()
  await page.getByRole('button', { name: 'Show it in the text' }).click()
  await expect(page.locator('.remarked-active')).toContainText('the two greens')
  expect(await faultsOf(page)).toEqual([])
})
