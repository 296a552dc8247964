import { newAddress } from './support/acts.ts'
import { article, send } from './support/correspondence.ts'
import { enter } from './support/desk.ts'
import { expect, test } from './support/journey.ts'

const scripts = /\/_next\/static\/.*\.js/

test('a form that is sent before the scripts are there is refused as any other, and goes on with them', async ({
  page,
  tolerated,
}) => {
  // A script that never came is what the first page complains of.
  tolerated.push('net::ERR_FAILED')
  const email = newAddress('early')
  await page.route(scripts, (route) => route.abort())
  await page.goto(`/contact/correction?article=${article.slice(article.lastIndexOf('/') + 1)}`)
  await page.getByLabel('Your name').fill('Robin Averill')
  await page.getByLabel('Your e-mail address').fill(email)
  await page.unroute(scripts)
  await page.getByRole('button', { name: 'Send to the managing editor' }).click()
  await expect(page.getByText('Say what is wrong, in a sentence or more.')).toBeVisible()
  await expect(page.getByLabel('Your name')).toHaveValue('Robin Averill')
  // Said by the next answer alone: what is typed before it comes goes with the form that it resets.
  await expect(page.getByText('Enter an e-mail address like name@example.org.')).toHaveCount(0)

  // Now that the scripts are there the page is not loaded again.
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.body.setAttribute('data-same-page', ''))
  await page.getByLabel('Your e-mail address').fill('no address')
  await page.getByRole('button', { name: 'Send to the managing editor' }).click()
  await expect(page.getByText('Enter an e-mail address like name@example.org.')).toBeVisible()
  await expect(page.getByLabel('Your name')).toHaveValue('Robin Averill')
  await expect(page.locator('body[data-same-page]')).toBeVisible()
  await page.getByLabel('What is wrong').fill('The count ended at four, not at three.')
  await page.getByLabel('Your e-mail address').fill(email)
  await send(page, 'One step is left')
})

test('the desk’s forms do the same', async ({ page, context, addresses, tolerated }) => {
  tolerated.push('net::ERR_FAILED')
  await enter(context, addresses, 'administrator@saltmarsh.example')
  await page.route(scripts, (route) => route.abort())
  await page.goto('/desk/settings/books')
  await page.getByLabel('Days an address is kept').fill('4000')
  await page.unroute(scripts)
  await page.getByRole('button', { name: /^Save/ }).click()
  await expect(page.locator('[aria-invalid=true]')).toHaveValue('4000')
  await page.waitForLoadState('networkidle')
})
