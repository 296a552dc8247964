import { enter } from './support/desk.ts'
import { expect, test } from './support/journey.ts'

// What a browser says on its console of a line that is meant to be cut.
test.use({ tolerated: ['ERR_INTERNET_DISCONNECTED'] })

test('a form that no answer comes to says so, keeps what was chosen, and is taken when there is a line again', async ({
  page,
  context,
}) => {
  await page.goto('/donate')
  await page.getByLabel('Another amount in GBP').fill('13')
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await expect(page.getByText('Nothing has been charged, and what you chose is kept')).toBeVisible()
  await expect(page.getByLabel('Another amount in GBP')).toHaveValue('13')
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(/\/c\/pay\//)
})

test('a letter to the editor is still there when it could not be sent', async ({ page, context }) => {
  await page.goto('/contact/correction')
  await page.getByLabel('What is wrong').fill('The tide was in.')
  await page.getByLabel('Your name').fill('Robin')
  await page.getByLabel('Files').setInputFiles({ name: 'tide.txt', mimeType: 'text/plain', buffer: Buffer.from('In.') })
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Send to the managing editor' }).click()
  await expect(page.getByText('The magazine could not be reached. What you entered is still here')).toBeVisible()
  await expect(page.getByLabel('What is wrong')).toHaveValue('The tide was in.')
  await expect(page.getByLabel('Your name')).toHaveValue('Robin')
  await expect(page.getByText('Choose your files once more')).toBeVisible()
  await context.setOffline(false)
})

test('who reads is asked for again when it could not be said', async ({ page, context, addresses }) => {
  await enter(context, addresses, 'supporter@saltmarsh.example')
  let failures = 0
  await page.route('**/api/me', async (route) => {
    failures += 1
    await (failures === 1 ? route.abort('internetdisconnected') : route.continue())
  })
  await page.goto('/articles/is-that-the-same-biscuit')
  await expect(page.getByLabel(/^Comment as/)).toBeVisible({ timeout: 15_000 })
  expect(failures).toBe(2)
})
