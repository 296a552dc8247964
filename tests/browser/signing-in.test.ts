import type { Page } from '@playwright/test'
import { newAddress, signIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { linkIn } from './support/mailbox.ts'

async function askForLink(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible()
}

test('the link’s page signs in by its button, once, and opening it before uses nothing up', async ({
  page,
  mailbox,
  request,
  tolerated,
}) => {
  const email = newAddress('reader')
  await askForLink(page, email)
  const mail = await mailbox.latest(email, 'Sign in')
  const link = linkIn(mail, '/sign-in/confirm')
  for (let opened = 0; opened < 3; opened += 1) expect((await request.get(link)).status()).toBe(200)
  await page.goto(link)
  await expect(page.getByText(email)).toBeVisible()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/account')
  await expect(page.getByText(email)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'You have a free account' })).toBeVisible()

  await page.context().clearCookies()
  tolerated.push('the server responded with a status of')
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('That link is used up or too old.')).toBeVisible()
})

test('the address that signs in leads nowhere else, whatever it is told', async ({
  page,
  mailbox,
  request,
  baseURL,
}) => {
  const email = newAddress('led-astray')
  const open = (token: string, callbackUrl: string, headers: Record<string, string> = {}) =>
    request.get(`/api/auth/callback/mail?${new URLSearchParams({ token, email, callbackUrl })}`, {
      headers,
      maxRedirects: 0,
    })
  for (const to of ['javascript:alert(1)', 'http://localhost:99999/', 'https://elsewhere.example/']) {
    const refused = await open('made-up', to)
    expect([to, refused.status(), refused.headers().location]).toEqual([
      to,
      302,
      `${baseURL}/sign-in?error=Verification`,
    ])
  }
  const foreign = await open('made-up', '/account', { 'sec-fetch-site': 'cross-site', host: 'elsewhere.example' })
  expect([foreign.status(), foreign.headers().location]).toEqual([303, `${baseURL}/sign-in`])
  await askForLink(page, email)
  const link = new URL(linkIn(await mailbox.latest(email, 'Sign in'), '/sign-in/confirm'))
  const entered = await open(link.searchParams.get('token') ?? '', 'https://elsewhere.example/')
  expect([entered.status(), entered.headers().location]).toEqual([302, `${baseURL}/account`])
})

test('the code in the mail signs in where it is typed; a wrong one says so and keeps what was typed', async ({
  page,
  mailbox,
}) => {
  const email = newAddress('coder')
  await askForLink(page, email)
  const mail = await mailbox.latest(email, 'Sign in')
  const code = /\b(\d{3}\s?\d{3})\b/.exec(mail.text)?.[1]?.replace(/\s/g, '') ?? ''
  const wrong = code === '111111' ? '222222' : '111111'
  await page.getByLabel('Six-figure code from the mail').fill(wrong)
  await page.getByRole('button', { name: 'Sign in with the code' }).click()
  await expect(page.getByText('That code is not right, or no longer valid.')).toBeVisible()
  await expect(page.getByLabel('Six-figure code from the mail')).toHaveValue(wrong)
  await page.getByLabel('Six-figure code from the mail').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await page.getByRole('button', { name: 'Sign in with the code' }).click()
  await page.waitForURL('**/account')
})

test('an address that is none is refused beside the field', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill('reader')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByText('Enter an e-mail address like name@example.org.')).toBeVisible()
  await expect(page.getByLabel('E-mail address')).toHaveValue('reader')
})

test('the answer is the same for an address that has an account and one that has none', async ({ page }) => {
  const seen: string[] = []
  for (const email of ['supporter@saltmarsh.example', newAddress('nobody')]) {
    await askForLink(page, email)
    seen.push((await page.getByRole('main').innerText()).replaceAll(email, '…'))
  }
  expect(seen[0]).toBe(seen[1])
})

test('signing out everywhere ends the session of another device', async ({ browser, page, mailbox, baseURL }) => {
  const email = newAddress('two-devices')
  const device = await browser.newContext({ baseURL })
  const other = await device.newPage()
  await signIn(other, mailbox, email)
  await signIn(page, mailbox, email)
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.waitForURL('**/sign-in')
  await other.goto('/account')
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await device.close()
})

test('signing in leads back inside the magazine, never elsewhere', async ({ page, mailbox }) => {
  const email = newAddress('phished')
  await page.goto('/sign-in?to=https://evil.example/')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.goto(linkIn(await mailbox.latest(email, 'Sign in'), '/sign-in/confirm'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/account')
})
