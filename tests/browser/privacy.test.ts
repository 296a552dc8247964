import { administrator, enter, withDatabase } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

test('an administrator sees how long what is kept, and is told what a shorter period would remove before it does', async ({
  page,
  addresses,
}) => {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/settings/privacy')
  const months = page.getByLabel(/^Letters to the managing editor.*months$/)
  await expect(months).toHaveValue('24')
  await months.fill('2')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Enter a whole number from 6 to 120.')).toBeVisible()
  await months.fill('23')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(
    page.getByText(/Nothing is saved yet\. The coming night would remove, for good: \d+ of “Letters/),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Save, and remove that' }).click()
  await expect(page.getByText('The periods are saved, and hold from tonight on.')).toBeVisible()
  await expect(months).toHaveValue('23')
  await months.fill('24')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(months).toHaveValue('24')
  await expect(page.getByText('24 to 23')).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  await withDatabase(addresses.databaseUrl, (sql) => sql`delete from settings where key = 'privacy'`)
})
