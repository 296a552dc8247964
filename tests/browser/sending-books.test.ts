import { parse } from 'csv-parse/sync'
import { extractText, getDocumentProxy } from 'unpdf'
import { newAddress, pay, signIn } from './support/acts.ts'
import { administrator, enter, withDatabase } from './support/desk.ts'
import { expect, test } from './support/journey.ts'

const plainly: Record<string, string> = {}
const asRsc: Record<string, string> = { rsc: '1' }
const fulfilment = 'fulfilment@saltmarsh.example'

test('a one-off donor’s book goes from the payment to the doorstep, through the carrier’s file and back, and nobody else sees where to', async ({
  page,
  browser,
  mailbox,
  addresses,
  baseURL,
  contextOptions,
}) => {
  test.setTimeout(150_000)
  const place = `${crypto.randomUUID().slice(0, 8)} Planted Wharf`
  const slug = `ropes-${crypto.randomUUID().slice(0, 8)}`
  await withDatabase(addresses.databaseUrl, async (sql) => {
    const [campaign] =
      await sql`insert into campaigns (id, slug, published_at, book_title, book_author, book_description,
        signing, offer, once_from, book_value, stock, remaining, starts_at, ends_at)
      values (${crypto.randomUUID()}, ${slug}, now(), ${slug}, 'Hal Brine', 'Of rope.', 'numbered', 'Give £30.',
        '{"GBP": 3000}', '{"GBP": 1800}', 3, 3, now() - interval '1 day', now() + interval '100 years') returning id`
    await sql`insert into campaign_zones (id, campaign_id, name, countries) values (${crypto.randomUUID()}, ${campaign?.id}, 'Britain', '{GB}')`
  })
  await page.goto(`/donate?book=${slug}&frequency=once&amount=30`)
  const offer = page.getByRole('region', { name: `Signed book: ${slug}` })
  await offer.getByLabel('Send me the book').check()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(/\/c\/pay\//)
  await page.getByLabel("Recipient's name").fill('Robin Averill')
  await page.getByLabel('Delivery address', { exact: true }).fill(place)
  await page.getByLabel('Delivery town or city').fill('Invermorrow')
  await page.getByLabel('Delivery postcode').fill('EX1 1AA')
  const donor = newAddress('ropes')
  await pay(page, donor)
  await expect(page.getByText(`A signed copy of ${slug} is yours.`)).toBeVisible()
  await signIn(page, mailbox, donor, '/account/books')
  const book = page.getByRole('region', { name: slug })
  await expect(book.getByText(place)).toBeVisible()
  await book.getByText('Change the address').click()
  await book.getByLabel('Postcode').fill('75001')
  await book.getByRole('button', { name: 'Keep the address' }).click()
  await expect(book.getByText('This is no postcode of that country.')).toBeVisible()
  await book.getByLabel('Postcode').fill('EX1 1AB')
  await book.getByRole('button', { name: 'Keep the address' }).click()
  await expect(page.getByText('We know where to send it.')).toBeVisible()

  // Two days pass since the notice; that they must is proved without a browser.
  const claim = await withDatabase(addresses.databaseUrl, async (sql) => {
    const [row] =
      await sql`update claim_addresses set notice_at = now(), locked_at = '2020-01-01' from claims, campaigns
      where claims.id = claim_id and campaigns.id = campaign_id and slug = ${slug} returning claims.id, number, campaign_id`
    return { id: String(row?.id), number: String(row?.number), campaign: String(row?.campaign_id) }
  })
  const packing = await browser.newContext({ ...contextOptions, baseURL })
  await enter(packing, addresses, fulfilment)
  const desk = await packing.newPage()
  await desk.goto(`/desk/books?campaign=${claim.campaign}`)
  await expect(desk.getByRole('link', { name: 'Ready 1' })).toBeVisible()
  await desk.locator('form', { hasText: slug }).getByRole('button', { name: 'Make a batch' }).click()
  await desk.waitForURL(/\/desk\/books\/batches\//)
  const batch = new URL(desk.url()).pathname
  const textOf = async (name: string) => {
    const answer = await packing.request.get(`${batch}/${name}`)
    expect(answer.headers()['content-type']).toBe('application/pdf')
    return (await extractText(await getDocumentProxy(new Uint8Array(await answer.body())), { mergePages: true })).text
  }
  expect(await textOf('labels.pdf')).toContain(place)
  const picked = await textOf('pick-list.pdf')
  expect(picked).toContain(claim.number)
  expect(picked).toContain('copy 1')
  expect(picked).not.toContain('Planted')
  const out: Record<string, string>[] = parse(await (await packing.request.get(`${batch}/carrier.csv`)).text(), {
    columns: true,
    bom: true,
  })
  expect(out).toMatchObject([{ 'Order reference': claim.number, 'Address line 1': place, Postcode: 'EX1 1AB' }])

  // By keyboard alone: a number and Enter.
  await desk.getByRole('link', { name: 'Pack this batch' }).click()
  await expect(desk.getByLabel('Claim', { exact: true })).toBeFocused()
  await expect(desk.getByText(place)).toBeVisible()
  await desk.keyboard.type('999999999')
  await desk.keyboard.press('Enter')
  await expect(desk.getByText('There is no claim 999999999.')).toBeVisible()
  await desk.getByLabel('Claim', { exact: true }).fill(claim.number)
  await desk.keyboard.press('Enter')
  await expect(desk.getByText(`Claim ${claim.number} is packed.`)).toBeVisible()

  await desk.goto('/desk/books/tracking')
  const give = async (rows: string) => {
    await desk.getByLabel('File').setInputFiles({ name: 'back.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
    await desk.getByRole('button', { name: 'Take the numbers' }).click()
  }
  const good = `Order reference,Tracking number\n${claim.number},AB123456789GB\n`
  await give(`${good}999999999,AB987654321GB\n`)
  await expect(desk.getByText('Line 3: There is no claim 999999999.')).toBeVisible()
  await give(good)
  await expect(desk.getByText('1 book is dispatched.')).toBeVisible()
  await give(good)
  await expect(desk.getByText('0 books are dispatched. 1 had been before.')).toBeVisible()
  const sent = await mailbox.latest(donor, `Your copy of ${slug} is on its way`)
  expect(JSON.stringify(sent)).toContain('AB123456789GB')
  expect(JSON.stringify(await mailbox.all(donor))).not.toContain('Planted')

  // Everybody else, at every place that could show it.
  const paths = [
    `/desk/books`,
    `/desk/books/${claim.id}?address=show`,
    batch,
    `${batch}/labels.pdf`,
    `${batch}/pick-list.pdf`,
    `${batch}/carrier.csv`,
    '/desk/books/pack',
    '/desk/books/tracking',
    '/desk/books/dedications',
  ]
  for (const person of ['editor', 'managing-editor', 'moderator', 'reader', 'supporter']) {
    const context = await browser.newContext({ baseURL })
    await enter(context, addresses, `${person}@saltmarsh.example`)
    for (const path of paths)
      for (const headers of [plainly, asRsc]) {
        const answer = await context.request.get(path, { headers })
        expect([person, path, answer.status()]).toEqual([person, path, 404])
        expect(await answer.text()).not.toContain('Planted')
      }
    for (const path of [`/desk/books/campaigns/${claim.campaign}`, '/desk', '/account/books'])
      expect(await (await context.request.get(path)).text()).not.toContain('Planted')
    await context.close()
  }
  const admin = await browser.newContext({ baseURL })
  await enter(admin, addresses, administrator)
  expect(await (await admin.request.get(`/desk/books/${claim.id}?address=show`)).text()).toContain(place)

  await page.goto('/account/books')
  await page.getByRole('button', { name: 'It arrived', exact: true }).click()
  await expect(page.getByText('We are glad that it came.')).toBeVisible()
  await desk.goto(`/desk/books/${claim.id}`)
  await expect(desk.getByText('Delivered').first()).toBeVisible()
  await expect(desk.getByText('Fern Balogun, in a file for the carrier')).toBeVisible()
  await expect(desk.getByText('Ada Kirkbride, on a page')).toBeVisible()
  await withDatabase(addresses.databaseUrl, async (sql) => {
    const noted = await sql`select * from audit_log where details::text like '%Planted%'`
    expect([...noted]).toEqual([])
    await sql`update campaigns set ended_at = now() where slug = ${slug}`
  })
  await packing.close()
  await admin.close()
})
