import { titleIn } from '../form.ts'
import { newBrowser, type Soaking } from '../soaking.ts'
import { signIn, signOut, whoIs } from './signing-in.ts'

const card = {
  number: '4242 4242 4242 4242',
  expiry: '12 / 34',
  cvc: '123',
  name: 'R Averill',
  country: 'GB',
  postal_code: 'EX1 1AA',
}

/** Somebody new gives, every third time once and else monthly; who gives monthly then looks at what that made them. */
export async function give(soaking: Soaking, number: number): Promise<void> {
  const browser = newBrowser(soaking)
  const email = `donor${number}@example.org`
  const frequency = number % 3 === 0 ? 'once' : 'month'
  const pounds = 5 + (number % 40)
  const asked = await browser.open('giving', `/donate?frequency=${frequency}&currency=GBP`)
  const amount = { suggested: 'other', typed: String(pounds) }
  const till = await browser.press('giving', asked, 'Continue to payment', amount)
  if (till.url.origin === new URL(soaking.url).origin) throw new Error(`giving led to ${titleIn(till.html)}`)
  const deed = frequency === 'once' ? 'Donate' : 'Subscribe'
  const thanks = await browser.press('giving', till, deed, { ...card, email })
  if (thanks.url.pathname !== '/donate/thanks' || !titleIn(thanks.html).startsWith('Thank you'))
    throw new Error(`paying led to ${thanks.url.pathname}: ${titleIn(thanks.html)}`)
  soaking.told.donations.push({ email, amount: pounds * 100 })
  if (frequency === 'once') return
  await signIn(soaking, browser, email)
  if (!(await whoIs(browser, 'giving')).benefits.includes('comment')) throw new Error(`${email} became no supporter`)
  await browser.open('giving', '/account/membership')
  await signOut(browser)
}
