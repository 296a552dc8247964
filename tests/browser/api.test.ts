import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { z } from 'zod'
import { saveArticle, type ArticleInput, type SaveOptions } from '#lib/articles/commands.ts'
import { describedAnswer } from '#tests/api/described.ts'
import { anArticle, byTest, paragraphs } from '#tests/articles/draft-article.ts'
import type { Addresses } from './support/addresses.ts'
import { expect, test } from './support/journey.ts'
import { onTheStack } from './support/planted.ts'

const problemType = 'application/problem+json'
const articlesSchema = z.looseObject({
  articles: z.array(z.looseObject({ slug: z.string(), publishedAt: z.string() })),
  next: z.string().nullable(),
})

/** Saves an article of long ago, so that no list begins with it. */
function save(addresses: Addresses, given: Partial<ArticleInput>, options: Partial<SaveOptions> = {}) {
  return onTheStack(addresses, (ctx) =>
    saveArticle(ctx, anArticle({ publishedAt: new Date('2019-03-04T08:00:00Z'), ...given }), { ...byTest, ...options }),
  )
}

/** Follows `next` from an address to the end of its list. */
async function everything(request: APIRequestContext, first: string) {
  const found: { slug: string; publishedAt: string }[] = []
  let pages = 0
  for (let address: string | null = first; address !== null; pages += 1) {
    const page = articlesSchema.parse(await (await request.get(address)).json())
    found.push(...page.articles)
    address = page.next
  }
  return { found, pages }
}

test('every answer is as the document says, open to every page, and kept only as long as nothing changes', async ({
  request,
}) => {
  const document: unknown = await (await request.get('/api/v1/openapi.json')).json()
  expect(document).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./), info: { title: 'Saltmarsh' } })
  for (const [described, path] of [
    ['/api/v1/articles', '/api/v1/articles'],
    ['/api/v1/articles', '/api/v1/articles?limit=50'],
    ['/api/v1/articles', '/api/v1/articles?topic=places&author=tamsin-okoro-pell&limit=3'],
    ['/api/v1/articles/{slug}', '/api/v1/articles/nine-hours-on-the-71'],
    ['/api/v1/articles/{slug}', '/api/v1/articles/the-town-that-voted-for-none-of-it'],
    ['/api/v1/articles/{slug}', '/api/v1/articles/lunch-with-the-enemy'],
    ['/api/v1/topics', '/api/v1/topics'],
    ['/api/v1/authors/{slug}', '/api/v1/authors/tamsin-okoro-pell'],
    ['/api/v1/corrections', '/api/v1/corrections'],
    ['/api/v1/corrections', '/api/v1/corrections?limit=1'],
  ] as const) {
    const response = await request.get(path)
    expect([path, response.status()]).toEqual([path, 200])
    const answer: unknown = await response.json()
    expect(describedAnswer(document, described).parse(answer)).toEqual(answer)
    const headers = response.headers()
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=0, s-maxage=900, stale-while-revalidate=86400',
      'surrogate-key': expect.stringMatching(/\S/),
      etag: expect.stringMatching(/^W\/"/),
    })
    expect(headers['set-cookie']).toBeUndefined()
    const head = await request.head(path)
    expect([head.status(), head.headers().etag, (await head.body()).length]).toEqual([200, headers.etag, 0])
    const again = await request.get(path, { headers: { 'if-none-match': `"other", ${headers.etag}` } })
    expect([path, again.status(), (await again.body()).length]).toEqual([path, 304, 0])
  }
  const corrected: unknown = await (await request.get('/api/v1/articles/nine-hours-on-the-71')).json()
  expect(corrected).toMatchObject({
    access: 'public',
    text: { extent: 'whole', plain: expect.stringContaining('on the road for seventeen years') },
    corrections: [{ note: expect.stringContaining('It is seventeen; she counts from the Monday.') }],
  })
})

test('whoever follows next to the end gets every article once, newest first', async ({ request, addresses }) => {
  const mark = randomUUID().slice(0, 8)
  const topics = [{ name: `Tides ${mark}` }]
  const slugs = ['a', 'b', 'c', 'd', 'e'].map((one) => `paged-${one}-${mark}`)
  for (const slug of slugs) await save(addresses, { slug, topics })
  const list = `/api/v1/articles?topic=tides-${mark}&limit=2`
  await expect.poll(async () => (await everything(request, list)).found.length).toBe(5)
  const { found, pages } = await everything(request, list)
  expect(pages).toBe(3)
  expect(found.map(({ slug }) => slug)).toEqual(slugs.toReversed())
  const all = (await everything(request, '/api/v1/articles?limit=20')).found
  expect(new Set(all.map(({ slug }) => slug)).size).toBe(all.length)
  expect(all.map(({ publishedAt }) => publishedAt)).toEqual(
    all
      .map(({ publishedAt }) => publishedAt)
      .toSorted()
      .toReversed(),
  )
  expect(all.map(({ slug }) => slug)).toEqual(expect.arrayContaining([...slugs, 'lunch-with-the-enemy']))
  const { next } = articlesSchema.parse(await (await request.get(list)).json())
  // Of another list, and damaged.
  for (const wrong of [next?.replace(`topic=tides-${mark}&`, ''), `${next}x`, `${list}&cursor=1`]) {
    const refused = await request.get(wrong ?? '')
    expect([refused.status(), refused.headers()['content-type']]).toEqual([400, problemType])
  }
})

test('what is not for everybody is not there: texts behind a gate, articles not published, who wrote only those', async ({
  request,
  addresses,
}) => {
  const mark = randomUUID().slice(0, 8)
  const [slug, secret] = [`gated-${mark}`, `secret${mark}`]
  const people = { authors: [{ name: `Author ${mark}` }], topics: [{ name: `Topic ${mark}` }] }
  const drafts = { authors: [{ name: `Nobody ${mark}` }], topics: [{ name: `Nothing ${mark}` }] }
  const body = paragraphs('For everybody.', `A ${secret} for payers.`)
  await save(addresses, { ...people, slug, access: 'supporters', previewBlocks: 1, body })
  await save(addresses, { ...drafts, slug: `draft-${mark}`, state: 'draft' })
  await expect.poll(async () => (await request.get(`/api/v1/articles?topic=topic-${mark}`)).status()).toBe(200)
  const gated = await request.get(`/api/v1/articles/${slug}`)
  expect(await gated.json()).toMatchObject({
    access: 'supporters',
    text: { extent: 'preview', html: '<p>For everybody.</p>', plain: 'For everybody.' },
  })
  for (const path of [`articles/${slug}`, `articles?topic=topic-${mark}`, `articles?author=author-${mark}`])
    expect(await (await request.get(`/api/v1/${path}`)).text(), path).not.toContain(secret)
  for (const path of [
    `articles/draft-${mark}`,
    `articles?topic=nothing-${mark}`,
    `articles?author=nobody-${mark}`,
    `authors/nobody-${mark}`,
  ])
    expect([path, (await request.get(`/api/v1/${path}`)).status()]).toEqual([path, 404])
})

test('what is asked wrongly is told what is wrong', async ({ request }) => {
  const document: unknown = await (await request.get('/api/v1/openapi.json')).json()
  for (const [path, status, detail] of [
    ['/api/v1', 404, '/api/v1/openapi.json'],
    ['/api/v1/readers', 404, '/api/v1/openapi.json'],
    ['/api/v1/articles/no-such-article', 404, '“no-such-article”'],
    ['/api/v1/articles/No%20Slug', 404, 'There is no article'],
    ['/api/v1/articles?topic=no-such-topic', 404, '“no-such-topic”'],
    ['/api/v1/authors/nobody', 404, '“nobody”'],
    ['/api/v1/articles?page=2', 400, '“page” cannot be asked here. What can: topic, author, limit, cursor.'],
    ['/api/v1/topics?limit=2', 400, '“limit” cannot be asked here.'],
    ['/api/v1/articles?limit=51', 400, '“limit”'],
    ['/api/v1/articles?limit=0', 400, '“limit”'],
    ['/api/v1/articles?limit=many', 400, '“limit”'],
    ['/api/v1/articles?topic=Not+A+Slug', 400, '“topic”'],
    ['/api/v1/articles?limit=1&limit=2', 400, '“limit” is given more than once.'],
  ] as const) {
    const response = await request.get(path)
    expect([path, response.status(), response.headers()['content-type']]).toEqual([path, status, problemType])
    expect(response.headers()['access-control-allow-origin']).toBe('*')
    const problem: unknown = await response.json()
    expect(describedAnswer(document, '/api/v1/articles', String(status)).parse(problem)).toEqual(problem)
    expect(problem).toMatchObject({ status, detail: expect.stringContaining(detail) })
  }
  for (const path of ['articles', 'articles/nine-hours-on-the-71', 'topics', 'authors/x', 'corrections', 'x'])
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const refused = await request.fetch(`/api/v1/${path}`, { method, data: '{}' })
      expect([path, method, refused.status()]).toEqual([path, method, 405])
      expect(refused.headers()).toMatchObject({ allow: 'GET, HEAD, OPTIONS', 'content-type': problemType })
    }
})

test('a changed article is answered as it is now, and at its new address', async ({ request, addresses }) => {
  const mark = randomUUID().slice(0, 8)
  const own = { topics: [{ name: `Change ${mark}` }] }
  const origin = { source: 'test', sourceRef: mark }
  const [slug, moved] = [`before-${mark}`, `after-${mark}`]
  await save(addresses, { ...own, slug, headline: 'The first headline' }, origin)
  const path = `/api/v1/articles/${slug}`
  const list = `/api/v1/articles?topic=change-${mark}`
  await expect.poll(async () => (await request.get(list)).text()).toContain('The first headline')
  const first = await request.get(path)
  const { etag = '' } = first.headers()
  expect(first.headers()['surrogate-key']).toContain(`article-slug:${slug}`)
  expect((await request.get(path, { headers: { 'if-none-match': etag } })).status()).toBe(304)
  await save(addresses, { ...own, slug, headline: 'The second headline' }, origin)
  for (const one of [path, list])
    await expect.poll(async () => (await request.get(one)).text()).toContain('The second headline')
  expect((await request.get(path, { headers: { 'if-none-match': etag } })).status()).toBe(200)
  await save(addresses, { ...own, slug: moved, headline: 'The second headline' }, origin)
  await expect
    .poll(async () => (await request.get(path, { maxRedirects: 0 })).headers().location)
    .toBe(`/api/v1/articles/${moved}`)
  expect(await (await request.get(path)).json()).toMatchObject({ slug: moved })
})
