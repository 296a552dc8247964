import type { BrowserContext, Page } from '@playwright/test'
import type { Addresses } from './support/addresses.ts'
import { enter, withDatabase } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { ownArticle } from './support/own-article.ts'

// What a browser says on its console of a line that is meant to be cut, and of answers that are meant to be given.
test.use({ tolerated: ['ERR_INTERNET_DISCONNECTED', 'status of 401', 'status of 409'] })

const editor = 'editor@saltmarsh.example'
const managing = 'managing-editor@saltmarsh.example'
const author = 'author@saltmarsh.example'

const headline = (page: Page) => page.getByRole('textbox', { name: 'Headline', exact: true })
const standfirst = (page: Page) => page.getByRole('textbox', { name: 'Standfirst', exact: true })
const text = (page: Page) => page.getByRole('textbox', { name: 'Text of the article' })
const isSaved = (page: Page) => expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible()

async function open(context: BrowserContext, id: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`/desk/articles/${id}`)
  await expect(text(page)).toBeVisible()
  return page
}

async function savedHeadline({ databaseUrl }: Addresses, id: string): Promise<unknown> {
  return withDatabase(databaseUrl, async (sql) => {
    const [row] = await sql`select content ->> 'headline' as headline from working_copies where article_id = ${id}`
    return row?.headline
  })
}

test('an author begins an article, writes by keyboard alone, and finds it as it was left', async ({
  page,
  addresses,
}) => {
  await enter(page.context(), addresses, author)
  await page.goto('/desk/articles')
  await page.getByRole('link', { name: 'New article' }).press('Enter')
  await page.getByRole('button', { name: 'Begin to write' }).press('Enter')
  await page.waitForURL(/\/desk\/articles\/[0-9a-f-]{36}$/)
  const mark = crypto.randomUUID().slice(0, 8)
  await headline(page).focus()
  await page.keyboard.type(`A ferry ${mark}`)
  await page.keyboard.press('Enter')
  await page.keyboard.type('It left at seven.')
  await text(page).focus()
  await page.keyboard.type('Nobody was on it.')
  await isSaved(page)
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue(`a-ferry-${mark}`)
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await faultsOf(page)).toEqual([])
  }
  await page.reload()
  await expect(headline(page)).toHaveValue(`A ferry ${mark}`)
  await expect(text(page)).toContainText('Nobody was on it.')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved as a revision.')).toBeVisible()
})

test('a page that dies without a line loses nothing', async ({ context, addresses }) => {
  const { id } = await ownArticle(addresses)
  await enter(context, addresses, editor)
  const page = await open(context, id)
  await context.setOffline(true)
  await headline(page).fill('Written in a tunnel')
  await expect(page.getByText('Not saved: no connection. Kept in this browser')).toBeVisible()
  await page.close()
  await context.setOffline(false)
  const again = await open(context, id)
  await expect(headline(again)).toHaveValue('Written in a tunnel')
  await expect(again.getByText('This browser held changes')).toBeVisible()
  await isSaved(again)
  expect(await savedHeadline(addresses, id)).toBe('Written in a tunnel')
})

test('signed out while writing, it goes on after signing in elsewhere', async ({ context, addresses }) => {
  const { id } = await ownArticle(addresses)
  await enter(context, addresses, editor)
  const page = await open(context, id)
  const [cookie] = (await context.cookies()).filter(({ name }) => name === 'authjs.session-token')
  await context.clearCookies({ name: 'authjs.session-token' })
  await headline(page).fill('Written without a session')
  await expect(page.getByText('Not saved: you were signed out.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Sign in in another tab' })).toHaveAttribute('target', '_blank')
  if (cookie) await context.addCookies([cookie])
  await isSaved(page)
  expect(await savedHeadline(addresses, id)).toBe('Written without a session')
})

test('two editors are told of each other; what both changed is shown, and nothing is lost', async ({
  context,
  browser,
  baseURL,
  addresses,
}) => {
  const { id } = await ownArticle(addresses)
  const second = await browser.newContext({ baseURL: baseURL ?? '' })
  await enter(context, addresses, editor)
  await enter(second, addresses, managing)
  const mine = await open(context, id)
  const theirs = await open(second, id)
  await expect(theirs.getByText('Edwina Strand is in this article, too')).toBeVisible()
  await second.setOffline(true)
  await headline(theirs).fill('By Mathilde')
  await expect(theirs.getByText('Not saved: no connection')).toBeVisible()
  await headline(mine).fill('By Edwina')
  await standfirst(mine).fill('A standfirst by Edwina.')
  await isSaved(mine)
  await second.setOffline(false)
  const conflict = theirs.getByRole('region', { name: 'Two have written here' })
  await expect(conflict).toContainText('By Edwina')
  await expect(conflict).toContainText('By Mathilde')
  expect(await faultsOf(theirs)).toEqual([])
  await conflict.getByRole('radio', { name: /^Yours/ }).check()
  await conflict.getByRole('button', { name: 'Go on with what is chosen' }).click()
  await isSaved(theirs)
  await expect(standfirst(theirs)).toHaveValue('A standfirst by Edwina.')
  await expect(headline(mine)).toHaveValue('By Mathilde')
  await theirs.goto(`/desk/articles/${id}/revisions`)
  await expect(theirs.getByText('Not chosen where two had written, by Edwina Strand')).toBeVisible()
  await second.close()
})

test('an update shows what changes, moves the address, and a revision comes back to be worked on', async ({
  context,
  addresses,
}) => {
  const { id, slug } = await ownArticle(addresses)
  await enter(context, addresses, editor)
  const page = await open(context, id)
  await headline(page).fill('The ferry, late')
  await page.getByLabel('Headline in search results').fill('Ferry timetable')
  await page.getByLabel('Address', { exact: true }).fill(`${slug}-late`)
  await isSaved(page)
  await page.keyboard.press('Control+s')
  const asked = page.getByRole('dialog', { name: 'Update the published article' })
  await expect(asked).toContainText(`/articles/${slug}-late`)
  await asked.getByRole('button', { name: 'Update it now' }).click()
  await expect(page.getByText('Updated. Readers see it now.')).toBeVisible()
  const reading = await context.newPage()
  await reading.goto(`/articles/${slug}`)
  await expect(reading).toHaveURL(new RegExp(`/articles/${slug}-late$`))
  await expect(reading).toHaveTitle(/^Ferry timetable/)
  await expect(reading.getByRole('heading', { level: 1 })).toHaveText('The ferry, late')
  await page.goto(`/desk/articles/${id}/revisions?from=1&to=2`)
  await expect(page.getByRole('region', { name: 'From revision 1 to revision 2' })).toContainText('Ferry timetable')
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Restore 1', exact: true }).click()
  await expect(page.getByText('The earlier version is here to be worked on.')).toBeVisible()
  await expect(headline(page)).toHaveValue(/^The ferry at Hask/)
  await reading.reload()
  await expect(reading.getByRole('heading', { level: 1 })).toHaveText('The ferry, late')
})
