import { expect, test } from 'vitest'
import { handsOn, networkOf, plainAddress } from '#app/_server/network.ts'

test('an IPv4 address counts alone, in whatever clothes, and of IPv6 the network does', () => {
  for (const [address, counted] of [
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:cb00:7109', '203.0.113.9'],
    ['0:0:0:0:0:ffff:203.0.113.10', '203.0.113.10'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
    ['nonsense', 'nonsense'],
  ] as const)
    expect([address, networkOf(address)]).toEqual([address, counted])
  expect(plainAddress('2001:db8::ffff:1:2')).toBe('2001:db8::ffff:1:2')
})

test('where a request came from is for this machine, private networks and named proxies to say, and for no stranger', () => {
  const mayHandOn = handsOn(['198.51.100.7', '2001:db8:9::/48'])
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.1.2.3', '172.28.0.5', '192.168.1.1', 'fd00::2'])
    expect([address, mayHandOn(address)]).toEqual([address, true])
  for (const address of ['198.51.100.7', '::ffff:198.51.100.7', '2001:db8:9::1'])
    expect([address, mayHandOn(address)]).toEqual([address, true])
  for (const address of [
    '',
    '203.0.113.9',
    '::ffff:203.0.113.9',
    '198.51.100.8',
    '172.32.0.1',
    '2001:db8::1',
    '8.8.8.8',
  ])
    expect([address, mayHandOn(address)]).toEqual([address, false])
})
