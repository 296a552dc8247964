import type { APIRequestContext } from '@playwright/test'
import { z } from 'zod'
import { settings } from '#db/schema/platform.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { commentSettingsSchema } from '#lib/settings/model.ts'
import { googlebot } from './support/crawlers.ts'
import { administrator, enter } from './support/desk.ts'
import { expect, test } from './support/journey.ts'
import { onTheStack, plant, type Planted, type Restricted } from './support/planted.ts'

interface Ask {
  path: string
  headers?: Record<string, string>
  method?: string
  data?: string
}

const readers: { name: string; email?: string; cookies?: string; reads: Restricted[] }[] = [
  { name: 'a visitor', reads: [] },
  { name: 'a visitor with the other edition', cookies: 'edition=supporter', reads: [] },
  {
    name: 'a visitor with forged cookies',
    cookies: `edition=supporter; authjs.session-token=forged; reading=${forgedPass()}`,
    reads: [],
  },
  { name: 'a reader', email: 'reader@saltmarsh.example', reads: [] },
  { name: 'a member who has lapsed', email: 'lapsed@saltmarsh.example', reads: [] },
  { name: 'a supporter', email: 'supporter@saltmarsh.example', reads: ['metered', 'supporters'] },
  { name: 'a patron', email: 'patron@saltmarsh.example', reads: ['metered', 'supporters', 'patrons'] },
]

/** What claims, without a signature, that everything was read and given. */
function forgedPass(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none' })}.${part({ m: '2026-11', r: [], g: [] })}.`
}

/** Every way in which an article's address can be asked for. */
function waysTo(slug: string, commentIds: string[] = []): Ask[] {
  const path = `/articles/${slug}`
  const rsc = { rsc: '1' }
  return [
    { path },
    { path, headers: { range: 'bytes=0-99999' } },
    { path, method: 'HEAD' },
    { path: `${path}?_rsc=1a2b3`, headers: rsc },
    { path: `${path}?_rsc=1a2b3` },
    { path, headers: { ...rsc, 'next-router-prefetch': '1' } },
    { path, headers: { ...rsc, 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' } },
    { path, headers: { ...rsc, 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_full' } },
    { path, headers: { 'sec-purpose': 'prefetch;prerender' } },
    { path, headers: { 'user-agent': googlebot.agent } },
    { path, headers: { 'user-agent': googlebot.agent, 'x-forwarded-for': googlebot.address } },
    { path, headers: { 'next-action': '00', 'content-type': 'text/plain' }, method: 'POST' },
    { path: `/standard${path}` },
    { path: `/supporter${path}` },
    { path: `/standard${path}.rsc` },
    { path: `${path}.rsc` },
    { path: `${path}.txt` },
    { path: `${path}/whole` },
    { path: `${path}/whole?_rsc=1`, headers: rsc },
    { path: `${path}/comments` },
    { path: `${path}/comments?sort=liked` },
    { path: `${path}/comments?sort=oldest&_rsc=1`, headers: rsc },
    { path: `/api/comments/count?article=${slug}` },
    ...commentIds.flatMap((id) => [
      { path: `${path}/comments/${id}` },
      { path: `${path}/comments/${id}?_rsc=1`, headers: rsc },
      { path: `${path}/comment?answers=${id}` },
    ]),
    ...['visit', 'mine'].map((name) => ({
      path: `/api/comments/${name}`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      data: JSON.stringify({ article: slug, ids: commentIds }),
    })),
    { path: `${path}/comment` },
    { path: `${path}/give` },
    { path: `${path}/open` },
    { path: `${path}/opengraph-image` },
    { path: `/share/${slug}` },
    { path: `/api/v1/articles/${slug}` },
    { path: `/_next/data/x/articles/${slug}.json` },
    { path: `/given/${slug}` },
    { path: `/search?q=${slug}` },
  ]
}

/** Every address that lists or tells of articles. */
function elsewhere({ topic, author, open }: Planted): Ask[] {
  return [
    '/',
    '/?_rsc=1',
    '/feed.xml',
    '/atom.xml',
    '/feed.json',
    '/corrections',
    '/corrections?_rsc=1',
    '/corrections/feed.xml',
    '/api/v1/articles?limit=50',
    `/api/v1/articles?topic=${topic}`,
    `/api/v1/articles?author=${author}`,
    `/api/v1/articles?topic=${topic}&author=${author}`,
    '/api/v1/topics',
    `/api/v1/authors/${author}`,
    '/api/v1/corrections?limit=50',
    '/sitemap.xml',
    '/news-sitemap.xml',
    `/topics/${topic}`,
    `/topics/${topic}/older`,
    `/topics/${topic}/feed.xml`,
    `/standard/topics/${topic}`,
    `/authors/${author}`,
    `/authors/${author}/older`,
    `/search?q=${open}`,
    '/topics',
    '/account',
    '/account/comments',
    '/desk/articles',
    '/api/me',
    '/api/ready',
    '/api/cache',
    '/api/comments',
    '/no/such/page',
  ].map((path) => ({ path }))
}

async function answerTo(request: APIRequestContext, { path, headers, method, data }: Ask, cookies: string | undefined) {
  const response = await request.fetch(path, {
    method: method ?? 'GET',
    headers: { ...headers, ...(cookies !== undefined && { cookie: cookies }) },
    maxRedirects: 0,
    ...(data !== undefined && { data }),
  })
  return `${JSON.stringify(response.headers())}\n${await response.text()}`
}

test('what is not for everybody is nowhere, for nobody who may not read it, and there for whoever may', async ({
  browser,
  baseURL,
  addresses,
  request,
}) => {
  test.setTimeout(300_000)
  const planted = await plant(addresses)
  // The worker clears what was kept of the lists.
  await expect.poll(async () => (await request.get('/feed.xml')).text()).toContain(planted.restricted[0]?.slug)
  const markersOf = new Map(planted.restricted.map(({ access, markers }) => [access, markers]))
  const saidUnder = new Map(planted.restricted.map(({ access, said }) => [access, said]))
  const hidden = [...planted.hidden.flatMap(({ markers }) => markers), ...planted.unsaid]
  const asks = [
    ...planted.restricted.flatMap(({ slug, commentIds }) => waysTo(slug, commentIds)),
    // To readers these are not there at all: ways that differ in what of an article they show are one to them.
    ...planted.hidden.flatMap(({ slug }) => waysTo(slug).filter(({ headers }) => headers === undefined)),
    ...elsewhere(planted),
  ]
  let found = 0
  for (const { name, email, cookies, reads } of readers) {
    const context = await browser.newContext({ baseURL })
    if (email !== undefined) await enter(context, addresses, email)
    const forbidden = [...markersOf, ...saidUnder].flatMap(([access, markers]) =>
      reads.includes(access) ? [] : markers,
    )
    for (let at = 0; at < asks.length; at += 12) {
      await Promise.all(
        asks.slice(at, at + 12).map(async (ask) => {
          const answer = await answerTo(context.request, ask, cookies)
          const leaked = [...forbidden, ...hidden].filter((marker) => answer.includes(marker))
          expect({ name, ask, leaked }).toEqual({ name, ask, leaked: [] })
          if (answer.includes(planted.open)) found += 1
        }),
      )
    }
    // Whoever may read it finds all of it but what was cut from it since, so that this test can fail.
    for (const { access, slug, markers } of planted.restricted.filter((one) => reads.includes(one.access)))
      for (const path of [`/articles/${slug}`, `/articles/${slug}/whole`]) {
        const text = await (await context.request.get(path)).text()
        expect({ name, path, missing: markers.filter((marker) => !text.includes(marker)) }).toEqual({
          name,
          path,
          missing: markers.slice(-1),
        })
        expect(access).not.toBe('public')
      }
    for (const { slug, said, commentIds } of planted.restricted.filter((one) => reads.includes(one.access))) {
      for (const path of [`/articles/${slug}`, `/articles/${slug}/comments`]) {
        const text = await (await context.request.get(path)).text()
        expect({ name, path, missing: said.filter((one) => !text.includes(one)) }).toEqual({ name, path, missing: [] })
      }
      const one = await (await context.request.get(`/articles/${slug}/comments/${commentIds[1]}`)).text()
      expect(one).toContain(said[2])
    }
    // Nobody signed in is told of a fault for being on a page whose comments they may not read.
    for (const { access, slug } of email === undefined ? [] : planted.restricted) {
      const visit = await context.request.post('/api/comments/visit', { data: { article: slug } })
      expect(visit.status()).toBe(200)
      expect({ name, access, isTold: (await visit.json()) !== null }).toEqual({
        name,
        access,
        isTold: reads.includes(access),
      })
    }
    // Nor does search find an article by what its searcher may read of it, since what it shows is for everybody.
    for (const marker of [...markersOf.values()].flatMap((markers) => markers.slice(0, 2)).concat(hidden.slice(0, 3)))
      expect(await answerTo(context.request, { path: `/search?q=${marker}` }, cookies)).not.toContain('/articles/leak-')
    await context.close()
  }
  // Everybody's part was met again and again: the addresses are the right ones.
  expect(found).toBeGreaterThan(readers.length * planted.restricted.length * 8)
})

test('a search engine reads everything where the publisher wants it to, once it has proven itself; nobody else does', async ({
  page,
  addresses,
  request,
}) => {
  const crawlersRead = async (what: 'The whole text' | 'The preview') => {
    await page.goto('/desk/settings/access')
    await page.getByRole('radio', { name: new RegExp(`^${what}`) }).check()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('The settings are saved')).toBeVisible()
  }
  await enter(page.context(), addresses, administrator)
  await crawlersRead('The whole text')
  const path = '/articles/lunch-with-the-enemy'
  const ask = async (headers: Record<string, string>) => (await request.get(path, { headers })).text()
  const proven = { 'user-agent': googlebot.agent, 'x-forwarded-for': googlebot.address }
  const whole = /<section id="read-on" class="restricted">/
  const text = await ask(proven)
  expect(text).toMatch(whole)
  expect(text).toContain(
    '"isAccessibleForFree":false,"hasPart":{"@type":"WebPageElement","isAccessibleForFree":false,"cssSelector":".restricted"}',
  )
  expect(text).toMatch(/<meta name="robots" content="[^"]*noarchive/)
  expect(await ask({ ...proven, 'x-forwarded-for': '203.0.113.9' })).not.toMatch(whole)
  expect(await ask({ ...proven, 'x-forwarded-for': `${googlebot.address}, 203.0.113.9` })).not.toMatch(whole)
  expect(await ask({ ...proven, 'user-agent': 'Mozilla/5.0' })).not.toMatch(whole)
  await crawlersRead('The preview')
  expect(await ask(proven)).not.toMatch(whole)
})

test('where comments are for members, nobody else is sent a word of them', async ({
  browser,
  baseURL,
  addresses,
  request,
}) => {
  const article = '/articles/the-town-that-voted-for-none-of-it'
  const ways = [article, `${article}/comments`, `${article}?_rsc=1a2b3`]
  const comment = z.string().parse(/data-comment="([^"]+)"/.exec(await (await request.get(article)).text())?.[1])
  const name = /class="comment-name"><bdi>([^<]+)</
  const writer = z.string().parse(name.exec(await (await request.get(`${article}/comments`)).text())?.[1])
  const readers = (who: 'members' | 'everyone') =>
    onTheStack(addresses, async (ctx) => {
      const value = commentSettingsSchema.parse({ readers: who })
      await ctx.db
        .insert(settings)
        .values({ key: 'comments', value })
        .onConflictDoUpdate({ target: settings.key, set: { value } })
      await announceChange(ctx, [tags.settings])
    })
  const said = async (asked: APIRequestContext, path: string) => (await (await asked.get(path)).text()).includes(writer)
  await readers('members')
  await expect.poll(() => said(request, article)).toBe(false)
  for (const { email, reads } of [
    { email: undefined, reads: false },
    { email: 'reader@saltmarsh.example', reads: false },
    { email: 'lapsed@saltmarsh.example', reads: false },
    { email: 'supporter@saltmarsh.example', reads: true },
    { email: administrator, reads: true },
  ]) {
    const context = await browser.newContext({ baseURL })
    if (email !== undefined) await enter(context, addresses, email)
    for (const path of [...ways, `${article}/comments/${comment}`].filter((way) => !way.includes('_rsc') || !reads))
      expect({ email, path, said: await said(context.request, path) }).toEqual({ email, path, said: reads })
    await context.close()
  }
  await readers('everyone')
  await expect.poll(() => said(request, article)).toBe(true)
})
