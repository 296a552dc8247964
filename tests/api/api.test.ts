import { beforeAll, expect, test } from 'vitest'
import { saveArticle } from '#lib/articles/commands.ts'
import { articleBySlug, authorBySlug, topicBySlug, topicsInUse } from '#lib/articles/queries.ts'
import type { Context } from '#lib/context.ts'
import { openPlace, sealPlace } from '#app/api/v1/cursor.ts'
import { openApi } from '#app/api/v1/document.ts'
import { pageOfArticles, type Asked } from '#app/api/v1/pages.ts'
import { presentArticle, presentAuthor, presentListedCorrection, presentTopic } from '#app/api/v1/present.ts'
import { anArticle, byTest, paragraphs } from '#tests/articles/draft-article.ts'
import { noon, testContext } from '#tests/support/context.ts'
import { describedAnswer } from './described.ts'

const base = 'https://magazine.example'
const document: unknown = JSON.parse(JSON.stringify(openApi('Saltmarsh', base)))
const secret = 'only-for-tests-only-for-tests'
let ctx: Context

const save = (slug: string, given: Parameters<typeof anArticle>[0] = {}) =>
  saveArticle(ctx, anArticle({ slug, headline: slug, ...given }), byTest)

beforeAll(async () => {
  ctx = await testContext()
  const [science, places] = [{ name: 'Science' }, { name: 'Places' }]
  const [idris, ifeoma] = [{ name: 'Idris Maddern' }, { name: 'Ifeoma Trevanion' }]
  // All at one instant: their ids alone tell them apart.
  await save('one', { topics: [science], authors: [idris] })
  await save('two', { topics: [science, places], authors: [ifeoma] })
  await save('three', { topics: [places], authors: [idris] })
  await save('four', { topics: [science], authors: [idris, ifeoma] })
  await save('five', { topics: [science], authors: [ifeoma] })
  await save('draft', { state: 'draft', topics: [science], authors: [idris] })
  await save('later', { publishedAt: new Date(noon.getTime() + 1000), topics: [science], authors: [idris] })
  await save('paid', {
    access: 'supporters',
    previewBlocks: 1,
    topics: [],
    authors: [],
    body: paragraphs('Open beginning.', 'Secret remainder.'),
  })
})

/** Follows a list to its end. */
async function everySlug(asked: Omit<Parameters<typeof pageOfArticles>[1], keyof Asked>, limit: number) {
  const slugs: string[] = []
  for (let from: Asked['from'] = undefined; ;) {
    const { items, last } = await pageOfArticles(ctx, { ...asked, limit, from }, base)
    expect(items.length).toBeLessThanOrEqual(limit)
    slugs.push(...items.map(({ slug }) => slug))
    if (last === null) return slugs
    from = last
  }
}

test('pages of any length give every visible article once, of all, of a topic, of an author, and of both', async () => {
  const topicId = (await topicBySlug(ctx, 'science'))?.id
  const authorId = (await authorBySlug(ctx, 'idris-maddern'))?.id
  for (const [asked, expected] of [
    [{}, ['five', 'four', 'one', 'paid', 'three', 'two']],
    [{ topicId }, ['five', 'four', 'one', 'two']],
    [{ authorId }, ['four', 'one', 'three']],
    [{ topicId, authorId }, ['four', 'one']],
  ] as const) {
    const whole = await everySlug(asked, 50)
    expect(whole.toSorted()).toEqual(expected)
    for (const limit of [1, 2, 3]) expect(await everySlug(asked, limit)).toEqual(whole)
  }
})

test('a cursor is good for its own list, and only as it was given', () => {
  const place = { at: noon, id: '0198a000-0000-7000-8000-000000000001' }
  const cursor = sealPlace(place, 'articles topic=science', secret)
  expect(openPlace(cursor, 'articles topic=science', secret)).toEqual(place)
  expect(openPlace(cursor, 'articles topic=places', secret)).toBeNull()
  expect(openPlace(cursor, 'articles topic=science', 'another secret')).toBeNull()
  expect(openPlace(`A${cursor.slice(1)}`, 'articles topic=science', secret)).toBeNull()
  expect(openPlace('', 'articles topic=science', secret)).toBeNull()
})

test('of an article that is not for everybody the preview leaves, and nothing that is not described', async () => {
  const schema = describedAnswer(document, '/api/v1/articles/{slug}')
  const shown = async (slug: string) => {
    const view = await articleBySlug(ctx, slug)
    if (view === null) throw new Error(`${slug} is not there`)
    return presentArticle(view, { corrections: [], repliesTo: null }, base)
  }
  const paid = await shown('paid')
  expect(paid).toMatchObject({
    access: 'supporters',
    text: { extent: 'preview', html: '<p>Open beginning.</p>', plain: 'Open beginning.' },
  })
  expect(JSON.stringify(paid)).not.toContain('Secret')
  const whole = await shown('two')
  expect(whole).toMatchObject({
    url: `${base}/articles/two`,
    topics: [
      { name: 'Science', slug: 'science', url: `${base}/topics/science` },
      { name: 'Places', slug: 'places', url: `${base}/topics/places` },
    ],
    publishedAt: '2026-01-10T08:00:00.000Z',
    text: { extent: 'whole', plain: expect.stringContaining('The fourth paragraph.') },
  })
  for (const one of [paid, whole]) expect(schema.parse(one)).toEqual(one)
  expect(schema.safeParse({ ...whole, id: 'x' }).success).toBe(false)
  expect(schema.safeParse({ ...whole, publishedAt: 'yesterday' }).success).toBe(false)
})

test('topics and authors are as described', async () => {
  const topics = { topics: (await topicsInUse(ctx)).map((one) => presentTopic(one, base)) }
  expect(describedAnswer(document, '/api/v1/topics').parse(topics)).toEqual(topics)
  expect(topics.topics.map(({ articles }) => articles)).toContain(`${base}/api/v1/articles?topic=science`)
  const author = await authorBySlug(ctx, 'idris-maddern')
  const shown = author && presentAuthor(author, base)
  expect(describedAnswer(document, '/api/v1/authors/{slug}').parse(shown)).toEqual(shown)
})

test('a correction is named with its article, and left out without', () => {
  const one = {
    id: '0198a000-0000-7000-8000-000000000001',
    number: 2,
    kind: 'clarification' as const,
    note: 'It is seventeen.',
    underHeadline: false,
    publishedAt: noon,
    follows: 1,
    changedWords: true,
    reply: null,
  }
  expect(presentListedCorrection({ ...one, article: null }, base)).toBeNull()
  const listed = presentListedCorrection({ ...one, article: { id: 'x', slug: 'two', headline: 'Two' } }, base)
  expect(listed).toMatchObject({ url: `${base}/articles/two#correction-2`, article: { headline: 'Two' } })
  const answer = { corrections: [listed], next: null }
  expect(describedAnswer(document, '/api/v1/corrections').parse(answer)).toEqual(answer)
})
