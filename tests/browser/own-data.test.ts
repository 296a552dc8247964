import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { newAddress, signIn } from './support/acts.ts'
import type { Addresses } from './support/addresses.ts'
import { fetchArchive } from './support/archive.ts'
import { enter, give } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { linkIn } from './support/mailbox.ts'
import { ownArticle } from './support/own-article.ts'

interface Reader {
  email: string
  name: string
  said: string
}

/** Somebody who gives, and says something under an article. */
async function becomeReader(page: Page, addresses: Addresses, article: string, name: string): Promise<Reader> {
  const email = newAddress('own-data')
  await give(page, email)
  await enter(page.context(), addresses, email)
  await page.goto(article)
  const said = `It left at seven. ${crypto.randomUUID()}`
  await page.getByLabel('Name shown beside your comments').fill(name)
  await page.getByLabel('Your comment', { exact: true }).fill(said)
  await page.getByRole('button', { name: 'Post comment' }).click()
  await expect(page.getByRole('article', { name: `Comment by ${name}` })).toContainText(said)
  return { email, name, said }
}

async function onAnotherDevice(browser: Browser, addresses: Addresses): Promise<Page> {
  return (await browser.newContext({ baseURL: addresses.web })).newPage()
}

test('a reader gets a copy of everything about them and nobody else, reads it, then deletes the account and finds none of it again', async ({
  page,
  browser,
  addresses,
  mailbox,
  tolerated,
}, info) => {
  test.setTimeout(240_000)
  tolerated.push('the server responded with a status of 404')
  const article = `/articles/${(await ownArticle(addresses)).slug}`
  const others = await onAnotherDevice(browser, addresses)
  const other = await becomeReader(others, addresses, article, 'Ines Wetherby')
  const own = await becomeReader(page, addresses, article, 'Joan Averill')
  const phone = await onAnotherDevice(browser, addresses)
  await enter(phone.context(), addresses, own.email)

  await page.goto('/account')
  await page.getByRole('link', { name: 'Privacy' }).click()
  await page.getByRole('button', { name: 'Make a copy of everything' }).click()
  await expect(page.getByText('It is being put together.')).toBeVisible()
  const mail = await mailbox.latest(own.email, 'keeps about you is ready')

  // Whoever else reads the mail gets nowhere with it.
  const link = linkIn(mail, '/account/privacy')
  const stranger = await onAnotherDevice(browser, addresses)
  await stranger.goto(link)
  await expect(stranger.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  expect((await others.request.get('/account/privacy/archive.zip')).status()).toBe(404)

  await page.goto(link)
  const { name, files, text } = await fetchArchive(page, page.getByRole('link', { name: /^Fetch the copy of / }))
  expect(name).toMatch(/^what-we-keep-about-you-\d{4}-\d\d-\d\d\.zip$/)
  for (const mine of [own.email, own.name, own.said]) expect(text).toContain(mine)
  for (const theirs of [other.email, other.name, other.said]) expect(text).not.toContain(theirs)
  expect(JSON.parse(files.get('data/donations.json')?.toString() ?? 'null')).toMatchObject([{ amount: '5.00 GBP' }])
  const receipts = [...files].filter(([place]) => place.startsWith('receipts/'))
  expect(receipts).toHaveLength(1)
  const pdf = await getDocumentProxy(new Uint8Array(receipts[0]?.[1] ?? []))
  expect((await extractText(pdf, { mergePages: true })).text).toContain(own.email)

  await test.step('the page in it is read in a browser, without the magazine', async () => {
    const copy = info.outputPath('index.html')
    await writeFile(copy, files.get('index.html') ?? '')
    const reading = await browser.newPage()
    await reading.goto(pathToFileURL(copy).href)
    await reading.getByRole('link', { name: 'Comments', exact: true }).click()
    await expect(reading.getByText(own.said)).toBeInViewport()
    await expect(reading.getByRole('heading', { name: 'What is not in here, and why' })).toBeVisible()
    expect(await faultsOf(reading)).toEqual([])
    await reading.close()
  })

  await test.step('the account is deleted, and every door to it is shut', async () => {
    await expect(page.getByText('Company and tax law asks us to keep accounting records')).toBeVisible()
    await expect(page.getByText('Your gift of £5 a month ends')).toBeVisible()
    await page.getByLabel('To confirm, type the address of this account').fill(own.email)
    await page.getByRole('button', { name: 'Delete my account for good' }).click()
    await expect(page.getByRole('heading', { name: 'Your account is deleted' })).toBeVisible()
    const main = page.getByRole('main')
    await expect(main.getByText('Your comments, where you wrote them, without your name.')).toBeVisible()
    expect(await faultsOf(page)).toEqual([])
    expect((await mailbox.latest(own.email, 'is deleted')).text).toContain('without your name')
    for (const device of [page, phone]) {
      await device.goto('/account/privacy')
      await expect(device.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    }
    await page.goto(article)
    await expect(page.getByRole('article', { name: 'Comment by A reader' })).toContainText(own.said)
    await expect(page.getByText(own.name)).toHaveCount(0)
  })

  await test.step('whoever signs in with the address begins anew', async () => {
    await signIn(page, mailbox, own.email, '/account/privacy')
    expect((await page.request.get('/account/privacy/archive.zip')).status()).toBe(404)
    await page.getByRole('button', { name: 'Make a copy of everything' }).click()
    await expect(async () => {
      await page.goto('/account/privacy')
      await expect(page.getByRole('link', { name: /^Fetch the copy of / })).toBeVisible({ timeout: 1_000 })
    }).toPass()
    const fresh = await fetchArchive(page, page.getByRole('link', { name: /^Fetch the copy of / }))
    expect(fresh.text).toContain(own.email)
    for (const before of [own.name, own.said, '5.00 GBP']) expect(fresh.text).not.toContain(before)
  })
  await Promise.all([others, phone, stranger].map((one) => one.context().close()))
})
