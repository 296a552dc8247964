import type { Cookie, Page } from '@playwright/test'
import { editionOf, newAddress, pay, signIn, signInHere } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { linkIn, Mailbox } from './support/mailbox.ts'

// Time passes for everybody at once, and takes a second or so a day: these people live through the same weeks.
test.describe.configure({ mode: 'serial' })
const begun = new Date()
test.use({ mailbox: async ({ addresses }, lend) => lend(new Mailbox(addresses.mailbox, begun)) })

const renewing = newAddress('renewing')
const failing = newAddress('failing')
const confirming = newAddress('confirming')
const earning = newAddress('earning')
/** What the browser of `failing` keeps while the weeks pass. */
let kept: Cookie[] = []

async function give(page: Page, email: string, card?: string): Promise<void> {
  await page.goto('/donate?amount=5')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await pay(page, email, card)
}

const thanks = (page: Page) => page.getByRole('heading', { name: 'Thank you' })
const supporter = (page: Page) => page.getByRole('heading', { name: 'Supporter', exact: true })

test('three people begin a regular gift: a card that will pay, one that will not, and one whose bank wants to be asked', async ({
  page,
  context,
  mailbox,
}) => {
  await give(page, renewing)
  await expect(thanks(page)).toBeVisible()
  await give(page, confirming, '4000002760003184')
  await page.getByRole('button', { name: 'Complete authentication' }).click()
  await expect(thanks(page)).toBeVisible()
  await give(page, failing, '4000000000000341')
  await expect(thanks(page)).toBeVisible()
  await signIn(page, mailbox, failing)
  expect(await editionOf(context)).toBe('supporter')
  kept = await context.cookies()
})

test('a fourth gives what a signed book asks for: it is promised from the first payment', async ({ page }) => {
  await page.goto('/books/the-patience-of-mud')
  await page.getByRole('link', { name: 'Donate and get the book' }).click()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await pay(page, earning)
  await expect(page.getByText('1 of 3 payments made')).toBeVisible()
})

test('thirty-three days later a regular gift has renewed by itself', async ({ page, mailbox, advance }) => {
  test.setTimeout(600_000)
  await advance(33)
  await signIn(page, mailbox, renewing)
  await expect(supporter(page)).toBeVisible()
  // The first payment, and the one for the month that has begun meanwhile.
  await expect(page.getByRole('cell', { name: '£5', exact: true })).toHaveCount(2)
})

test('the book is nearer', async ({ page, mailbox }) => {
  await signIn(page, mailbox, earning, '/account/books')
  await expect(page.getByRole('region', { name: 'The Patience of Mud' })).toContainText('2 of 3 payments made')
})

test('a bank that wants to be asked at renewal: the mail leads there, and the thanks follow', async ({
  page,
  mailbox,
}) => {
  const asked = await mailbox.latest(confirming, 'Please confirm')
  await page.goto(linkIn(asked, '/i/'))
  await page.getByRole('button', { name: 'Complete authentication' }).click()
  await mailbox.latest(confirming, 'has arrived')
  await signIn(page, mailbox, confirming)
  await expect(supporter(page)).toBeVisible()
})

test('a card that fails at renewal: the mail leads, by way of signing in, to the remedy', async ({ page, mailbox }) => {
  const failed = await mailbox.latest(failing, 'did not go through')
  expect(failed.text).toContain('Your bank declined the payment')
  await page.goto(linkIn(failed, '/account/membership'))
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signInHere(page, mailbox, failing)
  await page.waitForURL((url) => url.pathname === '/account/membership')
  await expect(page.getByRole('heading', { name: 'Your membership' })).toBeVisible()
  await expect(page.getByText('Your bank declined the payment').first()).toBeVisible()
})

test('unheeded for sixteen days the membership ends, advertising is back, and a new gift begins it anew', async ({
  page,
  context,
  mailbox,
  advance,
}) => {
  test.setTimeout(180_000)
  await context.addCookies(kept)
  await page.goto('/')
  expect(await editionOf(context)).toBe('supporter')
  await advance(16)
  await mailbox.latest(failing, 'ends on')
  const lapsed = await mailbox.latest(failing, 'has ended')
  expect((await mailbox.all(failing)).filter(({ subject }) => subject.includes('did not go through'))).toHaveLength(1)
  // Where it leads depends on whether Stripe has given up by then; a new gift is open to both.
  expect(lapsed.text).toMatch(/\/donate|remedy=card/)

  await page.goto('/account')
  await expect(supporter(page)).toHaveCount(0)
  await page.goto('/')
  await expect.poll(() => editionOf(context)).not.toBe('supporter')
  await page.reload()
  await expect(page.getByRole('complementary', { name: 'Advertisement' }).first()).toBeVisible()

  await give(page, failing)
  await expect(page.getByText('You are a supporter now')).toBeVisible()
  await page.goto('/account')
  await expect(supporter(page)).toBeVisible()
})

test('with the third payment the book is earned', async ({ page, mailbox, advance }) => {
  test.setTimeout(120_000)
  await advance(13)
  await mailbox.latest(earning, 'Your signed copy of The Patience of Mud')
  await signIn(page, mailbox, earning, '/account/books')
  await expect(page.getByRole('region', { name: 'The Patience of Mud' })).toContainText('It is yours.')
})
