import { expect, type Page } from '@playwright/test'
import { tell } from '../telling.ts'
import { openBrowser } from './browser.ts'
import type { Magazine } from './magazine.ts'
import type { Done } from './people.ts'
import { payAtStripe, sessionIn } from '#tests/donations/paying.ts'

/** Somebody before a browser who has entered something and is about to press a button. */
interface Onlooker {
  name: string
  page: Page
  /** What they have entered, read off the page. */
  entered(): Promise<string>
  press(): Promise<void>
  /** Waits until they are served, from the button on. @returns what was done, to be counted */
  served(): Promise<Done>
}

export interface Onlookers {
  /**
   * Everybody presses their button now, and is told that it did not work, in these words; what they entered is still there.
   * @param words by whose they are; nobody waits longer than `withinMs` milliseconds
   */
  allAreTold(words: Record<string, RegExp>, withinMs?: number): Promise<void>
  /** Everybody presses once more, and is served. @returns what was done by it, to be counted with the rest */
  allAreServed(): Promise<Done[]>
  close(): Promise<void>
}

const paragraph = 'The ferry left at seven, and nobody was on it.'

/**
 * A donor, a commenter, somebody who writes to the managing editor and an editor, each of whom has the page open and has entered
 * what they have to say.
 * @param mark tells those of this round from those of another
 */
export async function sitDown(magazine: Magazine, mark: number): Promise<Onlookers> {
  const browser = await openBrowser(magazine)
  const { article, editor } = magazine
  const draft = magazine.drafts.at(-1 - mark)
  const supporter = magazine.supporters.at(-1 - mark)
  if (draft === undefined || supporter === undefined) throw new Error('too few are there')

  const people = await Promise.all([donor(), commenter(), writer(), publisher()])
  await Promise.all(people.map(({ entered }) => entered()))

  async function donor(): Promise<Onlooker> {
    const page = await browser.open()
    await page.goto('/donate')
    const amount = page.getByLabel('Another amount in GBP')
    await amount.fill(`${60 + mark}`)
    const ref = `donor-at-the-screen-${mark}@example.org`
    return {
      name: 'donor',
      page,
      entered: () => amount.inputValue(),
      press: () => page.getByRole('button', { name: 'Continue to payment' }).click(),
      async served() {
        await page.waitForURL(/\/c\/pay\//)
        const back = await payAtStripe(page.url(), { email: ref })
        await page.goto(`/donate/thanks?session=${sessionIn(back)}`)
        await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
        return { kind: 'donations', ref }
      },
    }
  }

  async function commenter(): Promise<Onlooker> {
    const page = await browser.open(supporter)
    await page.goto(`/articles/${article.slug}`)
    const field = page.getByLabel(/^Comment as/)
    const ref = `I sat before the screen, and it was so (${mark}).`
    await field.fill(ref)
    return {
      name: 'commenter',
      page,
      entered: () => field.inputValue(),
      press: () => page.getByRole('button', { name: 'Post comment' }).click(),
      async served() {
        await expect(field).toHaveValue('')
        await expect(page.getByText(ref).first()).toBeVisible()
        return { kind: 'comments', ref }
      },
    }
  }

  async function writer(): Promise<Onlooker> {
    const page = await browser.open()
    await page.goto('/contact/correction')
    const ref = `writer-at-the-screen-${mark}@example.org`
    await page.locator('[name=message]').fill('It was not so.')
    await page.locator('[name=name]').fill('A writer')
    await page.locator('[name=email]').fill(ref)
    return {
      name: 'writer',
      page,
      async entered() {
        const fields = ['message', 'name', 'email'].map((name) => page.locator(`[name=${name}]`).inputValue())
        return (await Promise.all(fields)).join(', ')
      },
      press: () => page.getByRole('button', { name: 'Send to the managing editor' }).click(),
      async served() {
        await page.waitForURL(/sent=1/)
        return { kind: 'letters', ref }
      },
    }
  }

  async function publisher(): Promise<Onlooker> {
    const page = await browser.open(editor)
    await page.goto(`/desk/articles/${draft?.id}`)
    const text = page.getByRole('textbox', { name: 'Text of the article' })
    await text.fill(`${paragraph} It was the ${mark}th.`)
    await expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible()
    const publish = page.getByRole('form', { name: 'Publish now' })
    const fold = page.locator('summary', { hasText: 'Publish now' })
    if ((await fold.count()) > 0) await fold.first().click()
    const confirmed = publish.getByRole('checkbox')
    if ((await confirmed.count()) > 0) await confirmed.check()
    return {
      name: 'editor',
      page,
      entered: async () => (await text.innerText()).trim(),
      async press() {
        await text.press('End')
        await text.pressSequentially(' It rained.')
        await publish.getByRole('button', { name: 'Publish now' }).click()
      },
      async served() {
        await page.waitForURL(/done=publish/)
        return { kind: 'articles', ref: draft?.id ?? '', text: 'It rained.' }
      },
    }
  }

  return {
    async allAreTold(words, withinMs = 15_000) {
      const before = await Promise.all(people.map(({ entered }) => entered()))
      await Promise.all(people.map(({ press }) => press()))
      await Promise.all(
        people.map(async ({ name, page, entered }, index) => {
          const told = page.getByText(words[name] ?? /never/).filter({ visible: true })
          await expect(told.first(), `what the ${name} is told`).toBeVisible({ timeout: withinMs })
          tell(`  The ${name} reads: “${(await told.first().innerText()).trim()}”`)
          expect(await entered(), `what the ${name} had entered`).toContain(before[index])
        }),
      )
    },
    async allAreServed() {
      await Promise.all(people.map(({ press }) => press()))
      return Promise.all(people.map(({ served }) => served()))
    },
    close: () => browser.close(),
  }
}
