import { newAddress } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

test('a reader reports a mistake from the article, is told the reference, and has a confirmation by mail', async ({
  page,
  mailbox,
}) => {
  const email = newAddress('correspondent')
  await page.goto('/articles/the-town-that-voted-for-none-of-it')
  await page.getByRole('link', { name: 'correction', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Report a mistake' })).toBeVisible()
  await expect(page.getByText('About The town that voted for none of it')).toBeVisible()
  await page.getByRole('button', { name: 'Send to the managing editor' }).click()
  await expect(page.getByText('Say what is wrong, in a sentence or more.')).toBeVisible()

  await page.getByLabel('What is wrong').fill('The count ended at four, not at three.')
  await page.getByLabel('Your name').fill('Robin Averill')
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByRole('button', { name: 'Send to the managing editor' }).click()
  await expect(page.getByRole('heading', { name: 'Received' })).toBeVisible()
  const reference = /SF-\d{4}-\d{4}/.exec(await page.getByRole('main').innerText())?.[0] ?? ''
  // Anybody may have typed the address: what was written goes to the desk only.
  expect((await mailbox.latest(email, reference)).text).not.toContain('The count ended at four')
  expect((await mailbox.latest('desk@saltmarsh.example', reference)).text).toContain('The count ended at four')
})
