import type { Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { newAddress, pay, signIn } from './support/acts.ts'
import { readAddresses } from './support/addresses.ts'
import { enter } from './support/desk.ts'
import { expect, test } from './support/journey.ts'

/** Somebody who gives so much a month, signed in and at their membership. */
async function join(page: Page, name: string, amount = '5'): Promise<string> {
  const email = newAddress(name)
  await page.goto(`/donate?amount=${amount}`)
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await pay(page, email)
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  await enter(page.context(), readAddresses(), email)
  await page.goto('/account/membership')
  return email
}

test('a supporter raises the amount, is told what is charged when, and reads a patrons’ article at once', async ({
  page,
  mailbox,
}) => {
  const email = await join(page, 'raising')
  const article = '/articles/lunch-with-the-enemy'
  await page.goto(article)
  await expect(page.getByRole('heading', { name: 'This article is for patrons' })).toBeVisible()

  await page.getByRole('link', { name: 'Change your gift' }).click()
  await page.getByText('£20', { exact: true }).click()
  await page.getByRole('button', { name: 'See what that means' }).click()
  await expect(page.getByText('From £5 a month to £20 a month.')).toBeVisible()
  await expect(page.getByText('Nothing.', { exact: true })).toBeVisible()
  await expect(page.getByText(/A patron, at once/)).toBeVisible()
  await page.getByRole('button', { name: 'Give £20 a month' }).click()
  await expect(page.getByText('Your gift is changed.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Patron', exact: true })).toBeVisible()
  await expect(page.getByText(/^£20 monthly, next payment .+, card ending 4242$/)).toBeVisible()
  await page.getByRole('link', { name: 'Read on' }).click()
  await page.waitForURL(`${article}#read-on`)
  await expect(page.getByRole('heading', { name: 'This article is for patrons' })).toHaveCount(0)
  expect((await mailbox.latest(email, 'Changed')).text).toContain('You are a patron from this moment on.')
})

test('from months to years: the page says what is taken today, and takes it once', async ({ page }) => {
  await join(page, 'yearly')
  await page.goto('/account/membership/change?interval=year')
  await page.getByText('£50', { exact: true }).click()
  await page.getByRole('button', { name: 'See what that means' }).click()
  await expect(page.getByText(/£50, for a year that begins today/)).toBeVisible()
  await page.getByRole('button', { name: 'Pay £50 now and change' }).dblclick()
  await expect(page.getByText('Your gift is changed.')).toBeVisible()
  await page.goto('/account/donations')
  await expect(page.getByRole('row', { name: /Yearly gift £50/ })).toHaveCount(1)
  await expect(page.getByRole('row', { name: /Monthly gift £5/ })).toHaveCount(1)
})

test('a pause says when payments begin again, and is taken back', async ({ page, mailbox }) => {
  const email = await join(page, 'pausing')
  await page.getByRole('link', { name: 'Pause', exact: true }).click()
  await page.getByText(/^Two months: the next payment is on/).click()
  await page.getByRole('button', { name: 'Pause my gift' }).click()
  await expect(page.getByText('Your gift is paused.')).toBeVisible()
  await expect(page.getByText(/paused, payments begin again on/)).toBeVisible()
  await expect(page.getByRole('heading', { name: /^Supporter until / })).toBeVisible()
  await mailbox.latest(email, 'Paused')
  await page.getByRole('link', { name: 'Resume' }).click()
  await expect(page.getByText('Nothing is charged today.')).toBeVisible()
  await page.getByRole('button', { name: 'Go on giving' }).click()
  await expect(page.getByRole('heading', { name: 'Supporter', exact: true })).toBeVisible()
})

test('whoever cancels may say why, is offered one alternative, and is told the true end; and can take it back', async ({
  page,
  mailbox,
}) => {
  const email = await join(page, 'cancelling', '12')
  await page.getByRole('link', { name: 'Cancel', exact: true }).click()
  await page.getByText('It costs more than I can give').click()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('complementary', { name: 'Another way' })).toHaveCount(1)
  await expect(page.getByRole('link', { name: 'Give £5 a month instead' })).toBeVisible()
  const end = (await page.getByRole('heading', { name: /^It ends on / }).innerText()).replace('It ends on ', '')
  await page.getByLabel('Anything you would like to tell us').fill('The rent has gone up.')
  await page.getByRole('button', { name: 'Cancel £12 a month' }).click()
  await expect(page.getByText('Your gift is cancelled, and nothing more will be charged.')).toBeVisible()
  await expect(page.getByText('cancelled: no more payments')).toBeVisible()
  expect((await mailbox.latest(email, 'Cancelled')).text).toContain(`What is paid for lasts until ${end}.`)
  await page.getByRole('link', { name: 'Take the cancellation back' }).click()
  await page.getByRole('button', { name: 'Go on giving' }).click()
  await expect(page.getByText(/^£12 monthly, next payment /)).toBeVisible()
})

test('another card is entered at Stripe, and is the one charged from then on', async ({ page }) => {
  await join(page, 'carding')
  await page.getByRole('button', { name: 'Use another card' }).click()
  await page.waitForURL(/\/p\/session\//)
  await page.getByLabel('Card number').fill('5555 5555 5555 4444')
  await page.getByLabel('Expiry').fill('11 / 33')
  await page.getByLabel('CVC').fill('321')
  await page.getByRole('button', { name: 'Save card' }).click()
  await expect(page.getByRole('heading', { name: 'Your card is saved' })).toBeVisible()
  await page.getByRole('link', { name: 'Your membership' }).click()
  await expect(page.getByText(/card ending 4444$/)).toBeVisible()
})

test('a receipt is shown, comes as a PDF, and is nobody else’s', async ({ page, mailbox, browser, baseURL }) => {
  const email = await join(page, 'receipt')
  await page.goto('/account/donations')
  await page.getByRole('link', { name: /^Receipt \d+$/ }).click()
  await expect(page.getByRole('heading', { name: /^Receipt \d{6}$/ })).toBeVisible()
  await expect(page.getByText('£5 (GBP)')).toBeVisible()
  const address = `${new URL(page.url()).pathname}/receipt.pdf`
  await expect(page.getByRole('link', { name: 'Receipt as PDF' })).toHaveAttribute('href', address)
  const answer = await page.request.get(address)
  expect(answer.headers()['content-type']).toBe('application/pdf')
  expect(answer.headers()['cache-control']).toBe('private, no-store')
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await answer.body())), { mergePages: true })
  expect(text).toContain(email)
  expect(text).toContain('£5 (GBP)')

  const device = await browser.newContext(baseURL === undefined ? {} : { baseURL })
  const other = await device.newPage()
  expect((await other.request.get(address)).headers()['content-type']).toContain('text/html')
  await signIn(other, mailbox, newAddress('stranger'))
  expect((await other.request.get(address)).status()).toBe(404)
  await other.goto(new URL(page.url()).pathname)
  await expect(other.getByText('£5 (GBP)')).toHaveCount(0)
  await device.close()
})

test('an account is deleted after its address is typed; the address can begin anew', async ({ page, mailbox }) => {
  const email = await join(page, 'leaving')
  await page.getByRole('link', { name: 'Privacy' }).click()
  await expect(page.getByText(/Your gift of £5 a month ends/)).toBeVisible()
  await page.getByLabel('To confirm, type the address of this account').fill('yes')
  await page.getByRole('button', { name: 'Delete my account for good' }).click()
  await expect(page.locator('#confirmation-fault')).toContainText('Type the address of this account')
  await page.getByLabel('To confirm, type the address of this account').fill(email)
  await page.getByRole('button', { name: 'Delete my account for good' }).click()
  await expect(page.getByRole('heading', { name: 'Your account is deleted' })).toBeVisible()
  await mailbox.latest(email, 'is deleted')
  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(page, mailbox, email)
  await expect(page.getByRole('heading', { name: 'You have a free account' })).toBeVisible()
})

test('staff are told why their account cannot be deleted', async ({ page }) => {
  await enter(page.context(), readAddresses(), 'administrator@saltmarsh.example')
  await page.goto('/account/privacy')
  await expect(page.getByText('You are the only administrator.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete my account for good' })).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('one changes, cancels and deletes by plain forms, and is refused beside the field', async ({ page }) => {
    const email = await join(page, 'plain')
    await page.getByRole('link', { name: 'Change amount or interval' }).click()
    await page.getByLabel('Or another amount in GBP').fill('2')
    await page.getByRole('button', { name: 'See what that means' }).click()
    await expect(page.locator('#amount-fault')).toHaveText('The smallest monthly gift is £5 a month.')
    await expect(page.getByLabel('Or another amount in GBP')).toHaveValue('2')
    await page.getByLabel('Or another amount in GBP').fill('21.50')
    await page.getByRole('button', { name: 'See what that means' }).click()
    await page.getByRole('button', { name: 'Give £21.50 a month' }).click()
    await expect(page.getByRole('heading', { name: 'Patron', exact: true })).toBeVisible()

    await page.getByRole('link', { name: 'Cancel', exact: true }).click()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('button', { name: 'Cancel £21.50 a month' }).click()
    await expect(page.getByText('Your gift is cancelled, and nothing more will be charged.')).toBeVisible()

    await page.getByRole('link', { name: 'Privacy' }).click()
    await page.getByLabel('To confirm, type the address of this account').fill(email)
    await page.getByRole('button', { name: 'Delete my account for good' }).click()
    await expect(page.getByRole('heading', { name: 'Your account is deleted' })).toBeVisible()
  })
})
