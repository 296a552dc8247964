import type { Browser, Locator, Page } from '@playwright/test'
import { saveArticle } from '#lib/articles/commands.ts'
import { after, localTime, minute } from '#lib/clock.ts'
import type { Addresses } from './support/addresses.ts'
import { enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { linkIn } from './support/mailbox.ts'
import { onTheStack } from './support/planted.ts'

const author = 'author@saltmarsh.example'
const editor = 'editor@saltmarsh.example'
const managingEditor = 'managing-editor@saltmarsh.example'

async function at(browser: Browser, addresses: Addresses, email: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: addresses.web })
  await enter(context, addresses, email)
  return context.newPage()
}

/** Makes a move that folds out first. */
async function make(page: Page, move: string, fill?: (form: Locator) => Promise<void>): Promise<void> {
  await page.getByText(`${move} …`, { exact: true }).click()
  const form = page.getByRole('form', { name: move, exact: true })
  await fill?.(form)
  await form.getByRole('button', { name: move, exact: true }).click()
}

/** A draft of its own for a test. @param publishedAt when it is to appear; then it is scheduled */
async function planted(addresses: Addresses, publishedAt?: Date) {
  const mark = crypto.randomUUID().slice(0, 8)
  const headline = `A stile too many ${mark}`
  const text = ['The first stile.', 'The second stile.', 'The third stile.', 'The last stile.']
  const { id } = await onTheStack(addresses, (ctx) =>
    saveArticle(
      ctx,
      {
        slug: `a-stile-too-many-${mark}`,
        headline,
        standfirst: 'Somebody counted.',
        body: {
          type: 'doc',
          content: text.map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
        },
        state: publishedAt ? 'published' : 'draft',
        ...(publishedAt && { publishedAt }),
        access: 'supporters',
        authors: [{ name: 'Tamsin Okoro-Pell' }],
        topics: [{ name: 'Places' }],
      },
      { reason: 'For a test', personId: null },
    ),
  )
  return { id, headline }
}

test('an author writes, an editor is told, remarks and changes; it appears at its minute, is corrected and taken down', async ({
  page,
  browser,
  addresses,
  mailbox,
}) => {
  test.setTimeout(420_000)
  const headline = `The bench at Hask Cross ${crypto.randomUUID().slice(0, 8)}`
  await enter(page.context(), addresses, author)
  await page.goto('/desk/articles')
  await page.getByRole('link', { name: 'New article' }).click()
  await page.getByRole('button', { name: 'Begin to write' }).click()
  await page.waitForURL(/\/desk\/articles\/[0-9a-f-]{36}$/)
  await page.getByLabel('Headline', { exact: true }).fill(headline)
  await page.getByLabel('Standfirst', { exact: true }).fill('It was there on the Monday.')
  const written = page.getByRole('textbox', { name: 'Text of the article' })
  await written.click()
  await page.keyboard.type('The bench was moved on Tuesday.')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Nobody sat on it.')
  await make(page, 'Submit', (form) => form.getByLabel('A word to the editor').fill('The bench is real.'))
  await expect(page.getByText('Submitted. An editor is told')).toBeVisible()
  await expect(page.getByText('This article is with the editors')).toBeVisible()
  expect(await faultsOf(page)).toEqual([])

  const told = await mailbox.latest('desk@saltmarsh.example', headline)
  expect(told.text).toContain('The bench is real.')
  const desk = await at(browser, addresses, editor)
  await desk.goto(linkIn(told, '/desk/articles/'))
  await desk.getByRole('button', { name: 'Take into edit' }).click()
  await expect(desk.getByText('It is in edit, and waits for you.')).toBeVisible()
  await desk.getByRole('radio', { name: /^Public/ }).check()
  await desk.getByRole('button', { name: 'Save access' }).click()
  await expect(desk.getByText('Access is saved.')).toBeVisible()

  // What is missing leads to where it is put right.
  await desk.getByRole('link', { name: 'Topic', exact: true }).click()
  await expect(desk.getByLabel('Add a topic')).toBeFocused()
  await desk.keyboard.type('Places')
  await desk.getByRole('list', { name: 'Add a topic: found' }).getByRole('button', { name: 'Places' }).click()

  const text = desk.getByRole('textbox', { name: 'Text of the article' })
  await text.getByText('Nobody sat on it.').click({ clickCount: 3 })
  await desk.getByRole('button', { name: 'Remark on this' }).click()
  await expect(desk.getByLabel('A remark on this passage')).toBeFocused()
  await desk.keyboard.type('Who says so?')
  await desk.getByRole('button', { name: 'Say it' }).click()
  await expect(desk.getByText('Said. Those concerned are told')).toBeVisible()
  await expect(text.locator('.remarked')).toHaveText('Nobody sat on it.')
  const remark = desk.locator('.remark').filter({ hasText: 'Who says so?' })
  await text.locator('.remarked').click()
  await expect(remark).toHaveAttribute('data-active', '')
  for (const scheme of ['dark', 'light'] as const) {
    await desk.emulateMedia({ colorScheme: scheme })
    expect(await faultsOf(desk)).toEqual([])
  }

  await page.reload()
  const said = page.locator('.remark').filter({ hasText: 'Who says so?' })
  await said.getByText('Answer', { exact: true }).first().click()
  await said.getByLabel('Your answer').fill('I sat beside it.')
  await said.getByRole('button', { name: 'Answer' }).click()
  await expect(said).toContainText('I sat beside it.')

  await desk.reload()
  await expect(remark).toContainText('I sat beside it.')
  await remark.getByRole('button', { name: 'Settle' }).click()
  await expect(text.locator('.remarked')).toHaveCount(0)
  await text.getByText('Nobody sat on it.').click()
  await desk.keyboard.press('End')
  await desk.keyboard.type(' Until Friday.')
  // Sent with what was typed a moment ago.
  await make(desk, 'Mark ready')
  await expect(desk.getByText('Marked ready.')).toBeVisible()

  const slug = await desk.getByLabel('Address', { exact: true }).inputValue()
  const visitor = await browser.newContext({ baseURL: addresses.web })
  const status = async () => (await visitor.request.get(`/articles/${slug}`)).status()
  const when = 'When readers are to see it'
  await make(desk, 'Schedule', (form) => form.getByLabel(when).fill('2020-01-01T10:00'))
  const schedule = desk.getByRole('form', { name: 'Schedule' })
  await expect(schedule.locator('#schedule-at-fault')).toContainText('That time is past.')
  const due = new Date(Math.ceil(after(new Date(), 0.7 * minute).getTime() / minute) * minute)
  await schedule.getByLabel(when).fill(localTime(due, 'Europe/London'))
  await schedule.getByRole('button', { name: 'Schedule' }).click()
  await expect(schedule.getByText('The checklist warns of something.')).toBeVisible()
  await schedule.getByRole('checkbox').check()
  await schedule.getByRole('button', { name: 'Schedule' }).click()
  await expect(desk.getByText('Scheduled.', { exact: true })).toBeVisible()
  if (new Date() < due) expect(await status()).toBe(404)
  await expect.poll(status, { timeout: 120_000, intervals: [500] }).toBe(200)
  expect(Date.now()).toBeGreaterThanOrEqual(due.getTime())
  const reading = await visitor.newPage()
  await reading.goto(`/articles/${slug}`)
  await expect(reading.getByRole('heading', { level: 1, name: headline })).toBeVisible()
  await expect(reading.locator('.article-text')).toContainText('Nobody sat on it. Until Friday.')
  expect(await reading.content()).toContain(`"datePublished":"${due.toISOString()}"`)
  await mailbox.latest(author, `Published: ${headline}`)

  const correcting = await at(browser, addresses, managingEditor)
  await correcting.goto(`/desk/corrections/new?article=${slug}`)
  await correcting.getByLabel('As it stands').fill('moved on Tuesday')
  await correcting.getByLabel('As it should be').fill('moved on Wednesday')
  await correcting.getByLabel('Note', { exact: true }).fill('The bench was moved on the Wednesday.')
  await correcting.getByLabel('Minor').check()
  await correcting.getByLabel('Why there').fill('A detail.')
  await correcting.getByRole('button', { name: 'Preview' }).click()
  await correcting.getByRole('button', { name: 'Publish it now' }).click()
  await expect(correcting.getByText('It is published.')).toBeVisible()
  await expect.poll(async () => (await visitor.request.get(`/articles/${slug}`)).text()).toContain('moved on Wednesday')

  await desk.reload()
  await make(desk, 'Take down', (form) => form.getByLabel('Why').fill('The bench has complained.'))
  await expect(desk.getByText('Taken down. Readers no longer see it.')).toBeVisible()
  await expect.poll(status).toBe(404)
  expect((await mailbox.latest(author, `Taken down: ${headline}`)).text).toContain('The bench has complained.')
})

test('an author finds from the desk’s first page what was sent back, why, and goes on writing', async ({
  page,
  addresses,
}) => {
  await enter(page.context(), addresses, author)
  await page.goto('/desk')
  await page.getByRole('link', { name: /sent back to you/ }).click()
  await page.getByRole('link', { name: 'The quorum at Little Hask' }).click()
  await expect(page.getByText('Edwina Strand sent it back:')).toContainText('whoever painted it')
  await expect(page.getByRole('textbox', { name: 'Text of the article' })).toBeVisible()
  await page.getByRole('button', { name: 'Show it in the text' }).click()
  await expect(page.locator('.remarked-active')).toContainText('the two greens')
  expect(await faultsOf(page)).toEqual([])
})

test('a secret link shows an article in both editions to a stranger, until it is revoked', async ({
  page,
  browser,
  addresses,
}) => {
  const { id, headline } = await planted(addresses)
  await enter(page.context(), addresses, editor)
  await page.goto(`/desk/articles/${id}`)
  await page.getByText('A link for somebody else').click()
  await page.getByLabel('For whom').fill('The owner of the stile')
  await page.getByLabel('Days it is good for').fill('900')
  await page.getByRole('button', { name: 'Make a preview link' }).click()
  await expect(page.locator('#preview-days-fault')).toBeVisible()
  await expect(page.getByLabel('For whom')).toHaveValue('The owner of the stile')
  await page.getByLabel('Days it is good for').fill('3')
  await page.getByRole('button', { name: 'Make a preview link' }).click()
  const link = await page.getByRole('link', { name: /\/preview\// }).getAttribute('href')

  const stranger = await (await browser.newContext({ baseURL: addresses.web })).newPage()
  await stranger.goto(`${link}`)
  await expect(stranger.getByRole('heading', { level: 1, name: headline })).toBeVisible()
  await expect(stranger.getByText('The last stile.')).toBeVisible()
  await expect(stranger.getByRole('complementary', { name: 'Advertisement' }).first()).toBeAttached()
  await expect(stranger.getByRole('link', { name: 'Phone' })).toHaveCount(0)
  expect(await faultsOf(stranger)).toEqual([])
  await stranger.getByRole('link', { name: 'Without advertising' }).click()
  await expect(stranger.getByRole('complementary', { name: 'Advertisement' })).toHaveCount(0)
  await stranger.getByRole('link', { name: 'What a visitor reads' }).click()
  await expect(stranger.getByRole('heading', { name: 'This article is for supporters' })).toBeVisible()
  await expect(stranger.getByText('The last stile.')).toHaveCount(0)

  await page.reload()
  await page.getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('The address leads nowhere from now on.')).toBeVisible()
  expect((await stranger.goto(`${link}`))?.status()).toBe(404)

  await page.goto(`/desk/articles/${id}/preview`)
  await page.getByRole('link', { name: 'Phone' }).click()
  const framed = page.frameLocator('iframe[title="The article on a phone"]')
  await expect(framed.getByRole('heading', { level: 1, name: headline })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Phone' })).toHaveAttribute('aria-current', 'true')
})

test('a scheduled article is moved to another day by keyboard, and by drag, and keeps its time of day', async ({
  page,
  addresses,
}) => {
  const month = localTime(after(new Date(), 45 * 24 * 60 * minute), 'Europe/London').slice(0, 7)
  const { headline } = await planted(addresses, new Date(`${month}-09T17:45:00Z`))
  const shown = localTime(new Date(`${month}-09T17:45:00Z`), 'Europe/London').slice(11)
  const dayOf = (number: string) => page.locator(`[data-day="${month}-${number}"]`)
  await enter(page.context(), addresses, editor)
  await page.goto(`/desk/calendar?month=${month}`)
  await expect(dayOf('09')).toContainText(headline)
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await faultsOf(page)).toEqual([])
  }
  const entry = page.locator('.calendar-entry').filter({ hasText: headline })
  await entry.locator('summary').focus()
  await page.keyboard.press('Enter')
  await entry.getByLabel('To which day').fill('2020-01-01')
  await page.keyboard.press('Enter')
  await expect(entry.getByText('That time is past.')).toBeVisible()
  await entry.getByLabel('To which day').fill(`${month}-16`)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Moved. It keeps its time of day.')).toBeVisible()
  await expect(dayOf('16')).toContainText(`${shown}`)
  await expect(dayOf('16')).toContainText(headline)

  await entry.dragTo(dayOf('23'))
  await expect(dayOf('23')).toContainText(headline)
  await expect(dayOf('23')).toContainText(shown)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the desk remarks, settles and moves an article all the same', async ({ page, addresses }) => {
    const { id } = await planted(addresses)
    await enter(page.context(), addresses, editor)
    await page.goto(`/desk/articles/${id}`)
    await page.getByRole('button', { name: 'Say it' }).click()
    await expect(page.getByText('Write something.')).toBeVisible()
    await page.getByLabel('A remark on the whole article').fill('Which of them is too many?')
    await page.getByRole('button', { name: 'Say it' }).click()
    const remark = page.locator('.remark').filter({ hasText: 'Which of them is too many?' })
    await remark.getByRole('button', { name: 'Settle' }).click()
    await expect(page.getByText('One settled remark')).toBeVisible()
    await make(page, 'Submit')
    await page.getByRole('button', { name: 'Take into edit' }).click()
    await expect(page.getByText('It is in edit, and waits for you.')).toBeVisible()
  })
})
