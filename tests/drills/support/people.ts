import { setTimeout as wait } from 'node:timers/promises'
import { v7 } from 'uuid'
import { savedSchema, shownCopySchema } from '#app/desk/articles/[id]/_writing/shown-copy.ts'
import { payAtStripe, sessionIn } from '#tests/donations/paying.ts'
import type { Magazine } from './magazine.ts'
import { saidIn, visitor, type Seen } from './visitor.ts'

export const kinds = ['donations', 'comments', 'articles', 'letters', 'sign-ins'] as const
export type Kind = (typeof kinds)[number]

/** Something that somebody wanted and was told had worked. */
export interface Done {
  kind: Kind
  /** By what it is found again: an address, a comment's text, an article's id. */
  ref: string
  /** For an article, the last word that was written into it. */
  text?: string
}

export interface Traffic {
  done: Done[]
  /** How often somebody was not served, by what they wanted and what they saw. Each then tried again. */
  troubles: Map<string, number>
  /** Nobody begins anything new; whoever has begun goes on until it is done. */
  end(): Promise<void>
}

/**
 * People at work on a magazine: they give, comment, write and publish, write to the managing editor, and ask to be let in. Whoever
 * is not served waits a moment and presses again what they pressed, as people do.
 */
export function letPeopleWork(magazine: Magazine): Traffic {
  const { supporters, drafts, editor, article } = magazine
  const done: Done[] = []
  const troubles = new Map<string, number>()
  let isOver = false

  /** Until `act` is done. @param act throws while it is not */
  async function insist<Result>(kind: Kind, act: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await act()
      } catch (trouble) {
        const said = `${kind}: ${trouble instanceof Error ? trouble.message : String(trouble)}`
        troubles.set(said, (troubles.get(said) ?? 0) + 1)
        await wait(400)
      }
    }
  }

  async function keepDoing(pauseMs: number, what: (number: number) => Promise<Done | null>): Promise<void> {
    for (let number = 0; !isOver; number += 1) {
      const one = await what(number)
      if (one === null) return
      done.push(one)
      await wait(pauseMs)
    }
  }

  async function give(number: number): Promise<Done> {
    const ref = `donor-${number}@example.org`
    const donor = visitor(magazine)
    const often = number % 3 === 0 ? 'once' : 'month'
    const page = await insist('donations', async () =>
      shown(await donor.get(`/donate?frequency=${often}&amount=${5 + (number % 40)}`), 200),
    )
    const checkout = await insist('donations', async () => {
      const { location } = shown(await donor.press(page, 'Continue to payment'), 303)
      if (location === null) throw new Error('it leads nowhere')
      return location
    })
    const back = await insist('donations', () => payOnce(checkout, ref))
    // Some close the window: then only the webhook can tell.
    if (number % 4 !== 0)
      await insist('donations', async () => {
        const thanks = shown(await donor.get(`/donate/thanks?session=${sessionIn(back)}`), 200)
        if (!thanks.text.includes('Thank you')) throw new Error(`the page of thanks says: ${saidIn(thanks)}`)
      })
    return { kind: 'donations', ref }
  }

  async function comment(number: number): Promise<Done | null> {
    const supporter = supporters[number]
    if (supporter === undefined) return null
    const ref = `I was there, and it was so (${number}).`
    const commenter = visitor(magazine, supporter.session)
    const said = { article: article.slug, text: ref, submissionId: v7() }
    await insist('comments', async () => told(await commenter.ask('POST', '/api/comments', said), 201))
    return { kind: 'comments', ref }
  }

  /** Writes three sentences into a draft, each kept as it is written, and publishes it. */
  async function publish(number: number): Promise<Done | null> {
    const draft = drafts[number]
    if (draft === undefined) return null
    const writer = visitor(magazine, editor.session)
    const address = `/api/desk/articles/${draft.id}/working-copy`
    let copy = await insist('articles', async () => {
      const { status, text } = await writer.get(address)
      if (status !== 200) throw new Error(`${status}`)
      return shownCopySchema.parse(JSON.parse(text))
    })
    let text = ''
    for (let sentence = 0; sentence < 3; sentence += 1) {
      text = `Sentence ${sentence} of ${v7()}. `
      const paragraph = { type: 'paragraph' as const, content: [{ type: 'text' as const, text }] }
      const written = { ...copy.written, body: { type: 'doc' as const, content: [paragraph] } }
      const unanswered: string[] = []
      copy = await insist('articles', async () => {
        const { stamp, baseRevision } = copy
        const as = v7()
        unanswered.push(as)
        const saving = { written, stamp, unanswered, as, baseRevision, personId: editor.id }
        return savedCopy(told(await writer.ask('PUT', address, saving), 200))
      })
    }
    await insist('articles', async () => {
      const page = shown(await writer.get(`/desk/articles/${draft.id}`), 200)
      // Pressed before, and done, though nobody said so.
      if (page.text.includes('aria-label="Take down"')) return
      shown(await writer.press(page, 'Publish now', { confirmed: 'on' }), 303)
    })
    return { kind: 'articles', ref: draft.id, text }
  }

  async function write(number: number): Promise<Done> {
    const ref = `writer-${number}@example.org`
    const writer = visitor(magazine)
    const page = await insist('letters', async () => shown(await writer.get('/contact/correction'), 200))
    // Whoever sends it at once is taken for a program.
    await wait(3_100)
    const typed = { name: 'A writer', email: ref, message: `It was not so, says ${number}.` }
    await insist('letters', async () => shown(await writer.press(page, 'Send to the managing editor', typed), 303))
    return { kind: 'letters', ref }
  }

  async function signIn(number: number): Promise<Done> {
    const ref = `reader-${number}@example.org`
    const reader = visitor(magazine)
    const page = await insist('sign-ins', async () => shown(await reader.get('/sign-in'), 200))
    await insist('sign-ins', async () => shown(await reader.press(page, 'Send me a link', { email: ref }), 303))
    return { kind: 'sign-ins', ref }
  }

  const work = Promise.all([
    keepDoing(200, give),
    keepDoing(300, comment),
    keepDoing(500, publish),
    keepDoing(100, write),
    keepDoing(500, signIn),
  ])
  return {
    done,
    troubles,
    async end() {
      isOver = true
      await work
    },
  }
}

/** Pays on Stripe's page, unless that was done already and the answer was lost. @returns where it leads */
export async function payOnce(checkout: string, email: string): Promise<string> {
  const address = checkout.replace('localhost', '127.0.0.1')
  const shownNow = await (await fetch(address)).text()
  const back = shownNow.includes('Card number') ? await payAtStripe(checkout, { email }) : null
  return back ?? `http://paid.example/?session=${new URL(address).pathname.split('/').at(-1)}`
}

/** @throws Error with what the page says, unless it has that status */
function shown(page: Seen, status: number): Seen {
  if (page.status !== status) throw new Error(`${page.status}, ${saidIn(page)}`)
  return page
}

/** @throws Error with what was said, unless it has that status */
function told({ status, body }: { status: number; body: unknown }, wanted: number): unknown {
  if (status === wanted) return body
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : 'nothing'
  throw new Error(`${status}, ${String(message)}`)
}

function savedCopy(body: unknown) {
  return savedSchema.parse(body).copy
}
