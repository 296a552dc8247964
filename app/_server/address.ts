import 'server-only'
import { isIPv6 } from 'node:net'
import { headers } from 'next/headers'

/** The address a request came from, in full, as the web server in front wrote it; empty when it wrote none. */
export async function requestAddress(): Promise<string> {
  return (await headers()).get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
}

/**
 * Whom a request counts for: the address it came from; for counting, never for trust. Of an IPv6
 * address the network counts (/64): whoever has one has all of it.
 */
export async function clientAddress(): Promise<string> {
  const address = await requestAddress()
  if (!isIPv6(address)) return address || 'unknown'
  // The URL parser writes every IPv6 address in its one short form (RFC 5952).
  const [head = '', tail = ''] = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1).split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const groups = [
    ...before,
    ...Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0'),
    ...after,
  ]
  return `${groups.slice(0, 4).join(':')}::/64`
}
