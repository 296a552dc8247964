import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { places } from '../../magazine/size.ts'
import type { Browser } from '../browser.ts'
import { newBrowser, turn, type Soaking } from '../soaking.ts'
import { signIn } from './signing-in.ts'

/** As the page that writes in an article is told of it; what it does not touch goes back as it came. */
const copySchema = z.object({
  written: z.looseObject({ slug: z.string(), standfirst: z.string() }),
  stamp: z.uuid().nullable(),
  baseRevision: z.int(),
  revision: z.int(),
})
const savedSchema = z.object({ state: z.literal('saved'), copy: copySchema.extend({ stamp: z.uuid() }) })

export interface Editor {
  browser: Browser
  personId: string
}

/** @param email and `personId` of somebody who edits articles and moderates comments */
export async function openDesk(soaking: Soaking, email: string, personId: string): Promise<Editor> {
  const browser = newBrowser(soaking)
  await signIn(soaking, browser, email)
  return { browser, personId }
}

/** The desk at work: changes what is published, decides on what is held, looks at cases and members. */
export async function workAtDesk(soaking: Soaking, editor: Editor, number: number): Promise<void> {
  const { browser } = editor
  switch (number % 4) {
    case 0:
      await updateArticle(soaking, editor, number / 4)
      return
    case 1:
      await decide(browser)
      return
    case 2: {
      const { html } = await browser.open('the desk', '/desk/cases')
      const [path] = /\/desk\/cases\/[0-9a-f-]{36}/.exec(html) ?? []
      if (path === undefined) throw new Error('there are no cases')
      await browser.open('the desk', path)
      return
    }
    default:
      await browser.open('the desk', '/desk')
      await browser.open('the desk', `/desk/members?q=person${number}@example.org`)
  }
}

/** Opens an article, has it kept three times while writing, and updates what readers see. */
async function updateArticle(soaking: Soaking, { browser, personId }: Editor, number: number): Promise<void> {
  const list = await browser.open('the desk', `/desk/articles?q=${places.rareWord}`)
  const id = turn(list.html.match(/(?<=\/desk\/articles\/)[0-9a-f-]{36}/g) ?? [], number)
  await browser.open('the desk', `/desk/articles/${id}`)
  const address = `/api/desk/articles/${id}/working-copy`
  const standfirst = `What was known at the time of the update numbered ${number}.`
  let copy = copySchema.parse(await browser.ask('the desk', address))
  for (const length of [20, 35, standfirst.length]) {
    const { written, stamp, baseRevision } = copy
    copy = savedSchema.parse(
      await browser.ask('the desk', address, 'PUT', {
        written: { ...written, standfirst: standfirst.slice(0, length) },
        stamp,
        unanswered: [],
        as: crypto.randomUUID(),
        baseRevision,
        personId,
      }),
    ).copy
  }
  const { stamp, revision } = copy
  await browser.ask('the desk', address, 'POST', { deed: 'update-quietly', seen: 'published', stamp, revision })
  soaking.told.updates.push(standfirst)
  await readersSee(soaking, copy.written.slug, standfirst)
}

/** Within the two seconds that the magazine promises. */
async function readersSee(soaking: Soaking, slug: string, text: string): Promise<void> {
  const reader = newBrowser(soaking)
  const began = performance.now()
  while (!(await reader.open('reading', `/articles/${slug}`)).html.includes(text)) {
    if (performance.now() - began > 2_000) throw new Error(`after two seconds readers of ${slug} saw no update`)
    await wait(100)
  }
}

async function decide(browser: Browser): Promise<void> {
  const queue = await browser.open('the desk', '/desk/comments?queue=held')
  const { url } = await browser.press('the desk', queue, 'Approve')
  if (url.searchParams.get('done') !== 'approve') throw new Error(`deciding led to ${url.pathname}${url.search}`)
}
