/** A search engine's robot, as it calls itself, and the names that its addresses have. */
export interface Crawler {
  name: string
  /** What its user agent contains, in lower case. */
  agent: string
  /** The domains its hosts are named in, as its owner documents them. */
  domains: readonly string[]
}

/**
 * Those whose owners say how to tell them by name. DuckDuckGo, for one, publishes addresses instead, which change: it finds
 * what everybody finds. Google's other network, googleusercontent.com, is not among these: anybody may rent a host there.
 */
const crawlers: readonly Crawler[] = [
  // https://developers.google.com/search/docs/crawling-indexing/verifying-googlebot
  { name: 'Googlebot', agent: 'googlebot', domains: ['googlebot.com', 'google.com'] },
  // https://www.bing.com/webmasters/help/verify-bingbot-2195837f
  { name: 'Bingbot', agent: 'bingbot', domains: ['search.msn.com'] },
  // https://support.apple.com/en-us/119829
  { name: 'Applebot', agent: 'applebot', domains: ['applebot.apple.com'] },
  // https://yandex.com/support/webmaster/robot-workings/check-yandex-robots.html
  { name: 'Yandex', agent: 'yandexbot', domains: ['yandex.ru', 'yandex.net', 'yandex.com'] },
]

/** Which crawler a user agent claims to be. A claim is all it is. */
export function claimedCrawler(userAgent: string): Crawler | null {
  const said = userAgent.slice(0, 1_000).toLowerCase()
  return crawlers.find(({ agent }) => said.includes(agent)) ?? null
}

/** Whether a host's name is one of the crawler's: within its domains, not merely ending in the same letters. */
export function isHostOf(crawler: Crawler, host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '')
  return crawler.domains.some((domain) => name.endsWith(`.${domain}`))
}
