import { request as ask } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { saveArticle } from '#lib/articles/commands.ts'
import type { Context } from '#lib/context.ts'
import { anArticle, byTest } from '#tests/articles/draft-article.ts'
import { testContext } from '#tests/support/context.ts'
import { startArrangement, type Arrangement } from './arrangement.ts'

let ctx: Context
let at: Arrangement

beforeAll(async () => {
  ctx = await testContext({ now: new Date() })
  // Varnish looks every two seconds, and believes the second look.
  at = await startArrangement(ctx.config.databaseUrl, { STOP_AFTER_SECONDS: '5', STOP_WITHIN_SECONDS: '10' })
  await saveArticle(ctx, anArticle({ slug: 'watched', authors: [], topics: [] }), byTest)
}, 60_000)

afterAll(() => at?.stop())

const get = (path: string, headers: Record<string, string> = {}, base = at.web[0]) =>
  fetch(base + path, { headers, redirect: 'manual' })

const nameOf = (answer: Response) => answer.headers.get('x-request-id')

const linesOf = (which: 0 | 1) =>
  at
    .logOf(which)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)))

test('figures are told to this machine and to nobody through a proxy, Varnish least of all', async () => {
  const own = await get('/api/metrics')
  expect(own.status).toBe(200)
  expect(own.headers.get('content-type')).toContain('text/plain')
  const figures = await own.text()
  expect(figures).toContain('standfirst_database_up 1')
  expect(figures).toContain('process_resident_memory_bytes')
  expect(figures).toContain('nodejs_eventloop_lag_p99_seconds')
  expect((await get('/api/metrics', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404)
  expect((await get('/api/metrics', {}, at.front)).status).toBe(403)
})

test('requests are counted by the pattern of their page, and pages by whether they were kept', async () => {
  for (const path of ['/articles/watched', '/articles/watched', '/articles/watched?from=elsewhere', '/no/such/place'])
    await get(path)
  const figures = await (await get('/api/metrics')).text()
  expect(figures).toMatch(
    /standfirst_http_request_seconds_count\{method="GET",route="\/\[edition\]\/articles\/\[slug\]",status="200"\} 3/,
  )
  expect(figures).toMatch(/standfirst_page_cache_total\{outcome="hit"\} [1-9]/)
  expect(figures).not.toContain('watched')
})

test('what strangers type into addresses is no fault of ours, and writes no line of its own into the log', async () => {
  const long = `${'a'.repeat(300)}%0A%7B%22level%22%3A60%7D`
  for (const path of [
    '/%',
    '/articles/%ff',
    '/api/v1/articles/%E0%A4%A',
    '/x/%0Ay',
    `/articles/${long}`,
    `/topics/${long}`,
    // Handed on within Next, which once made Node warn of a leak.
    `/cases/${Buffer.from('a forged secret').toString('base64url')}`,
    `/preview/${Buffer.from('a forged secret').toString('base64url')}`,
  ])
    for (const base of [at.web[0], at.front]) expect([path, (await get(path, {}, base)).status]).toEqual([path, 404])
  expect(
    at
      .logOf(0)
      .split('\n')
      .filter((line) => /^\{"level":[56]0|exceeded max length/.test(line)),
  ).toEqual([])
})

test('a form that is none is told so, and one that does not say how long it is is not read', async () => {
  const send = (body: string | ReadableStream, duplex?: 'half') =>
    fetch(`${at.web[0]}/sign-in`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'multipart/form-data; boundary=X' },
      ...(duplex && { duplex }),
    })
  expect((await send('--X\r\ncontent-disposition: form-data; name="a"\r\n\r\n1')).status).toBe(400)
  expect((await send(new Blob(['--X--\r\n']).stream(), 'half')).status).toBe(411)
  const lines = linesOf(0).filter(({ msg, level }) => msg === 'what was sent could not be read' || level === 50)
  expect(lines).toMatchObject([{ level: 30, reason: 'Failed to parse body as FormData.' }])
})

test('every answer but a kept page says what its request is called, and no stranger chooses that', async () => {
  const names = [await get('/sign-in'), await get('/sign-in', { 'x-request-id': 'chosen-by-a-stranger' })].map(nameOf)
  for (const name of names) expect(name).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  expect(new Set(names).size).toBe(2)
  const page = await get('/articles/watched')
  expect(page.headers.get('x-nextjs-cache')).toBe('HIT')
  expect(nameOf(page)).toBeNull()
  expect(nameOf(await get('/sign-in', {}, at.front))).not.toBeNull()
})

test('a fault of ours is logged with its name, and no secret of an address or of a person with it', async () => {
  for (const path of [
    '/cases/planted-secret-planted-secret',
    '/preview/planted-secret-planted-secret',
    '/statements/planted-secret-planted-secret',
    '/contact/confirm/planted-secret-planted-secret',
    '/given/planted-secret-planted-secret',
    '/sign-in?to=/account&email=planted@example.org',
    '/donate/thanks?session=cs_planted',
    '/api/auth/callback/email?token=planted&email=planted%40example.org',
    '/articles/planted@example.org',
    '/desk/members?q=planted@example.org',
  ])
    await (await get(path, { cookie: 'authjs.session-token=planted' })).text()
  await fetch(`${at.web[0]}/api/stripe/webhook`, { method: 'POST', body: '{"planted":true}' })
  const asked = linesOf(0).filter(({ msg }) => msg === 'request')
  expect(asked.map(({ route }) => route)).toEqual(expect.arrayContaining(['/donate/thanks', '/sign-in']))
  for (const line of asked) expect(line).toMatchObject({ requestId: expect.any(String), ms: expect.any(Number) })
  expect(at.logOf(0)).not.toContain('planted')
})

test('an instance that is told to end answers what it took, and nobody who comes through Varnish is refused', async () => {
  // A webhook that comes in slowly.
  const { hostname, port } = new URL(at.web[0])
  const upload = ask({ hostname, port, path: '/api/stripe/webhook', method: 'POST' })
  upload.write('{"slow":')
  const answered = new Promise<number>((resolve, reject) => {
    upload.on('error', reject)
    upload.on('response', (answer) => {
      void text(answer)
      resolve(answer.statusCode ?? 0)
    })
  })
  await wait(300)
  const stopped = at.stopWeb(0)
  await wait(300)
  for (const path of ['/api/ready', '/api/health']) expect((await get(path)).status).toBe(503)

  const statuses = new Set<number>()
  const until = Date.now() + 6_500
  while (Date.now() < until) {
    statuses.add((await get('/sign-in', {}, at.front)).status)
    await wait(50)
  }
  expect([...statuses]).toEqual([200])
  await expect(get('/api/health')).rejects.toThrow('fetch failed')
  upload.end('true}')
  expect(await answered).toBe(400)
  await stopped
  expect(linesOf(0).at(-1)).toMatchObject({ msg: 'ended', cutOff: 0 })
}, 60_000)
