import { afterAll, expect, test } from 'vitest'
import { claimedCrawler } from '#lib/crawlers/model.ts'
import { CrawlerVerifier } from '#lib/crawlers/verify.ts'
import { smallNameServer } from './small-name-server.ts'

const googlebot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
const bingbot = 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)'

const zone = {
  reverse: {
    '66.249.66.1': ['crawl-66-249-66-1.googlebot.com'],
    '157.55.33.18': ['msnbot-157-55-33-18.search.msn.com'],
    '2001:4860:4801:10::1': ['crawl-six.googlebot.com'],
    '192.0.2.1': ['crawl-66-249-66-1.googlebot.com'],
    '192.0.2.2': ['googlebot.com.impostor.example'],
    '192.0.2.3': ['evilgooglebot.com'],
    '192.0.2.4': ['4.bc.googleusercontent.com'],
    '192.0.2.5': ['nothing-there.googlebot.com'],
    '192.0.2.6': ['somewhere.example', 'crawl-192-0-2-6.googlebot.com'],
  },
  forward: {
    'crawl-66-249-66-1.googlebot.com': ['66.249.66.1'],
    'msnbot-157-55-33-18.search.msn.com': ['157.55.33.18'],
    'crawl-six.googlebot.com': ['2001:4860:4801:10::1'],
    'googlebot.com.impostor.example': ['192.0.2.2'],
    'evilgooglebot.com': ['192.0.2.3'],
    '4.bc.googleusercontent.com': ['192.0.2.4'],
    'crawl-192-0-2-6.googlebot.com': ['192.0.2.6'],
  },
  silent: ['192.0.2.99'],
}

const names = await smallNameServer(zone)
afterAll(() => names.close())
const verifier = (given = {}) => new CrawlerVerifier({ servers: [names.address], timeoutMs: 300, ...given })

test.each([
  ['Googlebot from its own network', googlebot, '66.249.66.1', true],
  ['Bingbot from its own', bingbot, '157.55.33.18', true],
  ['Googlebot by IPv6, written at length', googlebot, '2001:4860:4801:0010:0000:0000:0000:0001', true],
  ['an address with several names', googlebot, '192.0.2.6', true],
  ['the name alone', googlebot, '203.0.113.7', false],
  ['a reverse name that does not lead back', googlebot, '192.0.2.1', false],
  ['a reverse name that leads nowhere', googlebot, '192.0.2.5', false],
  ['a domain that only begins alike', googlebot, '192.0.2.2', false],
  ['a domain that only ends alike', googlebot, '192.0.2.3', false],
  ['a host rented from Google', googlebot, '192.0.2.4', false],
  ['Bing’s network under Google’s name', googlebot, '157.55.33.18', false],
  ['Google’s network under no robot’s name', 'Mozilla/5.0', '66.249.66.1', false],
  ['no address', googlebot, '', false],
  ['something that is none', googlebot, '66.249.66.1.googlebot.com', false],
  ['a name server that does not answer', googlebot, '192.0.2.99', false],
])('%s', async (_, userAgent, address, verified) => {
  expect(await verifier().isCrawler(userAgent, address, 0)).toBe(verified)
})

test('no name server at all: not verified, and soon', async () => {
  const began = performance.now()
  expect(await verifier({ servers: ['127.0.0.1:9'] }).isCrawler(googlebot, '66.249.66.1', 0)).toBe(false)
  expect(performance.now() - began).toBeLessThan(2_000)
})

test('whoever asks many times at once is looked up once, and what was found is remembered for a day', async () => {
  const one = verifier()
  names.asked.length = 0
  const answers = await Promise.all(Array.from({ length: 50 }, () => one.isCrawler(googlebot, '66.249.66.1', 0)))
  expect(new Set(answers)).toEqual(new Set([true]))
  expect(names.asked).toHaveLength(2)
  await one.isCrawler(googlebot, '66.249.66.1', 23 * 3_600_000)
  expect(names.asked).toHaveLength(2)
  await one.isCrawler(googlebot, '66.249.66.1', 25 * 3_600_000)
  expect(names.asked).toHaveLength(4)
})

test('a failure is not held against anybody for long', async () => {
  const one = verifier()
  expect(await one.isCrawler(googlebot, '192.0.2.99', 0)).toBe(false)
  zone.silent.length = 0
  Object.assign(zone.reverse, { '192.0.2.99': ['crawl-late.googlebot.com'] })
  Object.assign(zone.forward, { 'crawl-late.googlebot.com': ['192.0.2.99'] })
  expect(await one.isCrawler(googlebot, '192.0.2.99', 5 * 60_000)).toBe(false)
  expect(await one.isCrawler(googlebot, '192.0.2.99', 10 * 60_000)).toBe(true)
})

test('what is remembered is bounded: strangers cannot fill the memory', async () => {
  const one = verifier({ most: 2 })
  for (const address of ['66.249.66.1', '192.0.2.6', '203.0.113.1']) await one.isCrawler(googlebot, address, 0)
  names.asked.length = 0
  await one.isCrawler(googlebot, '203.0.113.1', 1)
  expect(names.asked).toHaveLength(0)
  await one.isCrawler(googlebot, '66.249.66.1', 1)
  expect(names.asked).toHaveLength(2)
})

test('a claim is found in any case, and not in megabytes', () => {
  expect(claimedCrawler('GOOGLEBOT')?.name).toBe('Googlebot')
  expect(claimedCrawler(`${'x'.repeat(2_000_000)} googlebot`)).toBeNull()
})
