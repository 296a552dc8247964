import { expect, type BrowserContext, type Page } from '@playwright/test'
import postgres from 'postgres'
import { hashToken } from '#lib/secret-token.ts'
import { pay } from './acts.ts'
import type { Addresses } from './addresses.ts'

export const administrator = 'administrator@saltmarsh.example'

/** A visitor gives £5 a month. */
export async function give(page: Page, email: string): Promise<void> {
  await page.goto('/donate?amount=5')
  await page.getByText('£5', { exact: true }).first().click()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await pay(page, email)
  await page.waitForURL(/\/donate\/thanks/)
}

/** Finds somebody as the desk does, and opens their page. */
export async function openMember(page: Page, typed: string): Promise<void> {
  await page.goto(`/desk/members?q=${encodeURIComponent(typed)}`)
  await page.locator('[data-desk-row]').getByRole('link').first().click()
  await page.waitForURL(/\/desk\/members\/[0-9a-f-]{36}$/)
}

/** Waits until the desk listens to single keys. */
export async function keysAreOn(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Keyboard', exact: true })).toBeEnabled()
}

/** An event that failed, put into the inbox. */
export async function failedEvent(databaseUrl: string): Promise<string> {
  const id = `evt_${crypto.randomUUID().replaceAll('-', '')}`
  await withDatabase(databaseUrl, async (sql) => {
    const payload = { id, type: 'invoice.paid', data: { object: { id: 'in_nobodys', object: 'invoice' } } }
    await sql`insert into stripe_events (id, type, payload, state, outcome, attempts, received_at)
      values (${id}, 'invoice.paid', ${sql.json(payload)}, 'failed', 'Stripe was away.', 13, now())`
  })
  return id
}

export async function withDatabase<Result>(url: string, work: (sql: postgres.Sql) => Promise<Result>): Promise<Result> {
  const sql = postgres(url, { max: 1 })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

/**
 * Lets somebody in without a mail, of which one address gets but a few an hour; that signing in works is proved elsewhere. The
 * session is kept as next-auth keeps it: by the hash of its token.
 */
export async function enter(context: BrowserContext, addresses: Addresses, email: string): Promise<void> {
  const token = crypto.randomUUID()
  const hash = hashToken(token)
  await withDatabase(
    addresses.databaseUrl,
    (sql) => sql`insert into sessions (session_token, person_id, expires, created_at)
      select ${hash}, id, now() + interval '10 years', now() from people where email = ${email}`,
  )
  await context.addCookies([{ name: 'authjs.session-token', value: token, url: addresses.web }])
}

/**
 * What a form would send, its action's marks included: on a page without a script, which takes the marks away.
 * @param button what its button says
 */
export async function fieldsOf(page: Page, button: string): Promise<Record<string, string>> {
  // Some stand in a part that is folded away.
  const form = page.locator('form', { has: page.getByRole('button', { name: button, includeHidden: true }) }).first()
  return form.evaluate((element) => {
    if (!(element instanceof HTMLFormElement)) return {}
    const entries = [...new FormData(element)].map(([name, value]) => [name, typeof value === 'string' ? value : ''])
    return Object.fromEntries(entries)
  })
}
