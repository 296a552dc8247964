import AxeBuilder from '@axe-core/playwright'
import { newAddress, pay, signIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

// On a desktop in light colours, on a phone in dark ones: playwright.config.ts.
test('the account has no fault that axe can find, and nothing wider than the screen', async ({ page, mailbox }) => {
  test.setTimeout(120_000)
  const email = newAddress('everyone')
  await page.goto('/donate?amount=12')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await pay(page, email)
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  await signIn(page, mailbox, email, '/account/donations')
  const receipt = await page.getByRole('link', { name: /^Receipt \d+$/ }).getAttribute('href')
  for (const path of [
    '/account',
    '/account/membership?remedy=card',
    '/account/membership/change',
    '/account/membership/change/confirm?interval=year&amount=5000',
    '/account/membership/pause',
    '/account/membership/cancel',
    '/account/membership/cancel?asked=1&reason=too_expensive',
    '/account/donations',
    receipt ?? '',
    '/account/comments',
    '/account/privacy',
  ]) {
    await page.goto(path)
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
      path,
    ).toEqual([])
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      path,
    ).toBe(0)
  }
})
