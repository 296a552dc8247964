import type { Browser, Page } from '@playwright/test'
import { newAddress } from './acts.ts'
import type { Addresses } from './addresses.ts'
import { enter } from './desk.ts'
import { expect } from './journey.ts'

export const managingEditor = 'managing-editor@saltmarsh.example'
export const article = 'the-lift-engineers-theory-of-growth'

/** The desk offers terms for an article. @returns the licensee's address */
export async function offer(page: Page, addresses: Addresses, fee: string, slug = article): Promise<string> {
  const email = newAddress('rights')
  await enter(page.context(), addresses, managingEditor)
  await page.goto(`/desk/licences/new?article=${slug}`)
  await page.getByLabel('Licensee').fill('Observer Newspapers')
  await page.getByLabel('Publication').fill('The Invermorrow Observer')
  await page.getByLabel('Person to write to').fill('Ines Corrigan')
  await page.getByLabel('E-mail address').fill(email)
  if (fee !== '') {
    await page.getByLabel('For a fee.').check()
    await page.getByLabel('Fee', { exact: true }).fill(fee)
  }
  await page.getByRole('button', { name: 'Offer these terms' }).click()
  await expect(page.getByText('The terms are on their way')).toBeVisible()
  return email
}

/** Somebody with nothing but the address from the mail. */
export async function stranger(browser: Browser, baseURL: string | undefined, script = true): Promise<Page> {
  return (await browser.newContext({ baseURL: `${baseURL}`, javaScriptEnabled: script })).newPage()
}
