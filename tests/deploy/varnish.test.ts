import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { frontCaches } from '#lib/cache/front-cache.ts'
import { spawnChild, waitUntilReady, type Child } from '#scripts/embedded/child.ts'
import { freePort } from '#scripts/embedded/ports.ts'
import { respondsAt } from '#scripts/embedded/responds.ts'
import { projectFolder } from '#scripts/embedded/state.ts'
import { describeVarnish } from '#scripts/embedded/varnish.ts'
import { purgeToken, searchPath } from './arrangement.ts'

/*
 * What the magazine does not answer today, and may by a fault one day. A server that answers as a test says stands where
 * the web instances are.
 */

interface Asked {
  url: string
  headers: IncomingHttpHeaders
}
type Answering = (response: ServerResponse, asked: Asked) => void | Promise<void>

const asked: Asked[] = []
let answering: Answering = (response) => void response.end()
let front = ''
let varnish: Child
const folder = mkdtempSync(join(tmpdir(), 'standfirst-varnish-'))

const web = createServer((request, response) => {
  const one = { url: request.url ?? '', headers: request.headers }
  if (one.url === '/api/health') return void response.end('ok')
  asked.push(one)
  void answering(response, one)
})

beforeAll(async () => {
  const webPort = await freePort(3240)
  await new Promise<void>((resolve) => web.listen(webPort, '127.0.0.1', resolve))
  const port = await freePort(3250)
  front = `http://127.0.0.1:${port}`
  varnish = await spawnChild({
    name: 'Varnish',
    ...describeVarnish(folder, port, [webPort, webPort], purgeToken),
    env: { NODE_ENV: 'test', PATH: searchPath },
    cwd: folder,
    output: join(folder, 'varnish.log'),
  })
  await waitUntilReady(varnish, () => respondsAt(`${front}/api/health`), 15_000)
})

afterAll(async () => {
  await varnish?.stop()
  web.closeAllConnections()
  web.close()
  rmSync(folder, { recursive: true, force: true })
})

let articles = 0
/** An address nobody has asked for, and what it is answered from now on. */
function article(then: Answering): string {
  articles += 1
  asked.length = 0
  answering = then
  return `/articles/article-${articles}`
}

async function ask(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${front}${path}`, { headers })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

const page = { 'cache-control': 's-maxage=900, stale-while-revalidate=31535100', 'surrogate-key': 'a b front' }
const purge = async (...keys: string[]) => {
  for (const cache of frontCaches({ frontCache: { varnishUrls: [front], varnishToken: purgeToken } }))
    await cache.purge(keys)
}

test.each<[string, Record<string, string>]>([
  ['that sets a cookie', { ...page, 'set-cookie': 'session=somebodys' }],
  ['that is private', { ...page, 'cache-control': 'private, s-maxage=900' }],
  ['that is not to be stored', { ...page, 'cache-control': 'no-store, max-age=900' }],
  ['that does not say how long', { 'surrogate-key': 'a' }],
  ['of a fault', { ...page, status: '500' }],
])('an answer %s is never given to anybody else', async (_, { status = '200', ...headers }) => {
  let answer = 0
  const path = article((response) => void response.writeHead(Number(status), headers).end(`answer ${(answer += 1)}`))
  const texts = new Set([(await ask(path)).text, (await ask(path)).text, (await ask(path)).text])
  expect(texts.size).toBe(3)
})

test('what is kept answers everybody, and is asked for without the cookies of whoever came first', async () => {
  const path = article((response) => void response.writeHead(200, page).end('front'))
  await ask(path)
  await ask(path, { cookie: 'authjs.session-token=other' })
  expect(asked).toHaveLength(1)
  await ask('/topics', { cookie: 'authjs.session-token=mine; edition=supporter', 'x-edition': 'standard' })
  expect(asked.at(-1)?.headers.cookie).toBe('edition=supporter')
})

test('answers of the public API are kept until they are purged, and one that is known is not sent again', async () => {
  const headers = { 'cache-control': 'public, max-age=0, s-maxage=900', 'surrogate-key': 'api-front', etag: 'W/"1"' }
  article((response) => void response.writeHead(200, headers).end('{}'))
  await ask('/api/v1/articles?limit=2&topic=places')
  await ask('/api/v1/articles?topic=places&limit=2', { cookie: 'authjs.session-token=other' })
  expect(asked).toHaveLength(1)
  expect((await ask('/api/v1/articles?limit=2&topic=places', { 'if-none-match': 'W/"1"' })).status).toBe(304)
  await purge('api-front')
  await ask('/api/v1/articles?limit=2&topic=places')
  expect(asked).toHaveLength(2)
})

test('every feed and map of the site is kept', async () => {
  for (const path of [
    '/feed.xml',
    '/feed.json',
    '/atom.xml',
    '/topics/places/feed.xml',
    '/corrections/feed.xml',
    '/sitemap.xml',
    '/news-sitemap.xml',
    '/robots.txt',
  ]) {
    article((response) => void response.writeHead(200, page).end(path))
    await ask(path)
    await ask(path, { cookie: 'authjs.session-token=other' })
    expect([path, asked.length]).toEqual([path, 1])
    await purge('front')
    // What is asked for in the millisecond of a purge is taken for what was before.
    await wait(5)
  }
})

test('the magazine hears the address that spoke to Varnish, not the one it was told', async () => {
  article((response) => void response.end())
  await ask('/account', { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9' })
  expect(asked.at(-1)?.headers['x-forwarded-for']).toBe('127.0.0.1')
  expect(asked.at(-1)?.headers.forwarded).toBeUndefined()
})

test('tracking parameters are not asked for, and the order of others does not count', async () => {
  const path = article((response) => void response.writeHead(200, page).end())
  await ask(`${path}?utm_source=a&b=2&a=1&fbclid=x&gclid=y`)
  await ask(`${path}?a=1&utm_medium=z&b=2`)
  await ask(`${path}?fbclid=1`)
  expect(asked.map(({ url }) => url)).toEqual([`${path}?a=1&b=2`, path])
})

test('a purge clears what carries any of the keys, of both editions, and nothing else', async () => {
  const path = article((response) => void response.writeHead(200, { ...page, 'surrogate-key': 'one two' }).end())
  const other = `${path}-other`
  const both: Record<string, string>[] = [{}, { cookie: 'edition=supporter' }]
  for (const headers of both) await ask(path, headers)
  answering = (response) => void response.writeHead(200, { ...page, 'surrogate-key': 'three' }).end()
  await ask(other)
  await purge('two', 'four')
  asked.length = 0
  for (const headers of both) await ask(path, headers)
  await ask(other)
  expect(asked.map(({ url }) => url)).toEqual([path, path])
})

test('what is on its way while a purge comes is not kept', async () => {
  let text = 'before'
  const path = article(async (response) => {
    const found = text
    await wait(300)
    response.writeHead(200, page).end(found)
  })
  const early = ask(path)
  await wait(100)
  text = 'after'
  await purge('front')
  expect((await ask(path)).text).toBe('after')
  expect((await early).text).toBe('before')
  expect((await ask(path)).text).toBe('after')
  expect(asked).toHaveLength(2)
})

test('a page past its time is shown at once while it is made anew; a purged one never', async () => {
  let text = 'first'
  let slowMs = 0
  const brief = { ...page, 'cache-control': 's-maxage=1, stale-while-revalidate=60' }
  const path = article(async (response) => {
    const found = text
    await wait(slowMs)
    response.writeHead(200, brief).end(found)
  })
  await ask(path)
  await wait(1_200)
  text = 'second'
  slowMs = 300
  expect((await ask(path)).text).toBe('first')
  await wait(500)
  expect((await ask(path)).text).toBe('second')
  // Past its time again, and purged then.
  await wait(1_200)
  text = 'third'
  await purge('front')
  expect((await ask(path)).text).toBe('third')
})

test('a page that cannot be made anew is shown as it was', async () => {
  const path = article((response) => void response.writeHead(200, page).end('as it was'))
  await ask(path)
  await purge('front')
  answering = (response) => void response.writeHead(500).end('a fault')
  // Varnish tries to make it anew behind each of these; the fault it gets must not take the page's place.
  for (const _ of [1, 2, 3]) {
    expect(await ask(path)).toMatchObject({ status: 200, text: 'as it was' })
    await wait(50)
  }
  answering = (response) => void response.destroy()
  expect(await ask(path)).toMatchObject({ status: 200, text: 'as it was' })
  answering = (response) => void response.writeHead(200, page).end('as it is')
  expect(await ask(path)).toMatchObject({ status: 200, text: 'as it is' })
})

test('a 404 is kept for a minute at most', async () => {
  const path = article((response) => void response.writeHead(404, page).end('not there'))
  await ask(path)
  expect(await ask(path)).toMatchObject({ status: 404 })
  expect(asked).toHaveLength(1)
  await purge('front')
  answering = (response) => void response.writeHead(200, page).end('there')
  expect(await ask(path)).toMatchObject({ status: 200, text: 'there' })
})

test("the containers' addresses are all that differs in their configuration", () => {
  const folder = join(projectFolder, 'deploy')
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').replaceAll(/^#.*\n/gm, '')
  const theirs = read('varnish/site.vcl')
    .replace(/"127.0.0.1"; .port = "3001"/, '"web1"; .port = "3000"')
    .replace(/"127.0.0.1"; .port = "3002"/, '"web2"; .port = "3000"')
    .replace('  "127.0.0.1";\n  "::1";', '  "172.28.0.0"/24;')
    .replace('/etc/varnish/purge-token', '/run/secrets/purge-token')
  expect(read('compose/site.vcl')).toBe(theirs)
  const compose = z.object({ services: z.record(z.string(), z.unknown()) })
  const { services } = compose.parse(parse(read('compose.yaml'), { merge: true }))
  expect(Object.keys(services).toSorted()).toEqual([
    'backup',
    'migrate',
    'postgres',
    'valkey',
    'varnish',
    'web1',
    'web2',
    'worker',
  ])
})
