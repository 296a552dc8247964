import { expect, test } from 'vitest'
import { kindName, readDetails, readSubject } from '#app/desk/audit/_audit/words.ts'
import type { StaffRole } from '#lib/people/model.ts'

const id = '018a0000-0000-7000-8000-000000000000'
const written = (at: Date) => `at ${at.getTime()}`
const reader: { roles: StaffRole[] } = { roles: ['administrator'] }

test.each([
  [`person ${id}`, 'Person', `/desk/members/${id}`],
  [`house ad ${id}`, 'House ad', `/desk/ads/${id}`],
  [`campaign ${id}`, 'Book campaign', `/desk/books/campaigns/${id}`],
  ['event evt_1', 'Event from Stripe', '/desk/inbox/evt_1'],
  ['settings wall', 'Settings: wall', '/desk/settings/access'],
  ['settings donations', 'Settings: donations', '/desk/settings/giving'],
  ['settings something', 'Settings: something', '/desk/settings'],
  ['donations 2026-01-01 to 2026-02-01', 'Donations: 2026-01-01 to 2026-02-01', '/desk/figures'],
  ['stripe', 'Stripe', '/desk/drift'],
  ['books dispatch', 'Books to send', '/desk/books'],
  ['audit log', 'Audit log', '/desk/audit'],
  [`topic ${id}`, 'Topic', `/desk/topics/${id}`],
  [`author ${id}`, 'Author', `/desk/authors/${id}`],
  [`invitation ${id}`, 'Invitation', '/desk/people'],
  ['plans GBP', 'Plans: GBP', '/desk/settings/giving/GBP'],
  [`job ${id}`, 'Job', undefined],
  // An older or newer version of the magazine may have noted it.
  [`unicorn ${id}`, 'unicorn', undefined],
])('%s is %s', (subject, name, href) => {
  expect(readSubject(subject, reader)).toMatchObject({ name, href })
})

test('an article’s page at the desk is named to whoever may open it', () => {
  expect(readSubject(`article ${id}`, reader).href).toBeUndefined()
  expect(readSubject(`article ${id}`, { roles: ['administrator', 'editor'] }).href).toBe(`/desk/articles/${id}`)
})

test('of settings it is said what each was and became', () => {
  const details = {
    freeArticles: '3 to 5',
    isOpen: 'false to true',
    bannedWords: '["a to b"] to ["a to b","to"]',
    signature: '"" to "All to the desk"',
    networkCode: 'undefined to "123"',
  }
  expect(readDetails('settings', details, written)).toEqual([
    { name: 'free articles', before: '3', value: '5' },
    { name: 'is open', before: 'no', value: 'yes' },
    { name: 'banned words', before: 'a to b', value: 'a to b, to' },
    { name: 'signature', before: 'nothing', value: 'All to the desk' },
    { name: 'network code', before: 'nothing', value: '123' },
  ])
})

test('everything else is said as it was noted', () => {
  expect(readDetails('person', { reason: '1 to 2', until: null, moved: 2 }, written)).toEqual([
    { name: 'reason', value: '1 to 2' },
    { name: 'until', value: 'nothing' },
    { name: 'moved', value: '2' },
  ])
  expect(readDetails('person', 'no record', written)).toEqual([])
  expect(kindName('house')).toBe('House ad')
})

test('an instant is said in the magazine’s time, a day as it is', () => {
  expect(readDetails('person', { until: '1970-01-01T00:00:01.500Z', from: '2026-01-01' }, written)).toEqual([
    { name: 'until', value: 'at 1500' },
    { name: 'from', value: '2026-01-01' },
  ])
})
