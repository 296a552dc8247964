import { Resolver } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { hour, minute } from '#lib/clock.ts'
import { claimedCrawler, isHostOf, type Crawler } from './model.ts'

interface Options {
  /** Name servers to ask, as 192.0.2.1:53; the system's own when there are none. */
  servers?: readonly string[]
  /** How long one question may take. */
  timeoutMs?: number
  /** Most addresses remembered. */
  most?: number
}

type Finding = 'verified' | 'refuted' | 'unknown'

/** How long a finding stands. Networks change hands seldom, liars come again, and name servers recover. */
const lives: Record<Finding, number> = { verified: 24 * hour, refuted: 4 * hour, unknown: 10 * minute }

/**
 * Tells search engines' crawlers from those who use their names, as their owners ask: the address must have a name within
 * the owner's domains, and that name must lead back to the address. Whoever cannot be verified is not verified. Findings
 * are remembered; an address that asks many times at once is looked up once.
 */
export class CrawlerVerifier {
  readonly #resolver: Resolver
  readonly #most: number
  readonly #found = new Map<string, { finding: Promise<Finding>; until: number }>()

  constructor({ servers = [], timeoutMs = 1_000, most = 5_000 }: Options = {}) {
    this.#resolver = new Resolver({ timeout: timeoutMs, tries: 1 })
    if (servers.length > 0) this.#resolver.setServers(servers)
    this.#most = most
  }

  /**
   * @param address where the request came from, as a server of ours saw it
   * @param nowMs for how long findings stand; milliseconds since 1970
   */
  async isCrawler(userAgent: string, address: string, nowMs: number): Promise<boolean> {
    const claimed = claimedCrawler(userAgent)
    if (claimed === null || isIP(address) === 0) return false
    const key = `${claimed.name} ${address}`
    const known = this.#found.get(key)
    if (known && known.until > nowMs) return (await known.finding) === 'verified'
    const entry = { finding: this.#lookUp(claimed, address), until: nowMs + minute }
    this.#remember(key, entry)
    const finding = await entry.finding
    entry.until = nowMs + lives[finding]
    return finding === 'verified'
  }

  async #lookUp(crawler: Crawler, address: string): Promise<Finding> {
    try {
      const names = await this.#resolver.reverse(address)
      // An address may have many names; none needs more than a few to be looked into.
      for (const name of names.filter((host) => isHostOf(crawler, host)).slice(0, 3))
        if (await this.#leadsTo(name, address)) return 'verified'
      return 'refuted'
    } catch {
      // An address without a name and a name server without an answer are one to `reverse`: ENOTFOUND.
      return 'unknown'
    }
  }

  async #leadsTo(name: string, address: string): Promise<boolean> {
    const six = isIP(address) === 6
    const addresses = await (six ? this.#resolver.resolve6(name) : this.#resolver.resolve4(name))
    const list = new BlockList()
    for (const one of addresses) list.addAddress(one, six ? 'ipv6' : 'ipv4')
    // IPv6 addresses are written in several ways.
    return list.check(address, six ? 'ipv6' : 'ipv4')
  }

  #remember(key: string, entry: { finding: Promise<Finding>; until: number }): void {
    this.#found.delete(key)
    this.#found.set(key, entry)
    const [oldest] = this.#found.keys()
    if (this.#found.size > this.#most && oldest !== undefined) this.#found.delete(oldest)
  }
}
