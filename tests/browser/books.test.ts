import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { newAddress, pay, signIn } from './support/acts.ts'
import { administrator, enter, give, openMember, withDatabase } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

const editor = 'editor@saltmarsh.example'

/** Fills in where Stripe's page asks for it. */
async function payWithAddress(page: Page, email: string): Promise<void> {
  await page.waitForURL(/\/c\/pay\//)
  await page.getByLabel("Recipient's name").fill('Robin Averill')
  await page.getByLabel('Delivery address', { exact: true }).fill('4 Cattle Wharf')
  await page.getByLabel('Delivery town or city').fill('Invermorrow')
  await page.getByLabel('Delivery postcode').fill('EX1 1AA')
  await pay(page, email)
}

/** One copy, for £30 once: as the desk makes it. @returns its title and address */
async function makeCampaign(page: Page): Promise<{ title: string; slug: string }> {
  const title = `Knots ${crypto.randomUUID().slice(0, 8)}`
  const slug = title.toLowerCase().replace(' ', '-')
  await page.goto('/desk/books/campaigns/new')
  await page.getByLabel('Title', { exact: true }).fill(title)
  await page.getByLabel('Author', { exact: true }).fill('Hal Brine')
  await page.getByLabel('Description', { exact: true }).fill('Of rope, and of letting go.')
  const cover = await sharp({ create: { width: 200, height: 300, channels: 3, background: '#264' } })
    .png()
    .toBuffer()
  await page
    .getByLabel('Cover', { exact: true })
    .setInputFiles({ name: 'knots.png', mimeType: 'image/png', buffer: cover })
  await page.getByLabel('with a dedication the donor chooses').check()
  await page.getByLabel('Copies', { exact: true }).fill('one')
  await page.getByLabel('Last day', { exact: true }).fill('2099-12-31')
  await page.getByLabel('Once, from, GBP', { exact: true }).fill('30')
  await page.getByLabel('Value of the book, GBP', { exact: true }).fill('18')
  await page.getByRole('group', { name: 'Zone 1' }).getByLabel('Name', { exact: true }).fill('Britain')
  await page.getByRole('group', { name: 'Zone 1' }).getByLabel('Countries').fill('GB IE')
  await page.getByRole('group', { name: 'Zone 1' }).getByLabel('Postage, GBP').fill('4.50')
  await page.getByLabel('Address', { exact: true }).fill(slug)
  await page.getByLabel('The banner’s sentence', { exact: true }).fill('Give £30 and have a book about knots.')
  await page.getByRole('button', { name: 'Save' }).click()
  // Nothing that was typed is lost when one thing is refused.
  await expect(page.getByText('Enter a whole number.')).toBeVisible()
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue(title)
  await page.getByLabel('Copies', { exact: true }).fill('1')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The campaign is saved.')).toBeVisible()
  await page.getByRole('link', { name: 'Preview' }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('It is published.')).toBeVisible()
  return { title, slug }
}

test('an editor makes a campaign; a donor takes the only copy with a dedication; the next is told while paying, gives and waits, and has it when the first is refunded', async ({
  page,
  browser,
  mailbox,
  addresses,
  baseURL,
  contextOptions,
}) => {
  test.setTimeout(120_000)
  const desk = await browser.newContext({ ...contextOptions, baseURL })
  await enter(desk, addresses, editor)
  const deskPage = await desk.newPage()
  const { title, slug } = await makeCampaign(deskPage)

  // Two choose at once, without JavaScript and with it: there is one copy.
  const plain = await browser.newContext({ ...contextOptions, baseURL, javaScriptEnabled: false })
  const second = await plain.newPage()
  await second.goto(`/books/${slug}`)
  await second.getByRole('link', { name: 'Donate and get the book' }).click()
  await page.goto(`/books/${slug}`)
  await expect(page.getByText('Sent to')).toBeVisible()
  await page.getByRole('link', { name: 'Donate and get the book' }).click()
  const offer = page.getByRole('region', { name: `Signed book: ${title}` })
  await expect(offer.getByText('The book is worth £18.')).toBeVisible()
  await expect(offer.getByLabel('Send me the book')).toBeChecked()
  await offer.getByLabel('What shall the author write?').fill('For <b>Robin</b>')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await expect(offer.getByText('Use letters, figures and plain punctuation')).toBeVisible()
  await offer.getByLabel('What shall the author write?').fill('For Robin, at slack water')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  const first = newAddress('knots')
  await expect(page.getByText('£34.50').first()).toBeVisible()
  await payWithAddress(page, first)
  await expect(page.getByText(`A signed copy of ${title} is yours.`)).toBeVisible()

  // Sold out while they chose: told so, with what was chosen kept, and without having been charged.
  const secondOffer = second.getByRole('region', { name: `Signed book: ${title}` })
  await secondOffer.getByLabel('Send me the book').check()
  await second.getByRole('button', { name: 'Continue to payment' }).click()
  await expect(second.getByText('The last copy has just been taken.').first()).toBeVisible()
  await secondOffer.getByLabel('Give, and wait for a copy that comes back').check()
  await second.getByRole('button', { name: 'Continue to payment' }).click()
  const waits = newAddress('waits')
  await pay(second, waits)
  await expect(second.getByText(`You are on the waiting list for ${title}`)).toBeVisible()

  await signIn(page, mailbox, first, '/account/books')
  const book = page.getByRole('region', { name: title })
  await expect(book).toContainText('It is yours')
  await expect(book).toContainText('“For Robin, at slack water” We read it before the author writes it.')

  await deskPage.reload()
  await deskPage.getByRole('button', { name: 'Accept' }).click()
  await expect(deskPage.getByText('Noted.')).toBeVisible()
  await expect(deskPage.getByText('£60 by 2 gifts')).toBeVisible()

  // Refunded before it has left: the copy is held for whoever waited, who takes it without paying again.
  const admin = await browser.newContext({ ...contextOptions, baseURL })
  await enter(admin, addresses, administrator)
  const adminPage = await admin.newPage()
  await openMember(adminPage, first)
  await adminPage.getByRole('link', { name: 'Refund £34.50' }).click()
  await adminPage.getByLabel('Amount in GBP').fill('34.50')
  await adminPage.getByLabel('Why').fill('Asked for it back.')
  await adminPage.getByRole('button', { name: 'See what follows' }).click()
  await expect(adminPage.getByText(`claim to the book “${title}” ends: its copy goes to whoever`)).toBeVisible()
  await adminPage.getByRole('button', { name: 'Send £34.50 back' }).click()
  await expect(adminPage.getByText('The money is on its way back')).toBeVisible()
  await page.goto('/account/books')
  await expect(book).toContainText('It ended because the money went back to you.')

  await mailbox.latest(waits, `A copy of ${title} is held for you`)
  const waiter = await browser.newContext({ ...contextOptions, baseURL })
  const waiterPage = await waiter.newPage()
  await signIn(waiterPage, mailbox, waits, '/account/books')
  await waiterPage.getByLabel('Send it to').selectOption('IE')
  await waiterPage.getByRole('button', { name: 'Take the book' }).click()
  await expect(waiterPage.getByText('The copy is yours.')).toBeVisible()
  await withDatabase(addresses.databaseUrl, async (sql) => {
    const [row] = await sql`select stock, remaining, (select count(*)::int from claims where campaign_id = campaigns.id
      and holds_copy) as claimed from campaigns where slug = ${slug}`
    expect(row).toEqual({ stock: 1, remaining: 0, claimed: 1 })
  })
  for (const context of [desk, plain, admin, waiter]) await context.close()
})

test('the campaigns at the desk have no fault that axe can find, and nothing wider than the screen', async ({
  page,
  addresses,
}) => {
  test.setTimeout(90_000)
  await enter(page.context(), addresses, editor)
  await page.goto('/desk/books/campaigns')
  const one = (await page.getByRole('link', { name: 'The Patience of Mud' }).getAttribute('href')) ?? ''
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    for (const path of ['/desk/books/campaigns', one, `${one}/preview`]) {
      await page.goto(path)
      expect(await faultsOf(page), `${path} at ${width}`).toEqual([])
    }
    await page.goto('/desk/books/campaigns/new')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.locator('.field-error').first()).toBeVisible()
    expect(await faultsOf(page), `refused at ${width}`).toEqual([])
  }
})

test('whoever gives each month already takes the book with that gift, without a script too, and is told what counts', async ({
  page,
  browser,
  mailbox,
  addresses,
  baseURL,
  contextOptions,
}) => {
  test.setTimeout(90_000)
  const title = `Moorings ${crypto.randomUUID().slice(0, 8)}`
  const slug = title.toLowerCase().replace(' ', '-')
  await withDatabase(addresses.databaseUrl, async (sql) => {
    const [campaign] =
      await sql`insert into campaigns (id, slug, published_at, book_title, book_author, book_description,
        signing, offer, month_from, month_payments, book_value, stock, remaining, starts_at, ends_at)
      values (${crypto.randomUUID()}, ${slug}, now(), ${title}, 'Hal Brine', 'Of rope.', 'dedicated', 'Give £5 a month.',
        '{"GBP": 500}', 3, '{"GBP": 1800}', 2, 2, now() - interval '1 day', now() + interval '100 years') returning id`
    const zone = (name: string, countries: string, postage: string | null) =>
      sql`insert into campaign_zones (id, campaign_id, name, countries, postage)
        values (${crypto.randomUUID()}, ${campaign?.id}, ${name}, ${countries}, ${postage}::jsonb)`
    await zone('Britain', '{GB}', null)
    await zone('Ireland', '{IE}', '{"GBP": 450}')
  })
  const email = newAddress('moorings')
  await give(page, email)
  await signIn(page, mailbox, email, '/account')

  await page.goto(`/books/${slug}`)
  await page.getByRole('link', { name: 'See whether your gift brings it.' }).click()
  const book = page.getByRole('region', { name: `Signed book: ${title}` })
  await expect(book).toContainText('Your next 3 payments bring it. Those you have made before do not count.')
  await expect(book.getByRole('option', { name: 'Ireland (postage £4.50: give once)' })).toBeDisabled()
  await book.getByLabel('What shall the author write?').fill('For <b>Robin</b>')
  await book.getByRole('button', { name: 'Take the book with this gift' }).click()
  await expect(book.getByText('Use letters, figures and plain punctuation')).toBeVisible()
  expect(await faultsOf(page)).toEqual([])

  // Another window, without a script, is quicker.
  const plain = await browser.newContext({
    ...contextOptions,
    baseURL,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  })
  const second = await plain.newPage()
  await second.goto(`/donate?from=/books/${slug}`)
  const offer = second.getByRole('region', { name: `Signed book: ${title}` })
  await offer.getByLabel('What shall the author write?').fill('For Robin, at slack water')
  await offer.getByRole('button', { name: 'Take the book with this gift' }).click()
  await expect(second.getByText('A copy is kept for you.')).toBeVisible()
  await book.getByLabel('What shall the author write?').fill('For Robin')
  await book.getByRole('button', { name: 'Take the book with this gift' }).click()
  await page.waitForURL(/\/account\/books/)
  const mine = page.getByRole('region', { name: title })
  await expect(mine).toHaveCount(1)
  await expect(mine).toContainText('0 of 3 payments made')
  await expect(mine).toContainText('“For Robin, at slack water”')
  const told = await mailbox.latest(email, `A signed copy of ${title} is kept for you`)
  expect(JSON.stringify(told)).toContain('the next 3 payments')
  await page.goto(`/donate?from=/books/${slug}`)
  await expect(book.getByRole('link', { name: 'See how far it is' })).toBeVisible()
  await withDatabase(addresses.databaseUrl, (sql) => sql`update campaigns set ended_at = now() where slug = ${slug}`)
  await plain.close()
})
