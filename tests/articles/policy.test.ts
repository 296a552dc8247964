import { describe, expect, test } from 'vitest'
import { mayBegin, mayEdit, mayGive, mayPublish, mayRead } from '#lib/articles/policy.ts'
import { accessSchema, isVisibleAt, slugify, slugSchema, standingFor } from '#lib/articles/model.ts'
import { staffRoles, type StaffRole } from '#lib/people/model.ts'

const staff = (...roles: StaffRole[]) => ({ personId: 'me', roles })

test('editors and managing editors publish and edit anything; nobody else does', () => {
  for (const role of staffRoles) {
    const isEditor = role === 'editor' || role === 'managing_editor'
    expect(mayPublish(staff(role))).toBe(isEditor)
    expect(mayEdit(staff(role), { state: 'published', authorPersonIds: ['me'] })).toBe(isEditor)
    expect(mayEdit(staff(role), { state: 'draft', authorPersonIds: ['somebody'] })).toBe(isEditor)
    expect(mayEdit(staff(role), { state: 'draft', authorPersonIds: ['me'] })).toBe(isEditor || role === 'author')
    expect(mayBegin(staff(role))).toBe(isEditor || role === 'author')
  }
})

test.each([
  ['a visitor', null, ['public']],
  ['a reader who does not pay', { roles: [], benefits: [] }, ['public']],
  [
    'a supporter',
    { roles: [], benefits: ['ad_free', 'comment', 'supporters_articles'] },
    ['public', 'metered', 'supporters'],
  ],
  [
    'a patron',
    { roles: [], benefits: ['ad_free', 'comment', 'supporters_articles', 'patrons_articles'] },
    ['public', 'metered', 'supporters', 'patrons'],
  ],
  ['staff', { roles: staffRoles.slice(0, 1), benefits: [] }, ['public', 'metered', 'supporters', 'patrons']],
])('%s reads', (_, reader, readable) => {
  expect(accessSchema.options.filter((access) => mayRead(access, reader))).toEqual(readable)
})

test.each([
  ['a visitor', null, []],
  ['a reader who does not pay', { roles: [], benefits: [] }, []],
  ['a supporter', { roles: [], benefits: ['supporters_articles'] }, ['metered', 'supporters']],
  [
    'a patron',
    { roles: [], benefits: ['supporters_articles', 'patrons_articles'] },
    ['metered', 'supporters', 'patrons'],
  ],
  ['staff', { roles: staffRoles.slice(0, 1), benefits: [] }, []],
])('%s gives', (_, reader, givable) => {
  expect(accessSchema.options.filter((access) => mayGive(access, reader))).toEqual(givable)
})

describe('what becomes of an article that is saved', () => {
  const now = new Date('2026-07-15T11:00:00Z')
  const earlier = new Date('2026-01-01T00:00:00Z')
  const later = new Date('2026-12-01T00:00:00Z')
  test.each([
    ['published without a date: now', { state: 'published' }, null, { state: 'published', publishedAt: now }],
    [
      'published later: scheduled',
      { state: 'published', publishedAt: later },
      null,
      { state: 'scheduled', publishedAt: later },
    ],
    [
      'published again: keeps its date',
      { state: 'published' },
      { state: 'published', publishedAt: earlier },
      { state: 'published', publishedAt: earlier },
    ],
    [
      'taken down: stays down',
      { state: 'published' },
      { state: 'unpublished', publishedAt: earlier },
      { state: 'unpublished', publishedAt: earlier },
    ],
    [
      'withdrawn to a draft: taken down',
      { state: 'draft' },
      { state: 'published', publishedAt: earlier },
      { state: 'unpublished', publishedAt: earlier },
    ],
    [
      'off the schedule: a draft again',
      { state: 'draft' },
      { state: 'scheduled', publishedAt: later },
      { state: 'draft', publishedAt: later },
    ],
  ] as const)('%s', (_, wanted, before, after) => {
    expect(standingFor(wanted, before, now)).toEqual(after)
  })

  test('is visible from its instant on', () => {
    expect(isVisibleAt({ state: 'published', publishedAt: now }, now)).toBe(true)
    expect(isVisibleAt({ state: 'published', publishedAt: later }, now)).toBe(false)
    expect(isVisibleAt({ state: 'scheduled', publishedAt: earlier }, now)).toBe(false)
  })
})

test.each([
  ['No, Russia hasn’t ‘invaded’ Kazakhstan', 'no-russia-hasnt-invaded-kazakhstan'],
  ['Straße & Œuvre: “Ærø”', 'strasse-and-oeuvre-aero'],
  ['Щедрый Қазақстан', 'shchedryi-kazakstan'],
  ['Ελλάδα', 'ellada'],
  ['  --  ', ''],
  ['北京', ''],
  ['👩🏽‍🚀 in space', 'in-space'],
])('the address of %j', (headline, slug) => {
  expect(slugify(headline)).toBe(slug)
})

test('addresses are cut at a word, and are always addresses', () => {
  const long = slugify('floccinaucinihilipilification '.repeat(20))
  expect(long).toHaveLength(119)
  for (const text of [long, slugify('a'.repeat(500)), slugify('İstanbul ﬁrst ①')])
    expect(slugSchema.safeParse(text).success).toBe(true)
})
