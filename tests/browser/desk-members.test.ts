import { newAddress } from './support/acts.ts'
import { administrator, enter, failedEvent, give, keysAreOn, openMember } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

test.describe.configure({ timeout: 90_000 })

test('by keyboard an administrator finds a member and learns why they could not comment long ago', async ({
  page,
  addresses,
}) => {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk')
  await page.getByRole('link', { name: 'Members', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible()
  await keysAreOn(page)
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('sunniva')
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=sunniva/)
  await keysAreOn(page)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: 'Sunniva Okafor' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Sunniva Okafor' })).toBeVisible()
  const comment = page.locator('dl div', { has: page.getByText('Comment', { exact: true }) }).first()
  await expect(comment).toContainText('Yes.')

  await page.getByLabel('On which day').fill('2020-03-03')
  await page.getByRole('button', { name: 'Ask' }).click()
  await expect(page.getByRole('heading', { name: 'Why can or can’t they, 3 March 2020?' })).toBeVisible()
  await expect(comment).toContainText('No. The membership began later')
  await page.getByRole('main').getByRole('link', { name: 'Today', exact: true }).click()
  await expect(comment).toContainText('Yes.')
})

test('single keys can be turned off, and never get into what is typed', async ({ page, addresses }) => {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/members')
  await page.getByRole('searchbox').fill('')
  await page.getByRole('searchbox').pressSequentially('j/k?')
  await expect(page.getByRole('searchbox')).toHaveValue('j/k?')
  await page.getByRole('button', { name: 'Keyboard' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByLabel('Keys are on').uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).not.toBeFocused()
})

test('an administrator gives a membership and ends it; both are in the ledger and under their name', async ({
  page,
  addresses,
}) => {
  const email = newAddress('guest')
  await give(page, email)
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk')
  await openMember(page, email)
  await page.getByText('Give one').click()
  await page.getByRole('button', { name: 'Give this membership' }).click()
  await expect(page.getByText('Say why, in a few words.')).toBeVisible()
  await page.getByRole('radio', { name: 'patron' }).check()
  await page.getByLabel('Why; the person reads it').fill('For the long interview.')
  await page.getByRole('button', { name: 'Give this membership' }).click()
  await expect(page.getByText('The membership is given.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Patron', exact: true })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Membership ledger' })).toContainText('For the long interview.')

  await page.getByText('End it now').click()
  await page.getByLabel('Why it ends; the person reads it').fill('The interview fell through.')
  await page.getByRole('button', { name: 'End this membership' }).click()
  await expect(page.getByText('The complimentary membership has ended.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Supporter', exact: true })).toBeVisible()
  await expect(page.getByText(/Ada Kirkbride ended a complimentary membership/)).toBeVisible()
})

test('a refund says what follows before it is done, and then that is what follows', async ({
  page,
  mailbox,
  addresses,
}) => {
  const email = newAddress('regretful')
  await give(page, email)
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk')
  await openMember(page, email)
  await page.getByRole('link', { name: 'Refund £5' }).click()
  await page.getByLabel('Amount in GBP').fill('6')
  await page.getByRole('button', { name: 'See what follows' }).click()
  await expect(page.getByText('Enter an amount up to £5.')).toBeVisible()
  await page.getByLabel('Amount in GBP').fill('5')
  await page.getByLabel('Why').fill('Asked for it back.')
  await page.getByLabel('Cancel the regular donation as well').check()
  await page.getByRole('button', { name: 'See what follows' }).click()
  await expect(page.getByText('The membership ends at once (now: Supporter)')).toBeVisible()
  await expect(page.getByText('The regular donation is cancelled at once: nothing more is taken.')).toBeVisible()
  await page.getByRole('button', { name: 'Send £5 back' }).dblclick()
  await expect(page.getByText('The money is on its way back')).toBeVisible()
  await expect(page.getByRole('heading', { name: /^Lapsed/ })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Donations, the newest first', exact: true })).toContainText(
    'Sent back £5: Asked for it back.',
  )
  await expect(page.getByText(/Ada Kirkbride refunded a donation/)).toHaveCount(1)
  const mail = await mailbox.latest(email, 'on its way back')
  expect(mail.text).toContain('Your regular donation has ended')
})

test('an event that failed is shown with its reason, and replayed', async ({ page, addresses }) => {
  const id = await failedEvent(addresses.databaseUrl)
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk')
  await page.getByRole('link', { name: /events? of Stripe’s failed/ }).click()
  await expect(page.getByRole('table', { name: 'Events' })).toContainText('Stripe was away.')
  await page.goto(`/desk/inbox/${id}`)
  await expect(page.getByText('Why it failed')).toBeVisible()
  await expect(page.getByText('in_nobodys')).toBeHidden()
  await page.getByText('As Stripe sent it').click()
  await expect(page.getByText('in_nobodys')).toBeVisible()
  await page.getByRole('button', { name: 'Try it again' }).click()
  await expect(page.getByText('It will be tried again now.')).toBeVisible()
  await expect(async () => {
    await page.goto(`/desk/inbox/${id}`)
    await expect(page.getByText('Ignored')).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(page.getByText(/Ada Kirkbride replayed an event/)).toBeVisible()
})

test('a comparison with Stripe is asked for, and its report appears', async ({ page, addresses }) => {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/drift')
  await page.getByRole('button', { name: 'Compare now' }).click()
  await expect(page.getByText(/A comparison (has begun|is under way)/)).toBeVisible()
  await expect(async () => {
    await page.goto('/desk/drift')
    await expect(page.getByRole('heading', { name: /The latest comparison/ })).toBeVisible({ timeout: 500 })
  }).toPass()
})

test('the desk’s pages have no fault that axe can find, and nothing wider than the screen', async ({
  page,
  addresses,
}) => {
  test.setTimeout(240_000)
  const email = newAddress('axed')
  await give(page, email)
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk')
  await openMember(page, email)
  const member = new URL(page.url()).pathname
  const refund = await page.getByRole('link', { name: 'Refund £5' }).getAttribute('href')
  const question = `${refund}?amount=5&reason=For%20a%20test`
  for (const path of ['/desk', '/desk/members', member, `${refund}`, question, '/desk/inbox', '/desk/drift']) {
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto(path)
      expect([path, width, await faultsOf(page)]).toEqual([path, width, []])
    }
  }
})

test('without JavaScript an administrator searches, gives and refunds', async ({
  browser,
  page,
  addresses,
  baseURL,
}) => {
  const email = newAddress('plain')
  await give(page, email)
  const plain = await browser.newContext({ baseURL, javaScriptEnabled: false })
  await enter(plain, addresses, administrator)
  const desk = await plain.newPage()
  await openMember(desk, email)
  await desk.getByText('Give one').click()
  await desk.getByRole('button', { name: 'Give this membership' }).click()
  await expect(desk.getByText('Say why, in a few words.')).toBeVisible()
  await desk.getByRole('link', { name: 'Refund £5' }).click()
  await desk.getByLabel('Amount in GBP').fill('2')
  await desk.getByLabel('Why').fill('Paid too much.')
  await desk.getByRole('button', { name: 'See what follows' }).click()
  await expect(desk.getByText('The membership stays as it is: Supporter.')).toBeVisible()
  await desk.getByRole('button', { name: 'Send £2 back' }).click()
  await expect(desk.getByText('The money is on its way back')).toBeVisible()
  await plain.close()
})
