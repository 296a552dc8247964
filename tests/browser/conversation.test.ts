import type { Page } from '@playwright/test'
import type { Addresses } from './support/addresses.ts'
import { enter } from './support/desk.ts'
import { expect, test } from './support/journey.ts'

const article = 'unheated'

const said = (words: string) => `${words} ${crypto.randomUUID().slice(0, 8)}`

/** Opens a page as somebody. */
async function arrive(page: Page, addresses: Addresses, email: string, path: string): Promise<void> {
  await enter(page.context(), addresses, email)
  await page.goto(path)
}

/** The comment that says something. */
const commentSaying = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text }).last()

test.describe('a conversation', () => {
  test('a supporter writes, looks at it first, changes it, and is answered where others read', async ({
    page,
    mailbox,
    addresses,
    browser,
    baseURL,
  }) => {
    await arrive(page, addresses, 'supporter@saltmarsh.example', `/articles/${article}`)
    const text = said('It *rained* at Saltmarsh,')
    const field = page.getByLabel('Comment as Sunniva Okafor')
    await field.fill(text)
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(page.locator('.composer-preview em')).toHaveText('rained')
    await page.getByRole('button', { name: 'Go on writing' }).click()
    await page.getByRole('button', { name: 'Post comment' }).click()
    await expect(page.getByText('Posted. Thank you.')).toBeVisible()
    await expect(field).toHaveValue('')

    await page.reload()
    const own = commentSaying(page, text.replaceAll('*', ''))
    await own.getByRole('button', { name: 'Change' }).click()
    const changedText = `${text} And it poured.`
    await own.getByLabel('Change your comment').fill(changedText)
    await own.getByRole('button', { name: 'Save' }).click()
    await expect(commentSaying(page, 'And it poured.').getByText('changed')).toBeVisible()

    const other = await browser.newContext({ baseURL: baseURL ?? '' })
    const patron = await other.newPage()
    await arrive(patron, addresses, 'patron@saltmarsh.example', `/articles/${article}`)
    const theirs = commentSaying(patron, 'And it poured.')
    await theirs.getByRole('button', { name: 'Like' }).click()
    await expect(theirs.getByRole('button', { name: 'Liked · 1' })).toBeVisible()
    await theirs.getByRole('link', { name: 'Answer Sunniva Okafor' }).click()
    const answer = said('I was there, too.')
    await patron.getByLabel('Your answer to Sunniva Okafor').fill(answer)
    await patron.keyboard.press('Control+Enter')
    await expect(patron.getByText('Posted. Thank you.')).toBeVisible()
    await other.close()

    await expect
      .poll(async () => (await mailbox.all('supporter@saltmarsh.example')).map(({ subject }) => subject).join())
      .toContain('Percival Anand-Holt answered your comment')
    await page.goto('/account/comments/notices')
    await page
      .getByRole('link', { name: /^Percival Anand-Holt answered your comment/ })
      .first()
      .click()
    await expect(page.getByText(answer)).toBeVisible()
  })

  test('what is being written is there again after the page was left', async ({ page, addresses }) => {
    await arrive(page, addresses, 'patron@saltmarsh.example', `/articles/${article}`)
    const field = page.getByLabel('Comment as Percival Anand-Holt')
    const text = said('Half a thought')
    await field.fill(text)
    await expect(page.getByText('Draft saved')).toBeVisible()
    await page.goto('/')
    await page.goto(`/articles/${article}`)
    await expect(field).toHaveValue(text)
    await page.goto('/account/comments')
    await page.getByRole('button', { name: 'Throw away' }).click()
    await expect(page.getByText('The draft is thrown away.')).toBeVisible()
    await page.goto(`/articles/${article}`)
    await expect(field).toHaveValue('')
  })

  test('whoever’s membership ended sees why, keeps the draft, and may still remove and take along what they wrote', async ({
    page,
    addresses,
  }) => {
    await arrive(page, addresses, 'lapsed@saltmarsh.example', `/articles/${article}`)
    await expect(
      page.getByText('Your membership has ended, and only supporters and patrons can comment.'),
    ).toBeVisible()
    await expect(page.getByRole('link', { name: 'Give again' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Post comment' })).toHaveCount(0)
    const text = said('Kept for later.')
    const saved = await page.request.put('/api/comments/draft', {
      data: { article, parentId: null, text },
      headers: { origin: new URL(page.url()).origin },
    })
    expect(saved.ok()).toBe(true)
    await page.reload()
    await expect(page.getByText(text)).toBeVisible()
    const refused = await page.request.post('/api/comments', {
      data: { article, text, submissionId: crypto.randomUUID() },
      headers: { origin: new URL(page.url()).origin },
    })
    expect(refused.status()).toBe(403)
    await page.goto('/account/comments')
    await expect(page.getByText(text)).toBeVisible()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'download all of them' }).click()
    expect((await download).suggestedFilename()).toBe('comments.json')
  })

  test('a person muted is folded away, and heard again from the settings', async ({
    page,
    addresses,
    browser,
    baseURL,
  }) => {
    const other = await browser.newContext({ baseURL: baseURL ?? '' })
    const writer = await other.newPage()
    await arrive(writer, addresses, 'grace@saltmarsh.example', `/articles/${article}`)
    const text = said('A thing that somebody would rather not read.')
    await writer.getByLabel(/^Comment as|^Your comment/).fill(text)
    await writer.getByRole('button', { name: 'Post comment' }).click()
    await expect(writer.getByText('Posted. Thank you.')).toBeVisible()
    await other.close()

    await arrive(page, addresses, 'reader@saltmarsh.example', `/articles/${article}`)
    await commentSaying(page, text).getByRole('button', { name: 'Mute' }).click()
    await expect(page.getByText(text)).toBeHidden()
    await page.reload()
    await expect(page.getByRole('button', { name: 'Unmute' }).first()).toBeVisible()
    await expect(page.getByText(text)).toBeHidden()
    await page.goto('/account/comments/settings')
    await page.getByRole('button', { name: /^Unmute/ }).click()
    await expect(page.getByText('They are heard again.')).toBeVisible()
    await page.goto(`/articles/${article}`)
    await expect(page.getByText(text)).toBeVisible()
  })

  test('a conversation is followed, and mails end at the link in them, without signing in', async ({
    page,
    mailbox,
    addresses,
    browser,
    baseURL,
  }) => {
    await arrive(page, addresses, 'guest@saltmarsh.example', `/articles/${article}`)
    await page.getByRole('button', { name: 'Follow this conversation' }).click()
    await expect(page.getByRole('button', { name: 'Following this conversation' })).toBeVisible()
    await page.goto('/account/comments/settings')
    await expect(page.getByRole('heading', { name: 'Conversations you follow' })).toBeVisible()
    await page.getByLabel('Once a day').check()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('That is how we write to you from now on.')).toBeVisible()
    await page.getByLabel('At once').check()
    await page.getByRole('button', { name: 'Save' }).click()

    const other = await browser.newContext({ baseURL: baseURL ?? '' })
    const writer = await other.newPage()
    await arrive(writer, addresses, 'supporter@saltmarsh.example', `/articles/${article}/comment`)
    await writer.getByLabel('Comment as Sunniva Okafor').fill(said('Somebody follows this.'))
    await writer.getByRole('button', { name: 'Post comment' }).click()
    await expect(writer.getByText('Somebody follows this.').first()).toBeVisible()

    await expect
      .poll(async () => (await mailbox.all('guest@saltmarsh.example')).map(({ subject }) => subject).join())
      .toContain('Sunniva Okafor commented')
    const mail = await mailbox.latest('guest@saltmarsh.example', 'Sunniva Okafor commented')
    const stop = /https?:\/\/\S+\/api\/comments\/unsubscribe\?t=[\w.-]+/.exec(mail.text)?.[0] ?? ''
    await writer.goto(stop)
    await writer.getByRole('button', { name: 'Stop these mails' }).click()
    await expect(writer.getByRole('heading', { name: 'No more mails about comments' })).toBeVisible()
    await other.close()
    await page.goto('/account/comments/settings')
    await expect(page.getByLabel('Never')).toBeChecked()
    const oneClick = await page.request.post(stop, { form: { 'List-Unsubscribe': 'One-Click' } })
    expect(oneClick.status()).toBe(200)
    expect((await page.request.post(stop.replace('?t=', '?t=x'))).status()).toBe(404)
  })
})

test.describe('without JavaScript', () => {
  test('one writes, looks at it first, likes, and removes by forms alone @phone', async ({
    page,
    addresses,
    browser,
    baseURL,
  }) => {
    await enter(page.context(), addresses, 'leaving@saltmarsh.example')
    const plain = await browser.newContext({
      baseURL: baseURL ?? '',
      javaScriptEnabled: false,
      storageState: await page.context().storageState(),
    })
    const still = await plain.newPage()
    await still.goto(`/articles/${article}/comment`)
    const text = said('Written *plainly*.')
    await still.getByLabel(/^Comment as|^Your comment/).fill(text)
    const name = still.getByLabel('Name shown beside your comments')
    if (await name.count()) await name.fill('Lee Aven')
    await still.getByRole('button', { name: 'Preview' }).click()
    await expect(still.getByRole('region', { name: 'How it will look' }).locator('em')).toHaveText('plainly')
    await still.getByRole('button', { name: 'Post comment' }).click()
    await expect(still).toHaveURL(/\/comments\/[0-9a-f-]{36}/)
    await expect(still.getByText(text.replaceAll('*', ''))).toBeVisible()
    await still.getByText('Remove it').click()
    await still.getByRole('button', { name: 'Remove this comment for good' }).click()
    await expect(still.getByText('Your comment is removed.')).toBeVisible()
    await plain.close()
  })
})
