import type { Page } from '@playwright/test'
import { TOTP } from 'otpauth'
import { v7 } from 'uuid'
import type { StaffRole } from '#lib/people/model.ts'
import { newAddress } from './acts.ts'
import type { Addresses } from './addresses.ts'
import { withDatabase } from './desk.ts'
import { expect } from './journey.ts'

/** Somebody of the staff whom no other journey meets. @returns their address */
export async function plantStaff(addresses: Addresses, role: StaffRole): Promise<string> {
  const [id, email] = [v7(), newAddress(role)]
  await withDatabase(addresses.databaseUrl, async (sql) => {
    await sql`insert into people (id, email, name) values (${id}, ${email}, 'Imogen Vale')`
    await sql`insert into person_roles (person_id, role) values (${id}, ${role})`
  })
  return email
}

/** A phone with an authenticator app. Its next code is good half a minute early: a journey need not wait for it. */
export interface Phone {
  code(when?: 'now' | 'next'): string
}

/** Sets up an authenticator app, from the page that offers it. @returns the phone, and the recovery codes */
export async function setUpFactor(page: Page): Promise<{ phone: Phone; codes: string[] }> {
  await page.getByRole('button', { name: 'Show me the square code' }).click()
  const phone = await scan(page)
  await page.getByLabel('Six-figure code from your app').fill(phone.code())
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('heading', { name: 'Keep these recovery codes' })).toBeVisible()
  return {
    phone,
    codes: await page
      .getByRole('listitem')
      .filter({ hasText: /^[0-9a-z-]{19}$/ })
      .allInnerTexts(),
  }
}

/** As a phone does that cannot scan: takes the key that is written beside the square code. */
export async function scan(page: Page): Promise<Phone> {
  const square = page.getByRole('img', { name: 'Square code for your authenticator app' })
  await expect(square).toBeVisible()
  await expect
    .poll(() => square.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth))
    .toBeGreaterThan(100)
  const key = await page.locator('details code').textContent()
  const app = new TOTP({ secret: `${key}`.replaceAll(' ', '') })
  return { code: (when = 'now') => app.generate({ timestamp: Date.now() + (when === 'now' ? 0 : 30_000) }) }
}

/** Takes back whatever a journey has set up for an address that others use too. */
export async function forgetFactorOf(addresses: Addresses, email: string): Promise<void> {
  await withDatabase(addresses.databaseUrl, async (sql) => {
    await sql`delete from recovery_codes where person_id = (select id from people where email = ${email})`
    await sql`delete from second_factors where person_id = (select id from people where email = ${email})`
  })
}
