import 'server-only'
import { headers } from 'next/headers'
import { CrawlerVerifier } from '#lib/crawlers/verify.ts'
import { requestAddress } from './address.ts'
import { platform } from './platform.ts'

/** Next evaluates modules once per bundle; what was found belongs to the process. */
const shared: { crawlers?: CrawlerVerifier } & typeof globalThis = globalThis

/** Whether a search engine's crawler asks, proven by its network's names and not by what it calls itself. */
export async function isVerifiedCrawler(): Promise<boolean> {
  shared.crawlers ??= new CrawlerVerifier({ servers: platform().config.nameServers })
  const userAgent = (await headers()).get('user-agent') ?? ''
  return shared.crawlers.isCrawler(userAgent, await requestAddress(), performance.timeOrigin + performance.now())
}
