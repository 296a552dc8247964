import type { Page } from '@playwright/test'
import { newAddress, pay, signIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { linkIn, type Mailbox } from './support/mailbox.ts'

async function give(page: Page, email: string, card: string): Promise<void> {
  await page.goto('/donate?amount=5')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await pay(page, email, card)
}

/** Signs in from where a link out of a mail has led a visitor. */
async function signInHere(page: Page, mailbox: Mailbox, email: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.goto(linkIn(await mailbox.latest(email, 'Sign in'), '/sign-in/confirm'))
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('a renewal fails; the mail leads, by way of signing in, to the remedy; unheeded, the membership ends and can be begun anew', async ({
  page,
  mailbox,
  advance,
}) => {
  test.setTimeout(480_000)
  const email = newAddress('unheeding')
  await give(page, email, '4000000000000341')
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  await advance(33)

  const failed = await mailbox.latest(email, 'did not go through')
  expect(failed.text).toContain('Your bank declined the payment')
  await page.goto(linkIn(failed, '/account/membership'))
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signInHere(page, mailbox, email)
  await page.waitForURL((url) => url.pathname === '/account/membership')
  await expect(page.getByRole('heading', { name: 'Your membership' })).toBeVisible()
  await expect(page.getByText('Your bank declined the payment').first()).toBeVisible()

  await advance(16)
  await mailbox.latest(email, 'ends on')
  const lapsed = await mailbox.latest(email, 'has ended')
  expect((await mailbox.all(email)).filter(({ subject }) => subject.includes('did not go through'))).toHaveLength(1)
  // Where it leads depends on whether Stripe has given up by then; a new gift is open to both.
  expect(lapsed.text).toMatch(/\/donate|remedy=card/)
  await give(page, email, '4242424242424242')
  await expect(page.getByText('You are a supporter now')).toBeVisible()
  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'Supporter', exact: true })).toBeVisible()
})

test('a bank that wants to be asked at renewal: the mail leads there, and the thanks follow', async ({
  page,
  mailbox,
  advance,
}) => {
  test.setTimeout(480_000)
  const email = newAddress('confirming')
  await give(page, email, '4000002760003184')
  await page.getByRole('button', { name: 'Complete authentication' }).click()
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  await advance(33)

  const asked = await mailbox.latest(email, 'Please confirm')
  await page.goto(linkIn(asked, '/i/'))
  await page.getByRole('button', { name: 'Complete authentication' }).click()
  await mailbox.latest(email, 'has arrived')
  await signIn(page, mailbox, email)
  await expect(page.getByRole('heading', { name: 'Supporter', exact: true })).toBeVisible()
})
