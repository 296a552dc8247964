import { z } from 'zod'
import type { Browser } from '../browser.ts'
import type { Kind } from '../meter.ts'
import { newBrowser, type Soaking } from '../soaking.ts'

const meSchema = z.object({ signedIn: z.boolean(), benefits: z.array(z.string()) })

/** By the link in the mail. @throws Error when that leads anywhere but to the account */
export async function signIn({ mailbox }: Soaking, browser: Browser, email: string): Promise<void> {
  const page = await browser.open('signing in', '/sign-in')
  const earlier = (await mailbox.mails(email)).filter(({ text }) => text.includes('/sign-in/confirm')).length
  const askedAt = performance.now()
  const sent = await browser.press('signing in', page, 'Send me a link', { email })
  if (sent.url.pathname !== '/sign-in/sent') throw new Error(`asking for a link led to ${sent.url.pathname}`)
  const link = new URL(await mailbox.signInLink(email, earlier, askedAt))
  const confirm = await browser.open('signing in', `${link.pathname}${link.search}`)
  const { url } = await browser.press('signing in', confirm, 'Sign in')
  if (url.pathname !== '/account') throw new Error(`the link led to ${url.pathname}${url.search}`)
}

export async function signOut(browser: Browser): Promise<void> {
  const { url } = await browser.press('signing in', await browser.open('signing in', '/account'), 'Sign out')
  if (url.pathname !== '/') throw new Error(`signing out led to ${url.pathname}`)
  if ((await whoIs(browser, 'signing in')).signedIn) throw new Error('whoever signed out was still signed in')
}

export async function whoIs(browser: Browser, kind: Kind): Promise<z.infer<typeof meSchema>> {
  return meSchema.parse(await browser.ask(kind, '/api/me'))
}

/** Somebody signs in and out again: people of the made-up magazine, and every second time somebody new. */
export async function comeAndGo(soaking: Soaking, number: number): Promise<void> {
  const browser = newBrowser(soaking)
  // Those who never gave.
  const email = number % 2 === 0 ? `newcomer${number}@example.org` : `person${16 + 10 * number}@example.org`
  await signIn(soaking, browser, email)
  if (!(await whoIs(browser, 'signing in')).signedIn) throw new Error(`${email} was not signed in`)
  await signOut(browser)
}
