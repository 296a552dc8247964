import { BlockList, isIPv6 } from 'node:net'

/** This machine, and networks that strangers are not in: RFC 1122, 1918, 3927, 4193, 4291. */
const nearby = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '::1',
  'fc00::/7',
  'fe80::/10',
]

/**
 * @param networks addresses and networks, such as 10.0.0.7 and fd00::/8
 * @returns tells whether an address is among them
 */
export function among(networks: readonly string[]): (address: string) => boolean {
  if (networks.length === 0) return () => false
  const list = new BlockList()
  for (const entry of networks) {
    const [network = '', length] = entry.split('/')
    const kind = isIPv6(network) ? 'ipv6' : 'ipv4'
    if (length === undefined) list.addAddress(network, kind)
    else list.addSubnet(network, Number(length), kind)
  }
  // A list of IPv4 addresses knows them in IPv6's clothes as well.
  return (address) => address !== '' && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/**
 * Whose word is taken on where a request came from: whatever stands near, as the web server in front does, and what is said to
 * be one. Whoever comes from elsewhere speaks for nobody, and has no proxy before them.
 * @param trustedProxies of the configuration
 */
export function handsOn(trustedProxies: readonly string[]): (address: string) => boolean {
  return among([...nearby, ...trustedProxies])
}

/** An IPv4 address in IPv6's clothes, as a socket for both names it (RFC 4291, 2.5.5.2), without them. */
export function plainAddress(address: string): string {
  if (!isIPv6(address)) return address
  const [, high, low] = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(shortForm(address)) ?? []
  if (high === undefined || low === undefined) return address
  return [high, low]
    .map((group) => parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join('.')
}

/** Whom a request counts for: an IPv4 address, or of an IPv6 address the network (/64): whoever has one has all of it. */
export function networkOf(given: string): string {
  const address = plainAddress(given)
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = shortForm(address).split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const groups = [
    ...before,
    ...Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0'),
    ...after,
  ]
  return `${groups.slice(0, 4).join(':')}::/64`
}

/** The URL parser writes every IPv6 address in its one short form (RFC 5952). */
function shortForm(address: string): string {
  return new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1)
}
