import type { Locator, Page } from '@playwright/test'
import { saveArticle } from '#lib/articles/commands.ts'
import { copiedFromGoogleDocs, copiedFromWord } from '../articles/copied.ts'
import type { Addresses } from './support/addresses.ts'
import { enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { ownArticle } from './support/own-article.ts'
import { onTheStack } from './support/planted.ts'

const editor = 'editor@saltmarsh.example'

const paragraph = (text: string) => ({ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] })

/** A draft of four lines, opened at the desk. */
async function openDraft(page: Page, addresses: Addresses): Promise<Locator> {
  const mark = crypto.randomUUID().slice(0, 8)
  const { id } = await onTheStack(addresses, (ctx) =>
    saveArticle(
      ctx,
      {
        slug: `the-weir-${mark}`,
        headline: `The weir ${mark}`,
        standfirst: 'It held.',
        body: { type: 'doc', content: ['One.', 'Two.', 'Three.', 'Four.'].map(paragraph) },
        previewBlocks: 1,
        state: 'draft',
        access: 'metered',
        authors: [{ name: 'Tamsin Okoro-Pell' }],
        topics: [{ name: 'Places' }],
      },
      { reason: 'For a test', personId: null },
    ),
  )
  await enter(page.context(), addresses, editor)
  await page.goto(`/desk/articles/${id}`)
  const text = page.getByRole('textbox', { name: 'Text of the article' })
  await expect(text).toBeVisible()
  return text
}

/** Puts the cursor at the end of a line. */
async function endOf(page: Page, line: Locator): Promise<void> {
  await line.click()
  await page.keyboard.press('End')
}

/** As a browser tells of what was copied in another program. */
async function paste(text: Locator, html: string, plain = ''): Promise<void> {
  await text.evaluate(
    (element, copied) => {
      const clipboardData = new DataTransfer()
      if (copied.html !== '') clipboardData.setData('text/html', copied.html)
      clipboardData.setData('text/plain', copied.plain)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    { html, plain },
  )
}

test('by keyboard alone a text is typed, set, noted, linked and kept', async ({ page, addresses }) => {
  const other = await ownArticle(addresses)
  const text = await openDraft(page, addresses)
  await endOf(page, text.getByText('Two.'))
  await page.keyboard.type(' He said "salt"')
  await expect(text.getByText('Two. He said “salt”')).toBeVisible()
  await page.keyboard.press('Control+b')
  await page.keyboard.type(' is dear')
  await expect(text.locator('strong')).toHaveText(' is dear')

  await page.keyboard.press('Control+Alt+f')
  await page.keyboard.type('Pliny says so.')
  await expect(text.getByRole('list', { name: 'Footnotes' })).toHaveText('Pliny says so.')
  await page.keyboard.press('Escape')
  await page.keyboard.type(', always.')
  await expect(text.getByRole('img', { name: 'Footnote 1' })).toBeVisible()

  await page.keyboard.press('Control+k')
  const address = page.getByLabel('Address, or words of an article')
  await address.fill('javascript:alert(1)')
  await address.press('Enter')
  await expect(page.getByText('A link cannot begin with javascript:')).toBeVisible()
  await address.fill(`ferry Hask ${other.slug.slice(-8)}`)
  await expect(page.getByRole('list', { name: 'Articles' }).getByRole('button')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(text.getByRole('link')).toHaveAttribute('href', `/articles/${other.slug}`)

  await endOf(page, text.getByText('Three.'))
  await page.keyboard.press('Control+Alt+2')
  await expect(text.getByRole('heading', { level: 2, name: 'Three.' })).toBeVisible()
  await endOf(page, text.getByText('Four.'))
  await page.keyboard.press('Alt+F10')
  await expect(page.getByRole('button', { name: 'Bold', exact: true })).toBeFocused()
  for (let presses = 0; presses < 20; presses += 1) {
    if ((await page.evaluate(() => document.activeElement?.ariaLabel)) === 'Pull quote') break
    await page.keyboard.press('ArrowRight')
  }
  await page.keyboard.press('Enter')
  await expect(text.getByRole('complementary')).toHaveText('Four.')
  expect(await faultsOf(page)).toEqual([])

  await expect(page.getByText(/^\d+ words, 1 min to read$/)).toBeVisible()
  await expect(page.getByText(/^Saved \d/)).toBeVisible()
  await page.reload()
  await expect(text.getByText('He said “salt” is dear')).toBeVisible()
  await expect(text.getByRole('list', { name: 'Footnotes' })).toHaveText('Pliny says so.')
})

test('the preview ends where its rule is put, and stays between the same blocks', async ({ page, addresses }) => {
  const text = await openDraft(page, addresses)
  const rule = text.getByRole('separator', { name: 'The preview ends here' })
  await expect(rule).toHaveAttribute('aria-valuetext', 'after 1 of 4 blocks')
  await rule.focus()
  await page.keyboard.press('ArrowDown')
  await expect(rule).toBeFocused()
  await expect(rule).toHaveAttribute('aria-valuetext', 'after 2 of 4 blocks')
  await page.keyboard.press('End')
  await expect(rule).toHaveAttribute('aria-valuetext', 'after 3 of 4 blocks')
  await endOf(page, text.getByText('One.'))
  await page.keyboard.press('Enter')
  await page.keyboard.type('Between.')
  await expect(rule).toHaveAttribute('aria-valuetext', 'after 4 of 5 blocks')
  await page.keyboard.press('Control+Alt+Enter')
  await expect(rule).toHaveAttribute('aria-valuetext', 'after 2 of 5 blocks')
})

test('a table is made and changed, and what cannot be embedded is refused beside its field', async ({
  page,
  addresses,
}) => {
  const text = await openDraft(page, addresses)
  await endOf(page, text.getByText('Four.'))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Table', exact: true }).click()
  await page.keyboard.type('Year')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Tons')
  await page.getByRole('button', { name: 'Column after' }).click()
  await page.getByRole('button', { name: 'Take this row away' }).click()
  await expect(text.getByRole('row')).toHaveCount(2)
  await expect(text.getByRole('row').first().getByRole('cell')).toHaveCount(4)
  await page.keyboard.press('Control+z')
  await expect(text.getByRole('row')).toHaveCount(3)

  await endOf(page, text.getByText('Two.'))
  await page.getByRole('button', { name: 'Embed', exact: true }).click()
  await page.getByLabel('Address of its page').fill('https://example.org/film')
  await page.getByRole('button', { name: 'Embed it' }).click()
  await expect(page.getByText('Nothing can be embedded from there. What can: YouTube, Vimeo')).toBeVisible()
  await page.getByLabel('Address of its page').fill('https://youtu.be/aBcDeFgHi-1')
  await page.getByLabel('What it is', { exact: true }).fill('The film')
  await page.getByRole('button', { name: 'Embed it' }).click()
  await expect(text.getByText('Embed from YouTube')).toBeVisible()
  await expect(text.getByLabel('What it is, for whoever has not loaded it')).toHaveValue('The film')
})

for (const [program, copied, leftOut] of [
  ['Word', copiedFromWord, 'one tracked deletion, one comment, and one picture'],
  ['Google Docs', copiedFromGoogleDocs, 'one comment and one picture'],
] as const) {
  test(`what is pasted from ${program} comes clean, and what was left out is said`, async ({ page, addresses }) => {
    const text = await openDraft(page, addresses)
    await endOf(page, text.getByText('Four.'))
    await page.keyboard.press('Enter')
    await paste(text, copied)
    await expect(text.getByRole('heading', { name: 'The price of salt' })).toBeVisible()
    await expect(text.locator('strong')).toHaveText('dear')
    await expect(text.getByText('from Essex')).toBeVisible()
    await expect(text.getByRole('list', { name: 'Footnotes' })).toHaveText('Pliny says so.')
    await expect(page.getByText(`Left out of what was pasted: ${leftOut}.`)).toBeVisible()
    expect(await text.innerHTML()).not.toMatch(/mso-|docs-internal|font-family|\[KS1\]/)
    await page.keyboard.press('Control+z')
    await expect(text.getByRole('heading', { name: 'The price of salt' })).toHaveCount(0)
    await expect(text.getByText('Four.')).toBeVisible()
  })
}

test('an address that is pasted links the words selected; plain text keeps its paragraphs', async ({
  page,
  addresses,
  baseURL,
}) => {
  const text = await openDraft(page, addresses)
  await endOf(page, text.getByText('Two.'))
  await page.keyboard.press('Shift+Home')
  await paste(text, '', `${baseURL}/topics`)
  await expect(text.getByRole('link', { name: 'Two.' })).toHaveAttribute('href', '/topics')
  await endOf(page, text.getByText('Four.'))
  await page.keyboard.press('Enter')
  await paste(text, '', 'Five.\n\nSix.')
  await expect(text.locator('p').filter({ hasText: /^(?:Five|Six)\.$/ })).toHaveCount(2)
})

test('whoever is no staff finds no articles to link to', async ({ page, addresses }) => {
  await enter(page.context(), addresses, 'reader@saltmarsh.example')
  expect((await page.request.get('/desk/articles/links.json?q=salt')).status()).toBe(404)
})
