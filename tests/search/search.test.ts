import { existsSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ArticleInput } from '#lib/articles/commands.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import type { Context } from '#lib/context.ts'
import { importMarkdown } from '#lib/importers/markdown/import.ts'
import { readQuery, toParts, wordsOf, type SnippetPart } from '#lib/search/model.ts'
import { search } from '#lib/search/queries.ts'
import { anArticle, byTest, paragraphs } from '#tests/articles/draft-article.ts'
import { testContext } from '#tests/support/context.ts'
import { unpublishArticle } from '#tests/support/standing.ts'

const realFile = '../shared/input/no-russia-hasnt-invaded-kazakhstan.md'

let ctx: Context

async function save(slug: string, text: string[], given: Partial<ArticleInput> = {}): Promise<string> {
  return (
    await saveArticle(
      ctx,
      anArticle({ slug, headline: slug, standfirst: '', authors: [], topics: [], body: paragraphs(...text), ...given }),
      byTest,
    )
  ).id
}

beforeAll(async () => {
  ctx = await testContext()
  await save('headline-match', ['Nothing of note.'], { headline: 'Harbours of the east' })
  await save('text-match', ['There are harbours here. ', 'And nothing else.'])
  await save('standfirst-match', ['Nothing of note.'], { standfirst: 'On harbours.' })
  await save('by-author', ['About nothing.'], { authors: [{ name: 'Zsófia Brackwell' }] })
  await save('accented', ['We sat in a café in Köln.'])
  await save('phrase', ['The collective security treaty was signed.'])
  await save('no-phrase', ['Security is collective, and the treaty old.'])
  await save('kazakhstan', ['Protests began in Kazakhstan after New Year.'])
  await save('old', ['Lighthouses and nothing else.'], { publishedAt: new Date('2016-01-01') })
  await save('new', ['Lighthouses and nothing else.'], { publishedAt: new Date('2026-07-01') })
  await save('paid', ['Open beginning about heronries.', 'Sealed remainder about zyzzyvas.'], {
    access: 'patrons',
    previewBlocks: 1,
  })
  await save('draft', ['A draft about quaggas.'], { state: 'draft' })
  await save('scheduled', ['A plan about quaggas.'], { publishedAt: new Date('2026-12-01') })
  await unpublishArticle(ctx, { articleId: await save('taken-down', ['Formerly about thylacines.']), personId: null })
  await save('hostile', ['A &lt;script&gt;alert(1)&lt;/script&gt; marmoset &lt;b&gt; here.'], {
    headline: '<i>Marmoset</i>',
  })
  for (let number = 1; number <= 105; number += 1)
    await save(`many-${number}`, ['Corncrakes again.'], { publishedAt: new Date(Date.UTC(2025, 0, 1, number)) })
  await ctx.db.execute(sql`analyze articles`)
}, 120_000)

const found = async (q: string) => (await search(ctx, { q })).results.map(({ article }) => article.slug)
const marked = (parts: SnippetPart[] = []) => parts.map(({ text, match }) => (match ? `[${text}]` : text)).join('')

describe('ranking', () => {
  test('headline before standfirst before text', async () => {
    expect(await found('harbours')).toEqual(['headline-match', 'standfirst-match', 'text-match'])
  })

  test('of two alike, the newer first', async () => {
    expect(await found('lighthouse')).toEqual(['new', 'old'])
  })
})

describe('what is found', () => {
  test.each([
    ['other forms of a word', 'harbour', 3],
    ['an author', 'Zsófia Brackwell', 1],
    ['an author without accents', 'zsofia', 1],
    ['a word without its accent', 'cafe', 1],
    ['a word with an accent it has not', 'Kölñ', 1],
    ['capitals', 'KAZAKHSTAN', 1],
    ['all of the words, in any order', 'treaty security collective', 2],
    ['a quoted phrase only as it stands', '"collective security"', 1],
    ['not what is excluded', 'harbours -east', 2],
    ['either, when asked for', 'quaint or lighthouses or "nothing of note"', 4],
  ])('%s: %s', async (_, q, count) => {
    expect((await search(ctx, { q })).total).toBe(count)
  })

  test.each(['zyzzyvas', 'quaggas', 'thylacines'])('nothing of what is not for everybody: %s', async (q) => {
    const answer = await search(ctx, { q })
    expect(
      answer.results
        .map(({ article }) => article.slug)
        .filter((slug) => ['paid', 'draft', 'scheduled', 'taken-down'].includes(slug)),
    ).toEqual([])
    expect(JSON.stringify(answer)).not.toMatch(/sealed|zyzzyvas"|quagga"/i)
  })

  test('the open beginning of what is paid for', async () => {
    expect(await found('heronries')).toEqual(['paid'])
    expect(await found('remainder')).toEqual([])
  })
})

describe('slips', () => {
  test.each([
    ['Kazahkstan', 'kazakhstan'],
    ['Kazahkstan protests', 'kazakhstan protests'],
    ['"protests began in kazakstan"', '"protests began in kazakhstan"'],
    ['lightouse', 'lighthouses'],
    ['harbors -east', 'harbours -east'],
    ['brakwell', 'brackwell'],
  ])('%s is taken for %s', async (from, to) => {
    const answer = await search(ctx, { q: from })
    expect(answer.corrected).toEqual({ from, to })
    expect(answer.total).toBeGreaterThan(0)
  })

  test.each(['harbour', 'lighthouses', 'treaty lighthouse', 'xqzvw', 'harbours -kazahkstan', 'cafe'])(
    '%s is left as it is',
    async (q) => {
      expect((await search(ctx, { q })).corrected).toBeNull()
    },
  )
})

describe('what can be typed', () => {
  test.each([
    ['', 'empty'],
    [' \u200b\t', 'empty'],
    ['the', 'empty'],
    ['-harbours', 'empty'],
    ['!!! ((( :*', 'empty'],
    ['a'.repeat(201), 'too_long'],
    ['"', 'empty'],
    ["'); drop table articles; --", 'searched'],
    ['harbours\0\ud83d', 'searched'],
    ['漢字 عربى', 'searched'],
    ['a:b & c | d <-> e', 'searched'],
  ])('%j', async (q, state) => {
    expect((await search(ctx, { q })).state).toBe(state)
  })
})

describe('pages', () => {
  test('of ten, up to a hundred', async () => {
    const seen: string[] = []
    for (let after: number | null = 0; after !== null;) {
      const answer = await search(ctx, { q: 'corncrake', after })
      expect(answer.total).toBe(100)
      seen.push(...answer.results.map(({ article }) => article.slug))
      after = answer.next
    }
    expect(seen).toHaveLength(100)
    expect(new Set(seen).size).toBe(100)
    expect(seen.slice(0, 2)).toEqual(['many-105', 'many-104'])
    expect(await search(ctx, { q: 'corncrake', after: 5_000 })).toMatchObject({ results: [], next: null })
    expect(
      (await search(ctx, { q: 'corncrake', limit: 3, after: 2 })).results.map(({ article }) => article.slug),
    ).toEqual(['many-103', 'many-102', 'many-101'])
  })
})

describe('snippets', () => {
  test('are pieces, never HTML', async () => {
    const [result] = (await search(ctx, { q: 'marmoset' })).results
    expect(marked(result?.headline)).toBe('<i>[Marmoset]</i>')
    expect(marked(result?.snippet)).toBe('… [marmoset] here')
  })

  test('light up a phrase as a whole, and words in other forms and with accents', async () => {
    expect(marked((await search(ctx, { q: '"collective security"' })).results[0]?.snippet)).toBe(
      '… [collective security] treaty was signed',
    )
    expect(marked((await search(ctx, { q: 'cafes' })).results[0]?.snippet)).toBe('… [café] in Köln')
  })

  test('cannot be forged by what a text contains', () => {
    expect(toParts('a \ue000b\ue001 c')).toEqual([
      { text: 'a ', match: false },
      { text: 'b', match: true },
      { text: ' c', match: false },
    ])
    expect(readQuery('a\ue000b')).toEqual({ state: 'searchable', text: 'a b' })
  })
})

test('the words to put right are those that are asked for', () => {
  expect(wordsOf('eels "in the mud" -otter -"two otters" or Köln')).toEqual(['eels', 'the', 'mud', 'Köln'])
})

describe.skipIf(!existsSync(realFile))('the magazine’s own article (skipped where ../shared/input is absent)', () => {
  test('is found by its subject, its author and a slip', async () => {
    await importMarkdown(ctx, [realFile])
    for (const q of [
      'Tokayev',
      'dejevsky',
      'Nazarbayev clan',
      '"peace-keeping role"',
      'Kazahkstan Tokayev',
      'hasn’t invaded',
    ])
      expect(await found(q)).toContain('no-russia-hasnt-invaded-kazakhstan')
    const [result] = (await search(ctx, { q: 'Blinken halfpennyworth' })).results
    expect(marked(result?.snippet)).toContain('[halfpennyworth]')
    expect(marked(result?.snippet)).toContain('Antony [Blinken]')
  })
})
