import type { BrowserContext, Page } from '@playwright/test'
import { expect } from './journey.ts'
import { linkIn, type Mailbox } from './mailbox.ts'

/** An address nobody has used, so that one journey does not meet another's. */
export function newAddress(name: string): string {
  return `${name}-${crypto.randomUUID().slice(0, 8)}@example.org`
}

/** Signs in by the link in the mail, from wherever the page is. */
export async function signIn(page: Page, mailbox: Mailbox, email: string, to = '/account'): Promise<void> {
  await page.goto(`/sign-in?to=${encodeURIComponent(to)}`)
  await signInHere(page, mailbox, email)
  await page.waitForURL((url) => url.pathname + url.search === to)
}

/** Signs in by the link in the mail, on the page for signing in that something has led to. */
export async function signInHere(page: Page, mailbox: Mailbox, email: string): Promise<void> {
  const earlier = (await mailbox.all(email)).length
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible()
  await expect.poll(async () => (await mailbox.all(email)).length, { timeout: 15_000 }).toBeGreaterThan(earlier)
  await page.goto(linkIn(await mailbox.latest(email, 'Sign in'), '/sign-in/confirm'))
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Fills in the payment page of the stand-in for Stripe and pays. */
export async function pay(page: Page, email: string, card = '4242424242424242'): Promise<void> {
  await page.waitForURL(/\/c\/pay\//)
  const address = page.getByLabel('Email')
  if (await address.isEditable()) await address.fill(email)
  await page.getByLabel('Card number').fill(card)
  await page.getByLabel('Expiry').fill('12 / 34')
  await page.getByLabel('CVC').fill('123')
  await page.getByLabel('Name on card').fill('R Averill')
  await page.getByLabel('Postcode', { exact: true }).fill('EX1 1AA')
  await page.getByRole('button', { name: /^(Pay|Subscribe|Donate)/ }).click()
}

/** The edition a browser asks for. */
export async function editionOf(context: BrowserContext): Promise<string | undefined> {
  return (await context.cookies()).find((cookie) => cookie.name === 'edition')?.value
}
