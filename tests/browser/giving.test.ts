import type { Page } from '@playwright/test'
import { newAddress, pay, signIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { linkIn, type Mailbox } from './support/mailbox.ts'

/** Fills in the gift form. @returns whom it is for */
async function fillGift(page: Page, given: { tier?: 'Supporter' | 'Patron'; on?: string } = {}): Promise<string> {
  const recipient = newAddress('recipient')
  await page.getByText(given.tier ?? 'Supporter', { exact: true }).click()
  await page.getByLabel('Their name').fill('Ben Tregear')
  await page.getByLabel('Their e-mail address').fill(recipient)
  await page.getByLabel('Your name, as they know you').fill('Aunt Ada')
  if (given.on !== undefined) await page.getByLabel('Day of delivery').fill(given.on)
  await page.getByLabel('Message').fill('For the train.\nRead the one about the mud first.')
  return recipient
}

/** Buys a gift as a visitor. @returns the mail that reached whom it is for */
async function buyGift(page: Page, mailbox: Mailbox, giver = newAddress('giver')) {
  await page.goto('/donate/gift')
  const recipient = await fillGift(page)
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await pay(page, giver)
  await expect(page.getByRole('heading', { name: 'Thank you for your gift' })).toBeVisible()
  return { giver, recipient, mail: await mailbox.latest(recipient, 'Aunt Ada gives you') }
}

const codePattern = /[2-9B-Z]{4}(?:-[2-9B-Z]{4}){3}/

test('a gift is bought by one and redeemed by another, who reads without advertising and comments', async ({
  page,
  browser,
  mailbox,
}) => {
  const { giver, recipient, mail } = await buyGift(page, mailbox)
  expect(mail.text).toContain('Read the one about the mud first.')
  const code = codePattern.exec(mail.text)?.[0] ?? ''
  const receipt = await mailbox.latest(giver, 'Your gift of')
  expect(receipt.text).toContain(code)
  expect(receipt.text).toContain('£50')
  await expect(page.getByText(code)).toHaveCount(0)
  await expect(page.getByText('Ben Tregear')).toBeVisible()

  const theirs = await browser.newContext()
  const other = await theirs.newPage()
  await other.goto(linkIn(mail, '/redeem'))
  await expect(other.getByLabel('Code')).toHaveValue(code)
  await other.getByRole('button', { name: 'Sign in and redeem' }).click()
  await other.getByLabel('E-mail address').fill(recipient)
  await other.getByRole('button', { name: 'Send me a link' }).click()
  await other.goto(linkIn(await mailbox.latest(recipient, 'Sign in'), '/sign-in/confirm'))
  await other.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.getByLabel('Code')).toHaveValue(code)
  await other.getByRole('button', { name: 'Redeem the gift' }).click()
  await expect(other.getByRole('heading', { name: 'The gift is yours' })).toBeVisible()
  await expect(other.getByText(/You are a supporter of Saltmarsh until/)).toBeVisible()
  await other.getByRole('link', { name: 'Begin to read' }).click()
  await expect(other.getByText('Advertisement')).toHaveCount(0)
  expect((await theirs.cookies()).find(({ name }) => name === 'edition')?.value).toBe('supporter')

  await other.goto(`/redeem?code=${code}`)
  await other.getByRole('button', { name: 'Redeem the gift' }).click()
  await expect(other.getByRole('heading', { name: 'This gift is yours already' })).toBeVisible()
  await theirs.close()

  await signIn(page, mailbox, giver, `/redeem?code=${code.toLowerCase()}`)
  await page.getByRole('button', { name: 'Redeem the gift' }).click()
  await expect(page.locator('#code-fault')).toContainText('We cannot redeem this code.')
})

test('somebody who gives regularly is asked before a code is used up', async ({ page, mailbox }) => {
  const email = newAddress('regular')
  await page.goto('/donate?amount=5')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await pay(page, email)
  const { mail } = await buyGift(page, mailbox)
  await signIn(page, mailbox, email, `/redeem?code=${codePattern.exec(mail.text)?.[0]}`)
  await expect(page.getByText('You give £5 a month already')).toBeVisible()
  await page.getByRole('button', { name: 'Redeem the gift' }).click()
  await expect(page.locator('#confirmed-fault')).toBeVisible()
  await page.getByLabel('Use the code now all the same').check()
  await page.getByRole('button', { name: 'Redeem the gift' }).click()
  await expect(page.getByRole('heading', { name: 'The gift is yours' })).toBeVisible()
})

test('a gift form that was not paid is filled in again, by Stripe’s link back and by the back button', async ({
  page,
}) => {
  await page.goto('/donate/gift')
  const recipient = await fillGift(page, { tier: 'Patron' })
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(/\/c\/pay\//)
  expect(page.url()).not.toContain(recipient)
  await page.goBack()
  await expect(page.getByLabel('Their e-mail address')).toHaveValue(recipient)
  await expect(page.getByRole('radio', { name: /Patron/ })).toBeChecked()
  expect(page.url()).not.toContain(encodeURIComponent(recipient))
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(/\/c\/pay\//)
  await page
    .getByRole('link', { name: /back|cancel/i })
    .first()
    .click()
  await expect(page.getByText('The payment was not made and nothing was taken.')).toBeVisible()
  await expect(page.getByLabel('Their name')).toHaveValue('Ben Tregear')
})

test('a gift form with faults says each beside its field, and keeps what was typed', async ({ page }) => {
  await page.goto('/donate/gift')
  await page.getByLabel('Their name').fill('Ben')
  await page.getByLabel('Their e-mail address').fill('ben')
  await page.getByLabel('Day of delivery').fill('2020-01-01')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await expect(page.locator('#tier-fault')).toBeVisible()
  await expect(page.locator('#recipientEmail-fault')).toHaveText('Enter an e-mail address like name@example.org.')
  await expect(page.locator('#giverName-fault')).toHaveText('Enter a name.')
  await expect(page.getByLabel('Their name')).toHaveValue('Ben')
  await page.getByText('Supporter', { exact: true }).click()
  await page.getByLabel('Their e-mail address').fill('ben@example.org')
  await page.getByLabel('Your name, as they know you').fill('Ada')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await expect(page.locator('#deliverOn-fault')).toHaveText('Choose today or a day within a year from now.')
})

test('the sentence and the book change with the amount, and the address remembers it', async ({ page }) => {
  await page.goto('/donate')
  await page.getByText('£20', { exact: true }).click()
  await expect(page.getByText(/£20 a month makes you a patron/).last()).toBeVisible()
  await page.getByRole('link', { name: 'Yearly' }).click()
  await expect(page.getByRole('radio', { name: '£50' })).not.toBeChecked()
  await page.getByLabel('Another amount in GBP').fill('60')
  await expect(page.getByText(/£60 a year makes you a supporter/).last()).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Another amount in GBP')).toHaveValue('60')
  await expect(page.getByRole('link', { name: 'Yearly' })).toHaveAttribute('aria-current', 'true')
})

test('the currency is guessed by country or language, and can be changed', async ({ browser, addresses }) => {
  const seen = async (headers: Record<string, string>, locale: string) => {
    const context = await browser.newContext({ extraHTTPHeaders: headers, locale, baseURL: addresses.web })
    const page = await context.newPage()
    await page.goto('/donate')
    const shown = await page.getByRole('navigation', { name: 'Currency' }).locator('[aria-current]').textContent()
    return { context, page, shown }
  }
  const german = await seen({ 'cf-ipcountry': 'DE' }, 'en-GB')
  expect(german.shown).toBe('EUR')
  await german.page.getByRole('link', { name: 'AUD' }).click()
  await german.page.getByLabel('Another amount in AUD').fill('15')
  await german.page.getByRole('button', { name: 'Continue to payment' }).click()
  await german.page.waitForURL(/\/c\/pay\//)
  await expect(german.page.getByText('A$15.00').first()).toBeVisible()
  const australian = await seen({}, 'en-AU')
  expect(australian.shown).toBe('AUD')
  const forged = await seen({ 'cf-ipcountry': "'; drop table people --" }, 'en-GB')
  expect(forged.shown).toBe('GBP')
  for (const { context } of [german, australian, forged]) await context.close()
})

test('the back button from the payment page brings the choice back, and it can be paid', async ({ page }) => {
  await page.goto('/donate')
  await page.getByLabel('Another amount in GBP').fill('13')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(/\/c\/pay\//)
  await page.goBack()
  await expect(page.getByLabel('Another amount in GBP')).toHaveValue('13')
  await expect(page.getByRole('button', { name: 'Continue to payment' })).toBeEnabled()
  await page.getByLabel('Another amount in GBP').fill('14')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(/\/c\/pay\//)
  await expect(page.getByText('£14.00').first()).toBeVisible()
})

test('two presses and two windows are one gift', async ({ page, context }) => {
  const email = newAddress('twice')
  await page.goto('/donate?frequency=once&amount=10')
  await page.getByRole('button', { name: 'Continue to payment' }).dblclick()
  await page.waitForURL(/\/c\/pay\//)
  const paying = page.url()
  const second = await context.newPage()
  await second.goto(paying)
  await pay(page, email)
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  const thanks = page.url()
  await second.reload()
  await expect(second.getByRole('button', { name: /^(Pay|Donate)/ })).toHaveCount(0)
  // Played again, by the same and by a stranger, the return address says the same and does nothing.
  await page.goto(thanks)
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
})

test('a return address in a stranger’s hands names nobody', async ({ page, browser, mailbox }) => {
  const { giver, recipient } = await buyGift(page, mailbox)
  const thanks = page.url()
  const stranger = await browser.newContext()
  const other = await stranger.newPage()
  await signIn(other, mailbox, newAddress('stranger'))
  await other.goto(thanks)
  await expect(other.getByRole('heading', { name: 'This gift is paid' })).toBeVisible()
  for (const secret of [giver, recipient, 'Ben Tregear', '£50', '•••'])
    expect(await other.content()).not.toContain(secret)
  await stranger.close()
})

for (const [card, name] of [
  ['4000002500003155', 'once, at the first payment'],
  ['4000002760003184', 'every time'],
] as const) {
  test(`a card that asks for 3-D Secure ${name} pays after it`, async ({ page }) => {
    await page.goto('/donate?amount=5')
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await pay(page, newAddress('secure'), card)
    await page.getByRole('button', { name: /complete|authori/i }).click()
    await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
    await expect(page.getByText('You are a supporter now')).toBeVisible()
  })
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('one chooses frequency, currency and amount, is told what is wrong, and pays', async ({ page }) => {
    await page.goto('/donate')
    await page.getByRole('link', { name: 'Once' }).click()
    await page.getByRole('link', { name: 'EUR' }).click()
    await page.getByLabel('Another amount in EUR').fill('2')
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await expect(page.locator('#amount-fault')).toHaveText('The smallest one-off gift is €3.50.')
    await expect(page.getByLabel('Another amount in EUR')).toHaveValue('2')
    await page.getByLabel('Another amount in EUR').fill('9')
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await page.waitForURL(/\/c\/pay\//)
    await expect(page.getByText('€9.00').first()).toBeVisible()
  })

  test('the way back from the payment page leads to the form with what was chosen', async ({ page }) => {
    await page.goto('/donate')
    await page.getByLabel('Another amount in GBP').fill('13')
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await page.waitForURL(/\/c\/pay\//)
    await page.goBack()
    await expect(page.getByLabel('Another amount in GBP')).toHaveValue('13')
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await page.waitForURL(/\/c\/pay\//)
    await page
      .getByRole('link', { name: /back|cancel/i })
      .first()
      .click()
    await expect(page.getByText('The payment was not made and nothing was taken.')).toBeVisible()
    await expect(page.getByLabel('Another amount in GBP')).toHaveValue('13')
  })

  test('a gift is bought', async ({ page, mailbox }) => {
    const { mail } = await buyGift(page, mailbox)
    await page.goto(linkIn(mail, '/redeem'))
    await page.getByRole('button', { name: 'Sign in and redeem' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  })
})
