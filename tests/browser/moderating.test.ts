import type { Page } from '@playwright/test'
import { administrator, enter, keysAreOn, withDatabase } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { plant } from './support/planted-comment.ts'

const moderator = 'moderator@saltmarsh.example'

const cardOf = (page: Page, text: string) => page.locator('.desk-card', { hasText: text })

test('a reader reports, a moderator rejects by keyboard alone, the writer sees why and appeals, and the comment is back', async ({
  browser,
  page,
  baseURL,
  addresses,
  contextOptions,
}) => {
  test.setTimeout(120_000)
  const { id, article, writer, text } = await plant(addresses.databaseUrl, 'Hesper Vane')
  const reader = await browser.newContext({ ...contextOptions, baseURL })
  await enter(reader, addresses, 'reader@saltmarsh.example')
  const reading = await reader.newPage()
  await reading.goto(`/articles/${article}/comments/${id}/report`)
  await expect(reading.getByText(text)).toBeVisible()
  await reading.getByLabel('It is against the law').check()
  await reading.getByRole('button', { name: 'Report this comment' }).click()
  await expect(reading.getByText('Say in a sentence which law you think it breaks, and how.')).toBeVisible()
  expect(await faultsOf(reading)).toEqual([])
  await reading.getByLabel('What a moderator should know').fill('It names a minor, which the court has forbidden.')
  await reading.getByRole('button', { name: 'Report this comment' }).click()
  await expect(reading.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  await reading.goto(`/articles/${article}/comments/${id}/report`)
  await reading.getByLabel('Something else').check()
  await reading.getByRole('button', { name: 'Report this comment' }).click()
  await expect(reading.getByRole('heading', { name: 'You have reported it already' })).toBeVisible()

  await enter(page.context(), addresses, moderator)
  await page.goto(`/desk/comments?queue=reported&q=${encodeURIComponent(text.slice(-37, -1))}`)
  await keysAreOn(page)
  await page.keyboard.press('j')
  await expect(cardOf(page, text).getByRole('link', { name: 'Hesper Vane' }).first()).toBeFocused()
  await expect(cardOf(page, text).getByText('It names a minor')).toBeVisible()
  await page.keyboard.press('r')
  await expect(cardOf(page, text).getByLabel('Why')).toBeFocused()
  await page.keyboard.type('It tells')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Leave the child out of it.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The comment is rejected, and its writer is told why.')).toBeVisible()

  await reading.goto('/account/comments/notices')
  await expect(reading.getByText('A moderator agreed, and the comment is no longer shown.').first()).toBeVisible()
  const writing = await browser.newContext({ ...contextOptions, baseURL })
  await enter(writing, addresses, writer)
  const own = await writing.newPage()
  await own.goto('/account/comments/notices')
  await expect(own.getByText('Leave the child out of it.')).toBeVisible()
  await own.goto('/account/comments')
  await own.getByRole('link', { name: 'Why, and ask for another look' }).click()
  await own.getByRole('button', { name: 'Send the appeal' }).click()
  await expect(own.getByText('Say in a sentence or two why the decision was wrong.')).toBeVisible()
  await own
    .getByLabel('Why was the decision wrong?')
    .fill('The child is the lift: it was built in 2014, as the article says.')
  await own.getByRole('button', { name: 'Send the appeal' }).click()
  await expect(own.getByText('Your appeal is with the moderators.')).toBeVisible()

  await page.goto('/desk/comments/appeals')
  await expect(cardOf(page, text).getByText('You decided first: another moderator hears this appeal.')).toBeVisible()
  const other = await browser.newContext({ ...contextOptions, baseURL })
  await enter(other, addresses, administrator)
  const hearing = await other.newPage()
  await hearing.goto('/desk/comments/appeals')
  expect(await faultsOf(hearing)).toEqual([])
  await cardOf(hearing, text).getByLabel('Note to whoever appealed').fill('So it is.')
  await cardOf(hearing, text).getByRole('button', { name: 'Uphold: publish the comment' }).click()
  await expect(hearing.getByText('The appeal is upheld, and its writer is told.')).toBeVisible()
  await own.goto('/account/comments/notices')
  await expect(own.getByText('You were right: your comment is published.')).toBeVisible()
  await own.goto(`/articles/${article}/comments/${id}`)
  await expect(own.getByText(text).first()).toBeVisible()
})

test('several are rejected at once, and undone at once; a comment that a moderator has open is not another’s', async ({
  browser,
  page,
  baseURL,
  addresses,
  contextOptions,
}) => {
  const [one, two] = [
    await plant(addresses.databaseUrl, 'Ottilie Crane', 'held'),
    await plant(addresses.databaseUrl, 'Ottilie Crane', 'held'),
  ]
  await enter(page.context(), addresses, moderator)
  await page.goto('/desk/comments?queue=held')
  for (const { text } of [one, two]) await cardOf(page, text).getByRole('checkbox').check()
  await page.getByText('Reject all that are marked').click()
  await page.getByLabel('Why').first().selectOption('It is not about the article.')
  await page.getByRole('button', { name: 'Reject them' }).click()
  await expect(page.getByText('2 comments are decided.')).toBeVisible()
  await expect(page.getByText(one.text)).toHaveCount(0)
  await keysAreOn(page)
  await page.keyboard.press('u')
  await expect(page.getByText('That is undone.')).toBeVisible()
  await expect(cardOf(page, one.text).getByText('Held', { exact: true })).toBeVisible()

  await page.goto(`/desk/comments/${one.id}`)
  const other = await browser.newContext({ ...contextOptions, baseURL })
  await enter(other, addresses, administrator)
  const second = await other.newPage()
  await second.goto('/desk/comments?queue=held')
  await expect(cardOf(second, one.text).getByText('Moses Quillfeather has this before them')).toBeVisible()
  await expect(cardOf(second, one.text).getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await second.goto(`/desk/comments/${one.id}`)
  await second.getByRole('button', { name: 'Take it over' }).click()
  await second.getByRole('button', { name: 'Approve' }).click()
  await expect(second.getByText('The comment is published.')).toBeVisible()
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText('Ada Kirkbride has approved it meanwhile.')).toBeVisible()
})

test('somebody is suspended until a day, cannot write, and reads why', async ({
  browser,
  page,
  baseURL,
  addresses,
  contextOptions,
}) => {
  const { id, article, writer } = await plant(addresses.databaseUrl, 'Corvin Ashdown')
  await enter(page.context(), addresses, moderator)
  await page.goto(`/desk/comments/${id}`)
  await page.getByText('Warn, pre-moderate, suspend or ban').click()
  await page.getByLabel('Suspend.').check()
  await page.getByLabel('Reason, for moderators').fill('A third insult.')
  await page.getByRole('button', { name: 'Do it and tell' }).click()
  await expect(page.getByText('Choose a day that is still to come.')).toBeVisible()
  await page.getByLabel('A suspension ends at the beginning of').fill('2099-01-01')
  await page.getByLabel(/^Note, which/).fill('Cool down, please.')
  await page.getByRole('button', { name: 'Do it and tell' }).click()
  await expect(page.getByText('They are suspended, and told so.')).toBeVisible()
  const writing = await browser.newContext({ ...contextOptions, baseURL })
  await enter(writing, addresses, writer)
  const own = await writing.newPage()
  await own.goto('/account/comments')
  await expect(own.getByText('You are suspended from commenting until 1 January 2099.')).toBeVisible()
  await expect(own.getByText('The moderator writes: Cool down, please.')).toBeVisible()
  await own.goto(`/articles/${article}/comment`)
  await expect(own.getByRole('button', { name: 'Post comment' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(page.getByText('That is undone.')).toBeVisible()
  await own.goto(`/articles/${article}/comment`)
  await expect(own.getByRole('button', { name: 'Post comment' })).toBeVisible()
})

test(
  'the pages of moderation have no fault that axe can find, and nothing wider than the screen',
  { tag: '@phone' },
  async ({ page, addresses }) => {
    test.setTimeout(120_000)
    const { id } = await plant(addresses.databaseUrl, 'Idris Fallow', 'held')
    await enter(page.context(), addresses, administrator)
    const person = await withDatabase(addresses.databaseUrl, async (sql) => {
      const [row] = await sql`select person_id from comments where id = ${id}`
      return String(row?.person_id)
    })
    for (const path of [
      '/desk',
      '/desk/comments',
      '/desk/comments?queue=held',
      '/desk/comments?queue=new',
      '/desk/comments?queue=all&state=rejected',
      `/desk/comments/${id}`,
      `/desk/comments/people/${person}`,
      '/desk/comments/log',
      '/desk/comments/appeals',
      '/desk/settings/comments',
    ]) {
      await page.goto(path)
      expect(await faultsOf(page), path).toEqual([])
    }
  },
)

test('editors pick and nothing else; nobody without the right finds anything', async ({
  browser,
  baseURL,
  addresses,
}) => {
  const { id } = await plant(addresses.databaseUrl, 'Nell Orchard')
  const paths = [
    '/desk/comments/log',
    '/desk/comments/appeals',
    `/desk/comments/people/${id}`,
    '/desk/settings/comments',
  ]
  for (const [person, list] of [
    ['editor', 200],
    ['managing-editor', 200],
    ['fulfilment', 404],
    ['reader', 404],
    ['supporter', 404],
  ] as const) {
    const context = await browser.newContext({ baseURL })
    await enter(context, addresses, `${person}@saltmarsh.example`)
    const answer = await context.request.get('/desk/comments')
    expect([person, answer.status()]).toEqual([person, list])
    expect(await answer.text()).not.toContain('Reject')
    for (const path of paths)
      expect([person, path, (await context.request.get(path)).status()]).toEqual([person, path, 404])
    await context.close()
  }
})
