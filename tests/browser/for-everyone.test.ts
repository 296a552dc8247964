import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

const pages = [
  '/',
  '/articles/the-town-that-voted-for-none-of-it',
  '/articles/lunch-with-the-enemy',
  '/topics',
  '/topics/places',
  '/authors/tamsin-okoro-pell',
  '/search?q=mud',
  '/donate',
  '/donate?amount=10&book=the-patience-of-mud',
  '/donate/gift',
  '/redeem',
  '/books/the-patience-of-mud',
  '/sign-in',
  '/contact/correction',
  '/corrections',
  '/articles/your-mp-is-not-a-plumber',
  '/contact/managing-editor',
  '/advertising-choices',
]

// On a desktop in light colours, on a phone in dark ones: playwright.config.ts.
for (const path of pages) {
  test(
    `${path} has no fault that axe can find, and nothing wider than the screen`,
    { tag: '@phone' },
    async ({ page }) => {
      await page.goto(path)
      expect(await faultsOf(page)).toEqual([])
    },
  )
}

test('forms that were refused have none either', { tag: '@phone' }, async ({ page }) => {
  for (const [path, button] of [
    ['/sign-in', 'Send me a link'],
    ['/contact/right-of-reply', 'Send to the managing editor'],
    ['/donate', 'Continue to payment'],
    ['/donate/gift', 'Continue to payment'],
  ] as const) {
    await page.goto(path)
    await page.getByRole('button', { name: button }).click()
    await expect(page.locator('.field-error').first()).toBeVisible()
    expect(await faultsOf(page), path).toEqual([])
  }
})

test(
  'by keyboard alone one skips to the text, reads, and reaches the donate form',
  { tag: '@phone' },
  async ({ page }) => {
    await page.goto('/articles/the-town-that-voted-for-none-of-it')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Skip to the text' })).toBeFocused()
    await page.keyboard.press('Enter')
    await page.goto('/donate')
    const other = page.getByLabel('Another amount in GBP')
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab')
      if (await other.evaluate((element) => element === document.activeElement)) break
    }
    await expect(other).toBeFocused()
    await page.keyboard.type('7')
    await expect(page.getByText(/£7 a month makes you a supporter/).last()).toBeVisible()
  },
)
