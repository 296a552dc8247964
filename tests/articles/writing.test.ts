import { expect, test } from 'vitest'
import type { Written } from '#lib/articles/written.ts'
import type { Kept } from '#app/desk/articles/[id]/_writing/kept-here.ts'
import type { Sends } from '#app/desk/articles/[id]/_writing/sends.ts'
import type { ShownCopy } from '#app/desk/articles/[id]/_writing/shown-copy.ts'
import { Writing } from '#app/desk/articles/[id]/_writing/writing.ts'
import { paragraphs } from './draft-article.ts'
import { aWritten } from './written.ts'

const article = aWritten({ body: paragraphs('One.', 'Two.', 'Three.') })

/** A server with one article, to which the line may break before or after it has heard. */
class Server {
  copy: ShownCopy = {
    written: article,
    article,
    stamp: null,
    baseRevision: 1,
    revision: 1,
    by: null,
    savedAt: null,
    movedFrom: null,
  }
  line: 'whole' | 'dead' | 'mute' | 'signed out' = 'whole'
  heard: Written[] = []

  readonly sends: Sends = {
    saving: async ({ written, stamp, unanswered, as, baseRevision }) => {
      if (this.line === 'dead') return { is: 'unreachable' }
      if (this.line === 'signed out') return { is: 'signed out' }
      const { copy } = this
      const isOf =
        copy.stamp === null
          ? stamp === null && baseRevision === copy.revision
          : copy.stamp === stamp || unanswered.includes(copy.stamp)
      if (!isOf) return { is: 'overtaken', copy }
      this.heard.push(written)
      this.copy = { ...copy, written, stamp: as, baseRevision, savedAt: '2026-02-01T14:05:00.000Z', by: 'Ada Quill' }
      if (baseRevision === copy.revision) this.copy.movedFrom = null
      return this.line === 'mute' ? { is: 'unreachable' } : { is: 'saved', copy: this.copy }
    },
    copy: async () => this.copy,
  }

  /** Somebody else saves. */
  theirs(change: Partial<Written>): void {
    this.copy = { ...this.copy, written: { ...this.copy.written, ...change }, stamp: 'theirs', by: 'Bob Lim' }
  }
}

/** A browser: what it keeps outlives its pages. Time passes by `pass`. */
class Browser {
  kept: Kept | null = null
  readonly server: Server
  #due: (() => void)[] = []

  constructor(server: Server) {
    this.server = server
  }

  open(): Writing {
    this.#due = []
    return new Writing({
      copy: structuredClone(this.server.copy),
      kept: structuredClone(this.kept),
      sends: this.server.sends,
      keeps: {
        keep: async (kept) => {
          this.kept = structuredClone(kept)
        },
        forget: async () => {
          this.kept = null
        },
      },
      clockwork: {
        later: (work) => {
          this.#due = [work]
          return () => {
            this.#due = []
          }
        },
        stamp: () => crypto.randomUUID(),
      },
    })
  }

  async pass(): Promise<void> {
    const due = this.#due
    this.#due = []
    for (const work of due) work()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

function opened() {
  const server = new Server()
  const browser = new Browser(server)
  return { server, browser, page: browser.open() }
}

test('what is typed is kept here at once, sent after a rest, and forgotten here when the server has it', async () => {
  const { server, browser, page } = opened()
  page.change({ headline: 'A' })
  page.change({ headline: 'A headline' })
  expect(browser.kept?.written.headline).toBe('A headline')
  expect(page.snapshot()).toMatchObject({ standing: { is: 'waiting' } })
  await browser.pass()
  expect(server.heard.map(({ headline }) => headline)).toEqual(['A headline'])
  expect(page.snapshot()).toMatchObject({
    standing: { is: 'saved', at: '2026-02-01T14:05:00.000Z' },
    isKeptHere: false,
  })
  expect([browser.kept, page.isSettled]).toEqual([null, true])
})

test('what is typed while it is being sent is sent after it', async () => {
  const { server, browser, page } = opened()
  page.change({ headline: 'First' })
  const passing = browser.pass()
  page.change({ headline: 'Second' })
  await passing
  expect(page.isSettled).toBe(false)
  await browser.pass()
  expect(server.heard.map(({ headline }) => headline)).toEqual(['First', 'Second'])
  expect(page.isSettled).toBe(true)
})

test('without a line it is kept, said to be kept, and sent when the line is back', async () => {
  const { server, browser, page } = opened()
  server.line = 'dead'
  page.change({ headline: 'Written in a tunnel' })
  await browser.pass()
  expect(page.snapshot()).toMatchObject({ standing: { is: 'unreachable' }, isKeptHere: true })
  expect(page.isInDanger).toBe(false)
  page.change({ standfirst: 'And more of it.' })
  server.line = 'whole'
  await browser.pass()
  expect(server.copy.written).toMatchObject({ headline: 'Written in a tunnel', standfirst: 'And more of it.' })
  expect(page.snapshot().standing.is).toBe('saved')
})

test('an answer that is lost makes no conflict of one’s own with oneself', async () => {
  const { server, browser, page } = opened()
  server.line = 'mute'
  page.change({ headline: 'Heard, not answered' })
  await browser.pass()
  page.change({ headline: 'Heard, not answered, and more' })
  server.line = 'whole'
  await browser.pass()
  expect(page.snapshot()).toMatchObject({ standing: { is: 'saved' }, conflict: null })
  expect(server.copy.written.headline).toBe('Heard, not answered, and more')
})

test.each(['dead', 'mute'] as const)('a page that dies on a %s line loses nothing', async (line) => {
  const { server, browser, page } = opened()
  server.line = line
  page.change({ headline: 'Before the crash' })
  await browser.pass()
  page.change({ headline: 'Before the crash, the last word' })
  server.line = 'whole'
  const again = browser.open()
  expect(again.snapshot()).toMatchObject({ written: { headline: 'Before the crash, the last word' }, conflict: null })
  expect(again.snapshot().notice).toContain('held changes')
  await browser.pass()
  expect(server.copy.written.headline).toBe('Before the crash, the last word')
  expect(browser.kept).toBeNull()
})

test('signed out, it waits; signed in again elsewhere, it goes on by itself', async () => {
  const { server, browser, page } = opened()
  server.line = 'signed out'
  page.change({ headline: 'Still here' })
  await browser.pass()
  expect(page.snapshot()).toMatchObject({ standing: { is: 'signed out' }, isKeptHere: true })
  server.line = 'whole'
  await browser.pass()
  expect(server.copy.written.headline).toBe('Still here')
})

test('what another saved in other places is put together with mine, and told', async () => {
  const { server, browser, page } = opened()
  page.change({ body: paragraphs('One.', 'Two.', 'Three, by me.') })
  server.theirs({ body: paragraphs('One, by them.', 'Two.', 'Three.') })
  await browser.pass()
  expect(page.snapshot()).toMatchObject({ conflict: null, edition: 1 })
  expect(page.snapshot().notice).toContain('Bob Lim')
  await browser.pass()
  expect(server.copy.written.body).toEqual(paragraphs('One, by them.', 'Two.', 'Three, by me.'))
})

test('what both changed is shown, and nothing is sent before it is decided', async () => {
  const { server, browser, page } = opened()
  page.change({ headline: 'Mine' })
  server.theirs({ headline: 'Theirs' })
  await browser.pass()
  const { conflict, standing } = page.snapshot()
  expect(standing.is).toBe('conflict')
  expect(conflict).toMatchObject({ by: 'Bob Lim', theirs: { headline: 'Theirs' }, mine: { headline: 'Mine' } })
  expect(await page.settle()).toBe(false)
  expect(server.copy.written.headline).toBe('Theirs')
  page.decide(aWritten({ ...article, headline: 'Ours' }))
  await browser.pass()
  expect(server.copy.written.headline).toBe('Ours')
  expect(page.snapshot()).toMatchObject({ standing: { is: 'saved' }, conflict: null })
})

test('a copy kept from before what another saved is not laid over it', () => {
  const { server, browser, page } = opened()
  server.line = 'dead'
  page.change({ headline: 'Mine, yesterday' })
  server.theirs({ headline: 'Theirs, today' })
  expect(browser.open().snapshot()).toMatchObject({
    standing: { is: 'conflict' },
    conflict: { theirs: { headline: 'Theirs, today' }, mine: { headline: 'Mine, yesterday' } },
  })
})

test('a page that only looks shows what another has saved', async () => {
  const { server, page } = opened()
  server.theirs({ headline: 'Theirs' })
  await page.compare({ stamp: 'theirs', revision: 1 })
  expect(page.snapshot()).toMatchObject({ written: { headline: 'Theirs' }, standing: { is: 'saved' }, by: 'Bob Lim' })
})

test('a correction of the article beside what is written is taken in, and what is written goes on from there', async () => {
  const { server, browser, page } = opened()
  page.change({ standfirst: 'Mine.' })
  await browser.pass()
  const corrected = { ...article, body: paragraphs('One, corrected.', 'Two.', 'Three.') }
  server.copy = { ...server.copy, article: corrected, revision: 2, movedFrom: article }
  page.change({ headline: 'Mine, too' })
  await browser.pass()
  expect(page.snapshot().written).toMatchObject({ headline: 'Mine, too', standfirst: 'Mine.', body: corrected.body })
  await browser.pass()
  expect(server.copy).toMatchObject({ baseRevision: 2, written: { body: corrected.body } })
})
