import { spawn, type ChildProcess } from 'node:child_process'
import { Agent, request as ask } from 'node:http'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { typescript } from '#scripts/embedded/typescript.ts'

interface Site {
  process: ChildProcess
  port: number
  lines(): Record<string, unknown>[]
  ended: Promise<number | null>
}

const running: ChildProcess[] = []
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function startSite(afterMs: number, withinMs: number): Promise<Site> {
  const port = await freePort()
  const file = fileURLToPath(new URL('small-site.ts', import.meta.url))
  const child = spawn(process.execPath, [...typescript, file, String(port), String(afterMs), String(withinMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  let written = ''
  child.stdout.on('data', (data) => (written += String(data)))
  const lines = () =>
    written
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)))
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const site = { process: child, port, lines, ended }
  await vi.waitFor(async () => expect((await get(site, '/')).status).toBe(200), { timeout: 30_000, interval: 50 })
  return site
}

interface Answer {
  status: number
  headers: NodeJS.Dict<string | string[]>
  body: string
}

function get(
  { port }: Pick<Site, 'port'>,
  path: string,
  options: { method?: string; headers?: Record<string, string>; localAddress?: string; agent?: Agent } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    ask({ host: '127.0.0.1', port, path, ...options }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }), reject)
    })
      .on('error', reject)
      .end()
  })
}

const requestsIn = (site: Site) => site.lines().filter(({ msg }) => msg === 'request')

test('told to end, it still takes requests for a while, says that it ends, and answers all it took', async () => {
  const site = await startSite(700, 5_000)
  const agent = new Agent({ keepAlive: true })
  await get(site, '/', { agent })
  const slow = get(site, '/slow?1500', { agent: new Agent({ keepAlive: true }) })
  await wait(200)
  site.process.kill('SIGTERM')
  await wait(200)
  // On a connection of its own, and on one that was open before.
  expect((await get(site, '/ready')).status).toBe(503)
  expect((await get(site, '/ready', { agent })).status).toBe(503)
  await wait(700)
  await expect(get(site, '/')).rejects.toThrow('ECONNREFUSED')
  expect((await slow).status).toBe(200)
  expect(await site.ended).toBe(0)
  expect(site.lines().map(({ msg }) => msg)).toEqual(expect.arrayContaining(['ending', 'the pool is closed', 'ended']))
  agent.destroy()
})

test('what takes too long is cut off in the end, and told of', async () => {
  const site = await startSite(0, 300)
  const slow = get(site, '/slow?60000')
  await wait(200)
  site.process.kill('SIGTERM')
  await expect(slow).rejects.toThrow('socket hang up')
  expect(await site.ended).toBe(0)
  await expect.poll(() => requestsIn(site).some(({ cutOff }) => cutOff === true)).toBe(true)
})

describe('a request', () => {
  let site: Site
  beforeAll(async () => {
    site = await startSite(0, 1_000)
  })

  test('a request is named by whoever handed it on, if that is one we trust, and by us otherwise', async () => {
    const headers = { 'x-request-id': 'from-the-proxy-1' }
    const stranger = await get(site, '/page', { headers })
    const own = String(stranger.headers['x-request-id'])
    expect(own).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(stranger.headers['server-timing']).toBe(`request;desc="${own}"`)
    const handedOn = await get(site, '/page', { headers, localAddress: '127.0.0.2' })
    expect(handedOn.headers['x-request-id']).toBe('from-the-proxy-1')
    // What runs meanwhile knows the name; a name that would break a line of the log is none.
    expect(JSON.parse(handedOn.body)).toMatchObject({ requestId: 'from-the-proxy-1' })
    const nonsense = await get(site, '/page', { headers: { 'x-request-id': 'a b"c{' }, localAddress: '127.0.0.2' })
    expect(nonsense.headers['x-request-id']).toMatch(/^[0-9a-f]{8}-/)
    // What a cache keeps is shown to others.
    expect((await get(site, '/kept')).headers).not.toHaveProperty('x-request-id')
  })

  test('only what comes from this machine with nothing in between counts as local', async () => {
    expect(JSON.parse((await get(site, '/')).body)).toMatchObject({ isLocal: true })
    for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])
      expect(JSON.parse((await get(site, '/', { headers: { [header]: '203.0.113.9' } })).body)).toMatchObject({
        isLocal: false,
      })
  })

  test('where it came from a web server on this machine may say', async () => {
    const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' }
    expect(JSON.parse((await get(site, '/', { headers })).body)).toMatchObject({ from: '198.51.100.1, 203.0.113.9' })
  })

  test('is for the one host there is, whatever it says', async () => {
    const headers = { host: 'elsewhere.example', 'x-forwarded-host': 'elsewhere.example' }
    expect(JSON.parse((await get(site, '/', { headers })).body)).toMatchObject({ host: 'magazine.example' })
  })

  test('what could not be read is the fault of whoever sent it', async () => {
    expect(await get(site, '/unreadable')).toMatchObject({ status: 400, body: '' })
    const page = await get(site, '/unreadable', { method: 'POST', headers: { accept: 'text/html' } })
    expect([page.status, page.body]).toEqual([400, expect.stringContaining('What you sent could not be read')])
    await expect.poll(() => requestsIn(site).some(({ status }) => status === 400)).toBe(true)
    const traced = await get(site, '/page', { method: 'TRACE' })
    expect(JSON.parse(traced.body)).toMatchObject({ url: '/articles/no.such.comment' })
  })

  test.each([
    '/%',
    '/articles/%ff',
    '/topics/%E0%A4%A',
    '/a%0Ab',
    '/a/%00',
    '/desk/%80?x=1',
    'http://elsewhere.example/desk',
    '/api/articles/x',
    '/api//topics/x',
    '/api/%61uthors/x/older',
    '/_next/articles/x',
  ])('an address that nobody can read leads nowhere: %s', async (path) => {
    expect(JSON.parse((await get(site, path)).body)).toMatchObject({ url: '/articles/no.such.comment' })
  })

  test.each([
    '/api/v1/articles/x',
    '/api/comments/x',
    '/articles/api/articles',
    '/%C3%BC',
    '/articles/a%2Fb',
    '/search?q=%ff%',
    '/%F0%9F%8C%8A',
  ])('and one that is unusual where it says: %s', async (path) => {
    expect(JSON.parse((await get(site, path)).body)).toMatchObject({ url: path })
  })

  test('each request is one line, without what it asked for', async () => {
    await get(site, '/cases/s3cr3t-s3cr3t-s3cr3t?email=ada%40example.org', { method: 'PUT' })
    const found = () => requestsIn(site).filter(({ method }) => method === 'PUT')
    await expect.poll(() => found().length).toBe(1)
    const [line] = found()
    expect(line).toMatchObject({ method: 'PUT', route: 'none', status: 200 })
    expect(line).not.toHaveProperty('path')
    expect(JSON.stringify(line)).not.toMatch(/s3cr3t|ada/)
  })

  test('a page that failed is answered by a page in words, a program in its own; while the database is away both hear when to ask again', async () => {
    const browser = { accept: 'text/html,application/xhtml+xml' }
    const failed = await get(site, '/failed', { headers: browser })
    expect(failed.status).toBe(500)
    expect(failed.headers).not.toHaveProperty('retry-after')
    expect(failed.body).toContain('<h1>Something went wrong on our side</h1>')
    expect(failed.body).toContain(String(failed.headers['x-request-id']))
    expect(await get(site, '/failed')).toMatchObject({ status: 500, body: 'empty' })

    await get(site, '/away')
    const away = await get(site, '/failed', { headers: browser })
    expect(away).toMatchObject({ status: 503, headers: { 'retry-after': '10', 'cache-control': 'private, no-store' } })
    expect(away.body).toContain('<a href="">Try again</a>')
    expect((await get(site, '/failed', { method: 'POST', headers: browser })).body).toContain('back button')
    const scripts: Record<string, string>[] = [{ rsc: '1' }, { 'next-action': '1' }]
    for (const script of scripts)
      expect(await get(site, '/failed', { headers: { ...browser, ...script } })).toMatchObject({
        status: 503,
        headers: { 'retry-after': '10' },
        body: 'empty',
      })
    expect(await get(site, '/page', { headers: browser })).toMatchObject({ status: 200 })
  })
})
