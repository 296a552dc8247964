import type { Zone } from '#tests/crawlers/small-name-server.ts'

export const googlebot = {
  agent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  address: '66.249.66.1',
}

/** All the names that the magazine under test can learn. */
export const crawlersNames: Zone = {
  reverse: { [googlebot.address]: ['crawl-66-249-66-1.googlebot.com'] },
  forward: { 'crawl-66-249-66-1.googlebot.com': [googlebot.address] },
}
