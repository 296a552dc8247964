import { expect, test } from 'vitest'
import { adsTxtFaults } from '#lib/ads/ads-txt.ts'

test('a file as the IAB writes it has no fault', () => {
  const file = `# Saltmarsh
OWNERDOMAIN=saltmarsh.example
MANAGERDOMAIN=manager.example, GB
contact=adops@saltmarsh.example
SUBDOMAIN=shop.saltmarsh.example

google.com, pub-0000000000000000, DIRECT, f08c47fec0942fa0 # the house's own
rubiconproject.com,9876,reseller
greenadexchange.com, XF7342, DIRECT, 5jyxf8k54; an extension`
  expect(adsTxtFaults(file)).toEqual([])
  expect(adsTxtFaults('')).toEqual([])
})

test.each([
  ['google.com, pub-1', 'should say DIRECT or RESELLER as the third field'],
  ['google.com, pub-1, BOTH', 'should say DIRECT or RESELLER as the third field'],
  ['google.com', 'lacks the account’s id after the domain'],
  ['google, pub-1, DIRECT', 'should begin with the seller’s domain, like google.com, not “google”'],
  [
    'https://google.com, pub-1, DIRECT',
    'should begin with the seller’s domain, like google.com, not “https://google.com”',
  ],
  ['google.com, pub-1, DIRECT, f08, more', 'has more than four fields'],
  ['google.com, pub-1, DIRECT, <b>', 'has a fourth field that is no id'],
  ['OWNER=saltmarsh.example', 'sets “OWNER”, which ads.txt does not know'],
  ['OWNERDOMAIN=saltmarsh', 'should set OWNERDOMAIN to a domain'],
  ['CONTACT=', 'sets CONTACT to nothing'],
  ['goo\u0007gle.com, pub-1, DIRECT', 'has characters that cannot be seen'],
])('%s', (line, fault) => {
  expect(adsTxtFaults(`# first\n${line}`)).toEqual([{ line: 2, fault }])
})
