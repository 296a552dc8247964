import { numbers, sentence } from '../../exports/made-up-words.ts'
import type { Browser } from '../browser.ts'
import { titleIn } from '../form.ts'
import { newBrowser, turn, type Soaking } from '../soaking.ts'
import { signIn } from './signing-in.ts'

const articles = Array.from({ length: 12 }, (_, place) => `article-${place + 2}`)
const writers = 30

/** Supporters of the made-up magazine, signed in. */
export async function gatherWriters(soaking: Soaking): Promise<Browser[]> {
  const signedIn: Browser[] = []
  for (let number = 1; number <= writers; number += 1) {
    const browser = newBrowser(soaking)
    await signIn(soaking, browser, `person${number * 10}@example.org`)
    signedIn.push(browser)
  }
  return signedIn
}

/** One of the last comments that were posted, with the article it stands under. */
interface Posted {
  article: string
  id: string
}

/** Supporters comment in turn; of four one answers another, whose comment a third one likes, and of eight one is reported. */
export function commentingBy(soaking: Soaking, people: readonly Browser[]): (number: number) => Promise<void> {
  const posted: Posted[] = []
  const lately = (number: number) => (posted.length === 0 ? undefined : turn(posted, number))
  return async (number) => {
    const writer = turn(people, number)
    const article = turn(articles, number)
    await writer.open('commenting', `/articles/${article}`)
    const answered = number % 4 === 3 ? lately(number) : undefined
    const made = await post(soaking, writer, number, answered ?? { article })
    posted.push(made)
    if (posted.length > 20) posted.shift()
    if (number % 4 === 1) await like(turn(people, number + 1), made)
    if (number % 8 === 2) await report(turn(people, number + 1), made)
  }
}

async function post(
  { told }: Soaking,
  writer: Browser,
  number: number,
  under: { article: string; id?: string },
): Promise<Posted> {
  const { article, id } = under
  const form = await writer.open(
    'commenting',
    `/articles/${article}/comment${id === undefined ? '' : `?answers=${id}`}`,
  )
  const next = numbers(number + 1)
  const text = `${sentence(next)} ${sentence(next)}`
  const { url, html } = await writer.press('commenting', form, 'Post comment', { text })
  const made = new RegExp(`^/articles/${article}/comments/([0-9a-f-]{36})$`).exec(url.pathname)?.[1]
  if (made === undefined) throw new Error(`commenting led to ${url.pathname}${url.search}: ${titleIn(html)}`)
  told.comments.push(made)
  return { article, id: made }
}

async function like(reader: Browser, { article, id }: Posted): Promise<void> {
  const page = await reader.open('commenting', `/articles/${article}/comments/${id}`)
  const { html } = await reader.press('commenting', page, 'Like')
  if (!html.includes('Take my like back')) throw new Error('a like was not counted')
}

async function report(reader: Browser, { article, id }: Posted): Promise<void> {
  const form = await reader.open('commenting', `/articles/${article}/comments/${id}/report`)
  const { url } = await reader.press('commenting', form, 'Report this comment', { reason: 'off_topic' })
  if (url.searchParams.get('done') !== 'reported') throw new Error(`reporting led to ${url.pathname}${url.search}`)
}
