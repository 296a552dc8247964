import { browserStorage } from '#lib/browser-storage/model.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { unknownStorage } from './support/kept-by-browser.ts'

test('the foot of every page leads to what browsers are asked to keep', async ({ page, context }) => {
  await page.goto('/')
  expect(await context.cookies(), 'whoever just reads is given nothing to keep').toEqual([])
  await page.getByRole('contentinfo').getByRole('link', { name: 'Cookies' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Cookies' })).toBeVisible()
  for (const { name } of Object.values(browserStorage))
    await expect(page.getByRole('article', { name, exact: true })).toBeVisible()
  await expect(page.getByRole('article', { name: 'edition', exact: true })).toContainText('30 days')
  expect(await context.cookies()).toEqual([])
  expect(await faultsOf(page)).toEqual([])
})

test('something that the list does not have would be found in a browser', async ({ page, context, addresses }) => {
  const host = new URL(addresses.web).hostname
  await page.goto('/cookies')
  expect(await unknownStorage(context, host)).toEqual([])
  await context.addCookies([{ name: '_ga', value: '1', url: addresses.web }])
  await page.evaluate(() => {
    localStorage.setItem('desk-keys', 'off')
    localStorage.setItem('tracker', '1')
    sessionStorage.setItem('once', '1')
  })
  expect(await unknownStorage(context, host)).toEqual(['cookie _ga', 'local storage tracker', 'session storage once'])
  await context.clearCookies()
  await page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
})
