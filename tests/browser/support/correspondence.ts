import type { Page } from '@playwright/test'
import { expect } from './journey.ts'
import { linkIn, type Mailbox } from './mailbox.ts'

/** Which article the letters of these tests are about. */
export const article = '/articles/the-town-that-voted-for-none-of-it'

/** Sends the form, and again as long as it finds that this was too quick for a person. */
export async function send(page: Page, then: string): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: 'Send to the managing editor' }).click()
    await expect(page.getByRole('heading', { name: then })).toBeVisible({ timeout: 4_000 })
  }).toPass()
}

/** A visitor reports a mistake, up to where the mail to confirm it is on its way. */
export async function reportMistake(page: Page, email: string): Promise<void> {
  await page.goto(`/contact/correction?article=${article.split('/').at(-1)}`)
  await page.getByLabel('What is wrong').fill('The count ended at four, not at three.')
  await page.getByLabel('Your name').fill('Robin Averill')
  await page.getByLabel('Your e-mail address').fill(email)
  await send(page, 'One step is left')
}

/** Confirms by the link in the mail. @returns the reference */
export async function confirm(page: Page, mailbox: Mailbox, email: string): Promise<string> {
  await page.goto(linkIn(await mailbox.latest(email, 'please confirm'), '/contact/confirm/'))
  await page.getByRole('button', { name: 'Confirm and send' }).click()
  await expect(page.getByText('Your message has reached the managing editor.')).toBeVisible()
  return /SF-\d{4}-\d{4,}/.exec(await page.getByRole('main').innerText())?.[0] ?? ''
}
