import type postgres from 'postgres'
import { administrator, enter, fieldsOf, withDatabase } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

const fulfilment = 'fulfilment@saltmarsh.example'

/** Books of the demonstration that have come so far, and a batch with the packed one in it. */
async function parcels(databaseUrl: string) {
  return withDatabase(databaseUrl, async (sql) => {
    const [ready] = await sql`select claims.id from claims join claim_addresses on claim_id = claims.id
      where state = 'earned' and dedication_state <> 'pending' and locked_at < now() and removed_at is null limit 1`
    const [damaged] = await sql`select id from claims where trouble = 'damaged' limit 1`
    const [packed] =
      await sql`select id, number, campaign_id, zone_id, batch_id from claims where state = 'packed' limit 1`
    const batch = packed?.batch_id ?? crypto.randomUUID()
    if (packed && packed.batch_id === null) {
      await sql`insert into book_batches (id, campaign_id, zone_id, name, created_at)
        values (${batch}, ${packed.campaign_id}, ${packed.zone_id}, 'Britain', now())`
      await sql`update claims set batch_id = ${batch} where id = ${packed.id}`
    }
    return {
      ready: `/desk/books/${ready?.id}`,
      damaged: `/desk/books/${damaged?.id}`,
      packed: `/desk/books/${packed?.id}`,
      batch: `/desk/books/batches/${batch}`,
      packedNumber: String(packed?.number),
    }
  })
}

test('who packs books sees on the first page what waits, and each number opens what it counts', async ({
  page,
  addresses,
}) => {
  await enter(page.context(), addresses, fulfilment)
  await page.goto('/desk')
  const links = page.getByRole('region', { name: 'Books' }).getByRole('link')
  const lines = await Promise.all(
    (await links.all()).map(async (link) => ({
      href: `${await link.getAttribute('href')}`,
      count: Number(await link.locator('strong').textContent()),
    })),
  )
  expect(lines.map(({ href }) => href)).toEqual(
    expect.arrayContaining(['/desk/books?trouble=damaged', '/desk/books?state=ready', '/desk/books?state=packed']),
  )
  for (const { href, count } of lines.filter((line) => line.href.includes('?'))) {
    await page.goto(href)
    await expect(page.getByRole('table').locator('[data-desk-row]'), href).toHaveCount(count)
  }
  // An editor is shown what an editor can do.
  await page.context().clearCookies()
  await enter(page.context(), addresses, 'editor@saltmarsh.example')
  await page.goto('/desk')
  await expect(page.locator('a[href^="/desk/books?"]')).toHaveCount(0)
})

for (const [width, colorScheme] of [
  [1440, 'light'],
  [390, 'dark'],
] as const)
  test(`the pages of books to send have no fault that axe can find, ${colorScheme} and ${width} wide`, async ({
    page,
    addresses,
  }) => {
    test.setTimeout(240_000)
    const { ready, damaged, packed, batch } = await parcels(addresses.databaseUrl)
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await enter(page.context(), addresses, fulfilment)
    for (const path of [
      '/desk',
      '/desk/books',
      '/desk/books?trouble=any',
      '/desk/books?state=replaced',
      '/desk/books/pack',
      '/desk/books/pack?batch=00000000-0000-4000-8000-000000000000',
      batch,
      damaged,
      packed,
      `${ready}?address=show`,
      '/desk/books/dedications',
    ]) {
      await page.goto(path)
      // What is folded away is read, too.
      await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
      expect(await faultsOf(page), path).toEqual([])
    }
    await page.goto('/desk/books/tracking')
    await page.getByLabel('File').setInputFiles({
      name: 'a.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Order reference,Tracking number\nx,y\n'),
    })
    await page.getByRole('button', { name: 'Take the numbers' }).click()
    await expect(page.getByText('Line 2:')).toBeVisible()
    expect(await faultsOf(page), 'tracking, refused').toEqual([])
    await page.context().clearCookies()
    await enter(page.context(), addresses, administrator)
    await page.goto('/desk/settings/books')
    await page.getByLabel('Days an address is kept').fill('0')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Enter a whole number from 1 to 365.')).toBeVisible()
    expect(await faultsOf(page), 'settings, refused').toEqual([])
  })

test('a tracking file of more than a megabyte is refused beside its field, and without a script in words', async ({
  page,
  browser,
  addresses,
  baseURL,
}) => {
  await enter(page.context(), addresses, fulfilment)
  const large = { name: 'back.csv', mimeType: 'text/csv', buffer: Buffer.alloc(1_100_000, 'x') }
  await page.goto('/desk/books/tracking')
  await page.getByLabel('File').setInputFiles(large)
  await page.getByRole('button', { name: 'Take the numbers' }).click()
  await expect(page.getByLabel('File')).toHaveAccessibleDescription(/larger than 1 MB/)
  await page.getByLabel('File').setInputFiles({ ...large, buffer: Buffer.from('a,b\n') })
  await page.getByRole('button', { name: 'Take the numbers' }).click()
  await expect(page.getByText('The first line must name the columns')).toBeVisible()

  const plain = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  })
  const second = await plain.newPage()
  await second.goto('/desk/books/tracking')
  await second.getByLabel('File').setInputFiles(large)
  const answer = second.waitForResponse((response) => response.request().method() === 'POST')
  await second.getByRole('button', { name: 'Take the numbers' }).click()
  expect((await answer).status()).toBe(413)
  await expect(second.getByRole('heading', { name: 'That was too large to send' })).toBeVisible()
  await plain.close()
})

test('an administrator says how long addresses are kept, and it is on record', async ({ page, addresses }) => {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/settings')
  await page.getByRole('link', { name: 'Books', exact: true }).click()
  const field = page.getByLabel('Days an address is kept')
  await expect(field).toHaveValue('60')
  for (const days of ['90', '60']) {
    await field.fill(days)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(/done=saved/)
    await page.goto('/desk/settings/books')
    await expect(field).toHaveValue(days)
  }
  await expect(page.getByText('addressDays: 90 to 60')).toBeVisible()
})

test('nobody but fulfilment and administrators moves a book, by whatever form and at whatever page', async ({
  page,
  browser,
  addresses,
  baseURL,
}) => {
  test.setTimeout(180_000)
  const { ready, packed, batch, packedNumber } = await parcels(addresses.databaseUrl)
  const staff = await browser.newContext({ baseURL, javaScriptEnabled: false })
  await enter(staff, addresses, fulfilment)
  const desk = await staff.newPage()
  const forms: Record<string, string>[] = []
  const take = async (path: string, button: string, typed: Record<string, string> = {}) => {
    await desk.goto(path)
    const fields = { ...(await fieldsOf(desk, button)), ...typed }
    expect([button, Object.keys(fields).some((name) => name.startsWith('$ACTION'))]).toEqual([button, true])
    forms.push(fields)
  }
  await take('/desk/books', 'Make a batch')
  await take('/desk/books/pack', 'Pack')
  await take(ready, 'Pack it')
  await take(ready, 'End the claim', { why: 'For me.' })
  await take(ready, 'Keep the note', { why: 'By the wrong hand.' })
  await take(`${ready}?address=show`, 'Keep the address', { name: 'Somebody Else' })
  await take(packed, 'It is sent')
  await take(packed, 'Unpack it')
  await take(batch, 'All that is packed has left')
  await take('/desk/books/tracking', 'Take the numbers', { carrier: 'Mine' })
  const rows = `Order reference,Tracking number\n${packedNumber},AB123456789GB\n`
  const file = { name: 'back.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) }
  await take('/desk/books/dedications', 'Accept', { verdict: 'accepted' })
  const reading = forms.at(-1)
  await enter(page.context(), addresses, administrator)
  const admin = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  })
  const setting = await admin.newPage()
  await setting.goto('/desk/settings/books')
  const days = { ...(await fieldsOf(setting, 'Save')), addressDays: '1' }

  const before = await withDatabase(addresses.databaseUrl, everything)
  await withDatabase(addresses.databaseUrl, async (sql) => {
    await sql`insert into people (id, email, email_verified, created_at) values (${crypto.randomUUID()}, 'author@saltmarsh.example', now(), now()) on conflict do nothing`
    await sql`insert into person_roles (person_id, role) select id, 'author' from people where email = 'author@saltmarsh.example' on conflict do nothing`
  })
  const send = (context: typeof staff, path: string, form: Record<string, string>) =>
    context.request.post(path, {
      multipart: { ...form, ...(form.carrier === 'Mine' ? { file } : {}) },
      maxRedirects: 0,
      headers: { origin: `${baseURL}` },
    })
  for (const name of ['reader', 'editor', 'managing-editor', 'moderator', 'author', 'supporter']) {
    const context = await browser.newContext({ baseURL })
    await enter(context, addresses, `${name}@saltmarsh.example`)
    // Editors read dedications, too, and do it at the campaign.
    const theirs = name.endsWith('editor') ? forms.filter((form) => form !== reading) : forms
    for (const form of [...theirs, days])
      for (const path of ['/desk/books', '/desk', '/account']) await send(context, path, form)
    await context.close()
  }
  await send(staff, '/desk/books', days)
  expect(await withDatabase(addresses.databaseUrl, everything)).toEqual(before)

  // The same form by the right hand does what it says.
  const note = forms.find(({ deed }) => deed === 'noted') ?? {}
  await send(staff, ready, { ...note, why: 'By the right hand.' })
  await desk.goto(ready)
  await expect(desk.getByText('By the right hand.')).toBeVisible()
  for (const context of [staff, admin]) await context.close()
})

/** All that the forms could change. */
async function everything(sql: postgres.Sql) {
  const [all] = await sql`select
    (select md5(string_agg(claims::text, '|' order by id)) from claims where state <> 'reserved') as claims,
    (select count(*)::integer from claim_history where fact <> 'lock_announced') as history,
    (select md5(string_agg(ciphertext, '|' order by claim_id)) from claim_addresses) as addresses,
    (select count(*)::integer from book_batches) as batches,
    (select md5(string_agg(value::text, '|' order by key)) from settings) as settings`
  return all
}
