import type { Config } from '#lib/config.ts'

/** A cache between the web instances and readers: Varnish here, Fastly or Cloudflare as well. */
export interface FrontCache {
  /**
   * Forgets every page that shows one of these; pages name what they show in the header `Surrogate-Key`. Call it when every
   * web instance has forgotten: what they are asked after this is kept again.
   * @throws when it cannot be told, so that it is told again
   */
  purge(keys: string[]): Promise<void>
}

/** Keys in one request: together they must fit a header of 8 KiB. */
const keysAtOnce = 80

/** @param url one Varnish with deploy/varnish/default.vcl */
function varnish(url: string, token: string): FrontCache {
  return {
    async purge(keys) {
      for (let start = 0; start < keys.length; start += keysAtOnce) {
        const response = await fetch(url, {
          method: 'PURGE',
          headers: {
            authorization: `Bearer ${token}`,
            'surrogate-key': keys.slice(start, start + keysAtOnce).join(' '),
          },
          signal: AbortSignal.timeout(5_000),
        })
        await response.body?.cancel()
        if (!response.ok) throw new Error(`${url} answered ${response.status} to a purge`)
      }
    },
  }
}

/** Every front cache of this magazine; none where readers reach the web instances directly. */
export function frontCaches(config: Pick<Config, 'frontCache'>): FrontCache[] {
  const { varnishUrls, varnishToken } = config.frontCache
  return varnishUrls.map((url) => varnish(url, varnishToken))
}
