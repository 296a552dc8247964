import { administrator, enter, withDatabase } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { forgetFactorOf, plantStaff, setUpFactor } from './support/second-factor.ts'

test.afterEach(async ({ addresses }) => {
  await forgetFactorOf(addresses, administrator)
  await withDatabase(addresses.databaseUrl, (sql) => sql`delete from settings where key = 'staff'`)
})

test('an administrator who has a second factor asks it of all staff: they are reminded first, then led to set one up, and locked out by nothing', async ({
  browser,
  page,
  baseURL,
  addresses,
}) => {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/settings')
  await page.getByRole('link', { name: 'Staff accounts' }).click()
  await page.getByRole('radio', { name: 'All staff' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Set up your own second factor first')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'All staff' })).toBeChecked()
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('link', { name: 'set up yours' }).click()
  await setUpFactor(page)
  await page.getByRole('link', { name: 'I have kept them. Go on' }).click()

  // From a day to come on: a reminder.
  const email = await plantStaff(addresses, 'moderator')
  const context = await browser.newContext({ baseURL })
  await enter(context, addresses, email)
  const theirs = await context.newPage()
  await page.getByRole('radio', { name: 'All staff' }).check()
  await page.getByLabel('From this day on').fill('2999-12-01')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The setting is saved')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Without a second factor' })).toBeVisible()
  await theirs.goto('/desk/comments')
  await expect(theirs.getByText('From 1 December 2999 on the desk asks you for a second factor.')).toBeVisible()
  expect(await faultsOf(theirs)).toEqual([])

  // At once: nothing at the desk opens before it is set up, and then what was asked for does.
  await page.getByLabel('From this day on').fill('')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('"2999-12-01" to null')).toBeVisible()
  await theirs.goto('/desk/comments?queue=reported')
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Authenticator app')
  await expect(theirs.getByText('needs a second factor before the desk opens')).toBeVisible()
  expect((await context.request.get('/api/desk/published?q=a')).status()).toBe(401)
  await setUpFactor(theirs)
  await theirs.getByRole('link', { name: 'I have kept them. Go on' }).click()
  await theirs.waitForURL('**/desk/comments?queue=reported')
  await theirs.goto('/account/security')
  await expect(theirs.getByRole('link', { name: 'Turn it off' })).toHaveCount(0)
  await context.close()
})
