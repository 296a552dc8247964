import { editionOf, newAddress, pay, signIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

test('a regular gift renews by itself while months pass', async ({ page, mailbox, advance }) => {
  test.setTimeout(180_000)
  const email = newAddress('renewing')
  await page.goto('/donate')
  await page.getByText('£5', { exact: true }).click()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await pay(page, email)
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  await advance(40)
  await signIn(page, mailbox, email)
  await expect(page.getByRole('heading', { name: 'Supporter', exact: true })).toBeVisible()
  // The first payment, and the one for the month that has begun meanwhile.
  await expect(page.getByRole('cell', { name: '£5', exact: true })).toHaveCount(2)
})

test('a card that fails at renewal leads into grace and, fourteen days later, out of membership', async ({
  page,
  context,
  mailbox,
  advance,
}) => {
  test.setTimeout(240_000)
  const email = newAddress('failing')
  await page.goto('/donate')
  await page.getByText('£5', { exact: true }).click()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await pay(page, email, '4000000000000341')
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  await signIn(page, mailbox, email)
  expect(await editionOf(context)).toBe('supporter')
  await advance(33)
  await page.goto('/account')
  await expect(page.getByText(/payment failed|did not go through|could not be taken/i).first()).toBeVisible()
  await advance(15)
  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'Supporter', exact: true })).toHaveCount(0)
  await page.goto('/')
  await expect.poll(() => editionOf(context)).not.toBe('supporter')
  await page.reload()
  await expect(page.getByRole('complementary', { name: 'Advertisement' }).first()).toBeVisible()
})
