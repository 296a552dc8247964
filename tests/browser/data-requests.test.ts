import type { Page } from '@playwright/test'
import { newAddress, signIn } from './support/acts.ts'
import { fetchArchive } from './support/archive.ts'
import { confirm, reportMistake } from './support/correspondence.ts'
import { administrator, enter, give, openMember } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { linkIn } from './support/mailbox.ts'

/** The line of the audit log that says so, opened. */
async function noted(page: Page, action: string) {
  await page.goto('/desk/audit')
  const line = page.locator('[data-desk-row]', { hasText: action }).first()
  await line.getByText('Details').click()
  return line
}

test('an administrator finds whoever asked by letter, has a copy made, hands it over, and deletes the account; the audit log tells all of it', async ({
  page,
  browser,
  addresses,
  mailbox,
}) => {
  test.setTimeout(240_000)
  const email = newAddress('asks-by-letter')
  const reader = await (await browser.newContext({ baseURL: addresses.web })).newPage()
  await give(reader, email)

  await enter(page.context(), addresses, administrator)
  await openMember(page, email)
  const member = page.url()
  await page.getByRole('link', { name: 'put it together, and write to them' }).click()
  await expect(page.getByLabel('Their e-mail address')).toHaveValue(email)
  await page.getByRole('button', { name: 'Put it together and write to them' }).click()
  await expect(page.getByText('It is being put together. They are written to when it is ready.')).toBeVisible()
  expect(await faultsOf(page)).toEqual([])

  const link = linkIn(await mailbox.latest(email, 'keeps about you is ready'), '/account/privacy')
  await signIn(reader, mailbox, email, '/account/privacy')
  await reader.goto(link)
  const taken = await fetchArchive(reader, reader.getByRole('link', { name: /^Fetch the copy of / }))
  expect(taken.text).toContain(email)

  await page.reload()
  const row = page.locator('[data-desk-row]', { hasText: email })
  await expect(row).toContainText('Ready')
  await expect(row).not.toContainText('not yet')
  const handed = await fetchArchive(page, row.getByRole('link', { name: 'Download, to hand it over' }))
  expect([...handed.files.keys()]).toEqual([...taken.files.keys()])
  await expect(await noted(page, 'had personal data put together for the person')).toContainText('account: yes')
  await expect(await noted(page, 'downloaded personal data to hand it over')).toContainText('bytes')

  await page.goto(member)
  await page.getByRole('link', { name: 'delete their account' }).click()
  await expect(page.getByText('Their gift of £5 a month ends at once')).toBeVisible()
  await page.getByText('What stays, and why, as they are told').click()
  await expect(page.getByText('Company and tax law asks us to keep accounting records')).toBeVisible()
  await page.getByRole('button', { name: 'Delete their account for good' }).click()
  await expect(page.getByText('Say how they asked, in a few words.')).toBeVisible()
  const reason = `A letter that quotes receipt and card ${crypto.randomUUID()}`
  await page.getByLabel('How they asked, and how you know that it was they').fill(reason)
  await page.getByLabel('To confirm, type the address of their account').fill('somebody.else@example.org')
  await page.getByRole('button', { name: 'Delete their account for good' }).click()
  await expect(page.getByText('Type the address of their account, as it stands above')).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  await page.getByLabel('To confirm, type the address of their account').fill(email)
  await page.getByRole('button', { name: 'Delete their account for good' }).click()
  await expect(page.getByText('The account is deleted, and a last mail says so.')).toBeVisible()
  await expect(page.getByText(/^Deleted on /)).toBeVisible()
  // Next keeps the page one came from, out of sight.
  await page.reload()
  await expect(page.getByText(email)).toHaveCount(0)

  await mailbox.latest(email, 'is deleted')
  await reader.goto('/account/privacy')
  await expect(reader.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  const line = await noted(page, 'deleted an account because the person asked')
  await expect(line).toContainText(reason)
  await expect(line).toContainText('Ada Kirkbride')
  await line.getByRole('link', { name: 'A deleted account' }).click()
  await expect(page.getByText(/^Deleted on /)).toBeVisible()
  await reader.context().close()
})

test('somebody without an account, who wrote to the managing editor, opens theirs by the link in the mail', async ({
  page,
  browser,
  addresses,
  mailbox,
}) => {
  test.setTimeout(180_000)
  const email = newAddress('only-wrote')
  const reader = await (await browser.newContext({ baseURL: addresses.web })).newPage()
  await reportMistake(reader, email)
  await confirm(reader, mailbox, email)

  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/settings/data-requests')
  await page.getByLabel('Their e-mail address').fill(email)
  await page.getByRole('button', { name: 'Put it together and write to them' }).click()
  await expect(page.getByText('It is being put together.')).toBeVisible()

  await reader.goto(linkIn(await mailbox.latest(email, 'keeps about you is ready'), '/your-data/'))
  await expect(reader.getByText(email)).toBeVisible()
  expect(await faultsOf(reader)).toEqual([])
  const { text } = await fetchArchive(reader, reader.getByRole('link', { name: 'Fetch the archive' }))
  expect(text).toContain('The count ended at four, not at three.')
  expect(text).toContain('who has no account here')
  expect(text).not.toContain('/account/privacy')
  const line = await noted(page, 'had personal data put together for the person')
  await expect(line).toContainText('account: no')
  await line.getByRole('link', { name: 'Personal data' }).click()
  await expect(page.getByRole('heading', { name: 'Data requests' })).toBeVisible()
  await reader.context().close()
})

test('whoever works for the magazine is not deleted before their roles are taken away', async ({ page, addresses }) => {
  await enter(page.context(), addresses, administrator)
  await openMember(page, 'fulfilment@saltmarsh.example')
  await page.getByRole('link', { name: 'delete their account' }).click()
  await expect(page.getByText('They work for the magazine with this account.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete their account for good' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Their roles' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})
