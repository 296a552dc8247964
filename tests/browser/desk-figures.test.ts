import { parse } from 'csv-parse/sync'
import postgres from 'postgres'
import { newAddress, pay } from './support/acts.ts'
import { administrator, enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'

/** Counts by another way than the page does: the latest row of each source, of the ledger itself. */
async function countedApart(databaseUrl: string) {
  const client = postgres(databaseUrl, { max: 1 })
  try {
    const held = await client<{ patron: boolean; count: number }[]>`
      with latest as (
        select distinct on (person_id, source, source_ref) * from membership_ledger where valid_from <= now()
        order by person_id, source, source_ref, sequence desc
      ), held as (
        select person_id, bool_or(tier = 'patron') as patron from latest
        where state <> 'lapsed' and (valid_until is null or valid_until > now()) group by person_id
      )
      select patron, count(*)::integer as count from held group by patron`
    const given = await client<{ count: number; amount: number }[]>`
      select count(*)::integer as count, coalesce(sum(amount), 0)::float as amount from donations where paid_at < '2100-01-01'`
    return {
      supporters: held.find(({ patron }) => !patron)?.count ?? 0,
      patrons: held.find(({ patron }) => patron)?.count ?? 0,
      donations: given[0]?.count,
      amount: given[0]?.amount,
    }
  } finally {
    await client.end()
  }
}

test('an administrator sees how many members there are, follows a number to whom it counts, and takes the donations along', async ({
  page,
  addresses,
}) => {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/figures')
  const numberOf = (name: string) => page.locator('dl div', { has: page.getByText(name, { exact: true }) }).first()
  // Other journeys join meanwhile.
  await expect(async () => {
    await page.reload()
    const { supporters, patrons } = await countedApart(addresses.databaseUrl)
    expect(supporters).toBeGreaterThan(0)
    await expect(numberOf('Supporters').getByRole('link')).toHaveText(String(supporters), { timeout: 500 })
    await expect(numberOf('Patrons').getByRole('link')).toHaveText(String(patrons), { timeout: 500 })
  }).toPass()

  await page.getByText('The numbers of this chart').first().click()
  await expect(page.getByRole('table', { name: 'Members at the end of each month, by tier' })).toBeVisible()
  await expect(
    page.getByRole('img', { name: 'Members at the end of each of 12 months, by tier' }).first(),
  ).toBeVisible()
  await page.getByRole('link', { name: '3 months' }).click()
  await expect(page.getByRole('img', { name: 'Members at the end of each of 3 months, by tier' }).first()).toBeVisible()

  await expect(async () => {
    const answer = await page.request.get('/desk/figures/donations.csv?from=2000-01-01&to=2099-12-31')
    expect(answer.headers()['content-disposition']).toContain('donations-2000-01-01-to-2099-12-31.csv')
    const lines: Record<string, string>[] = parse(await answer.text(), { bom: true, columns: true })
    const { donations, amount } = await countedApart(addresses.databaseUrl)
    expect(lines).toHaveLength(donations ?? 0)
    expect(Math.round(lines.reduce((sum, line) => sum + Number(line.Amount) * 100, 0))).toBe(amount)
  }).toPass()
  expect((await page.request.get('/desk/figures/donations.csv?from=2026-02-30&to=2026-03-01')).status()).toBe(422)
  expect((await page.request.get('/desk/figures/donations.csv?from=2026-03-02&to=2026-03-01')).status()).toBe(422)

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download donations' }).click()
  expect((await downloading).suggestedFilename()).toMatch(/^donations-\d{4}-\d\d-01-to-\d{4}-\d\d-\d\d\.csv$/)

  await numberOf('Failing now').getByRole('link').click()
  await expect(page).toHaveURL(/\/desk\/members\?state=failing$/)
  await page.goto('/desk')
  await expect(page.getByRole('region', { name: 'Figures' })).toContainText('Recurring, a month')
})

test('a gift just made is in the figures, and in the accountant’s file', async ({ page, addresses }) => {
  const email = newAddress('counted')
  await page.goto('/donate?frequency=once&amount=37')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await pay(page, email)
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/figures')
  const answer = await page.request.get('/desk/figures/donations.csv?from=2000-01-01&to=2099-12-31')
  const lines: Record<string, string>[] = parse(await answer.text(), { bom: true, columns: true })
  expect(lines.filter((line) => line['E-mail'] === email)).toMatchObject([
    { Kind: 'one-off', Currency: 'GBP', Amount: '37.00', Refunded: '0.00', Net: '37.00' },
  ])
})

test('the figures have no fault that axe can find, and nothing wider than the screen', async ({ page, addresses }) => {
  // axe looks at every mark of every drawing.
  test.slow()
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/figures')
  for (const summary of await page.getByText('The numbers of this chart').all()) await summary.click()
  expect(await faultsOf(page)).toEqual([])
})

for (const path of ['/desk/figures', '/desk/figures/donations.csv?from=2000-01-01&to=2099-12-31']) {
  test(`nobody else finds anything at ${path}`, async ({ page, addresses, tolerated }) => {
    tolerated.push('status of 404')
    const visitor = await page.request.get(path, { maxRedirects: 0 })
    expect(visitor.status()).toBe(303)
    expect(visitor.headers().location).toContain('/sign-in')
    for (const who of ['managing-editor', 'moderator', 'supporter']) {
      await enter(page.context(), addresses, `${who}@saltmarsh.example`)
      const answer = await page.request.get(path)
      expect(answer.status(), who).toBe(404)
      expect(await answer.text(), who).not.toContain('Recurring')
      await page.context().clearCookies()
    }
  })
}
