import { newAddress } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

test('a debit that the bank has yet to confirm is shown as pending, and as paid once it is', async ({
  page,
  advance,
}) => {
  await page.goto('/donate?frequency=once&currency=EUR&amount=25')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(/\/c\/pay\//)
  await page.getByLabel('Email').fill(newAddress('debit'))
  await page.getByText('SEPA Direct Debit').click()
  await page.getByLabel('IBAN').fill('DE89370400440532013000')
  await page.getByLabel('Name on card').fill('R Averill')
  await page.getByLabel('Postcode').fill('10115')
  await page.getByRole('button', { name: /^(Pay|Donate)/ }).click()
  await expect(page.getByRole('heading', { name: 'Your payment is on its way' })).toBeVisible()
  await expect(page.getByText('€25 is not confirmed yet')).toBeVisible()
  // Three minutes and one more.
  await advance(4 / (24 * 60))
  await page.getByRole('link', { name: 'Look again' }).click()
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
})
