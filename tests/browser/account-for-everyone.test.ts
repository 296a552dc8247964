import { newAddress, pay } from './support/acts.ts'
import { enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

// On a desktop in light colours, on a phone in dark ones: playwright.config.ts.
test(
  'the account has no fault that axe can find, and nothing wider than the screen',
  { tag: '@phone' },
  async ({ page, addresses }) => {
    test.setTimeout(120_000)
    const email = newAddress('everyone')
    await page.goto('/donate?amount=12&book=the-patience-of-mud')
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await pay(page, email)
    await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
    await enter(page.context(), addresses, email)
    await page.goto('/account/donations')
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
      '/account/books',
      '/account/books?wait=a-short-history-of-getting-home',
      '/account/comments',
      '/account/comments/notices',
      '/account/comments/settings',
      '/articles/unheated/comment',
      '/stop-comment-mails',
      '/account/privacy',
    ]) {
      await page.goto(path)
      expect(await faultsOf(page), path).toEqual([])
    }
  },
)
