import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { people } from '#db/schema/people.ts'
import { saveWorkingCopy, workingCopyOf } from '#lib/articles/working-copy.ts'
import type { Written } from '#lib/articles/written.ts'
import type { Addresses } from './support/addresses.ts'
import { enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { ownArticle } from './support/own-article.ts'
import { onTheStack } from './support/planted.ts'

// What a browser says on its console of a line that is meant to be cut, and of answers that are meant to be given.
test.use({ tolerated: ['ERR_INTERNET_DISCONNECTED', 'status of 409'] })

const editor = 'editor@saltmarsh.example'
const managing = 'managing-editor@saltmarsh.example'

const headline = (page: Page) => page.getByRole('textbox', { name: 'Headline', exact: true })
const isSaved = (page: Page) => expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible()

/** Somebody else's page saves what they are writing, a moment before anything else happens. */
async function autosave(addresses: Addresses, articleId: string, change: Partial<Written>): Promise<void> {
  await onTheStack(addresses, async (ctx) => {
    const copy = await workingCopyOf(ctx, articleId)
    const [person] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.email, managing))
    if (copy === null || !person) throw new Error('nobody, or nothing, is there')
    const { written, stamp, baseRevision } = copy
    const saving = { articleId, written: { ...written, ...change }, stamp, baseRevision, personId: person.id }
    expect((await saveWorkingCopy(ctx, saving)).state).toBe('saved')
  })
}

/** Opens the article in a page that does not hear by itself what others do. */
async function open(page: Page, addresses: Addresses, id: string): Promise<void> {
  await enter(page.context(), addresses, editor)
  await page.route('**/presence', (route) => route.fulfill({ status: 204 }))
  await page.goto(`/desk/articles/${id}`)
  await expect(page.getByRole('textbox', { name: 'Text of the article' })).toBeVisible()
}

test('what another wrote a moment ago is looked at before it is published', async ({ page, addresses }) => {
  const { id } = await ownArticle(addresses, [], 'draft')
  await open(page, addresses, id)
  await headline(page).fill('By Edwina')
  await isSaved(page)
  await autosave(addresses, id, { headline: 'By Mathilde' })
  const publishing = page.getByRole('form', { name: 'Publish now' })
  await publishing.getByRole('checkbox').check()
  await publishing.getByRole('button', { name: 'Publish now' }).click()
  await expect(publishing.getByRole('alert')).toContainText('Mathilde')
  await expect(headline(page)).toHaveValue('By Edwina')
  await publishing.getByRole('button', { name: 'Look at it' }).click()
  const cameIn = page.getByRole('dialog', { name: 'What was written meanwhile' })
  await expect(cameIn.locator('ins')).toContainText('Mathilde')
  await expect(cameIn.locator('del')).toContainText('Edwina')
  expect(await faultsOf(page)).toEqual([])
  await cameIn.getByRole('button', { name: 'Back to the article' }).press('Enter')
  await expect(headline(page)).toHaveValue('By Mathilde')
  await expect(publishing.getByRole('checkbox')).toBeChecked()
  await publishing.getByRole('button', { name: 'Publish now' }).click()
  await expect(page.getByText('Published. Readers see it now.')).toBeVisible()
})

test('what another wrote while somebody was typing is put together, and seen before it goes anywhere', async ({
  page,
  addresses,
}) => {
  const { id } = await ownArticle(addresses, [], 'draft')
  await open(page, addresses, id)
  await autosave(addresses, id, { standfirst: 'It is ajar.' })
  await headline(page).fill('Typed this moment')
  await page.getByRole('button', { name: 'Take into edit' }).click()
  const taking = page.getByRole('form', { name: 'Take into edit' })
  await expect(taking.getByRole('alert')).toContainText('another wrote here, too')
  await expect(page.getByRole('textbox', { name: 'Standfirst', exact: true })).toHaveValue('It is ajar.')
  await taking.getByRole('button', { name: 'Look at it' }).click()
  await expect(page.getByRole('dialog').locator('ins')).toContainText('ajar')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Take into edit' }).click()
  await expect(page.getByText('It is in edit, and waits for you.')).toBeVisible()
  await expect(headline(page)).toHaveValue('Typed this moment')
})

test('a move that has to wait says why beside its button: without a line, and while two have written', async ({
  page,
  addresses,
}) => {
  const { id } = await ownArticle(addresses, [], 'draft')
  await open(page, addresses, id)
  await page.context().setOffline(true)
  await headline(page).fill('By Edwina')
  const taking = page.getByRole('form', { name: 'Take into edit' })
  await taking.getByRole('button', { name: 'Take into edit' }).click()
  await expect(taking.getByRole('alert')).toContainText('has not reached the server')
  await autosave(addresses, id, { headline: 'By Mathilde' })
  await page.context().setOffline(false)
  const conflict = page.getByRole('region', { name: 'Two have written here' })
  await expect(conflict).toBeVisible()
  await taking.getByRole('button', { name: 'Take into edit' }).click()
  await expect(taking.getByRole('alert')).toContainText('what is to stand is not chosen yet')
  expect(await faultsOf(page)).toEqual([])
  await taking.getByRole('link', { name: 'Look at both' }).press('Enter')
  await expect(conflict).toBeFocused()
  await conflict.getByRole('radio', { name: /^Yours/ }).check()
  await conflict.getByRole('button', { name: 'Go on with what is chosen' }).click()
  await isSaved(page)
  await taking.getByRole('button', { name: 'Take into edit' }).click()
  await expect(page.getByText('It is in edit, and waits for you.')).toBeVisible()
  await expect(headline(page)).toHaveValue('By Edwina')
})

test('a published article that was changed has one button to update it, always in reach', async ({
  page,
  addresses,
}) => {
  const { id } = await ownArticle(addresses)
  await open(page, addresses, id)
  await headline(page).fill('The ferry, early')
  await isSaved(page)
  await page.reload()
  const buttons = page.getByRole('button', { name: /^Update/ })
  await expect(buttons).toHaveCount(1)
  await page.mouse.wheel(0, 4_000)
  await expect(buttons).toBeInViewport()
  await autosave(addresses, id, { standfirst: 'It left early.' })
  await buttons.click()
  const asked = page.getByRole('dialog', { name: 'Update the published article' })
  await asked.getByRole('button', { name: 'Update it now' }).click()
  await expect(asked.getByRole('alert')).toContainText('Mathilde')
  await expect(asked.locator('.writing-changes')).toContainText('Standfirst')
  await asked.getByRole('button', { name: 'Update it now' }).click()
  await expect(page.getByText('Updated. Readers see it now.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Workflow' })).toContainText('Update')
})
