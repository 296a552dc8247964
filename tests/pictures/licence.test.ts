import { describe, expect, test } from 'vitest'
import {
  blocksNewUse,
  pictureFactsSchema,
  readTerritories,
  usability,
  type LicenceFacts,
} from '#lib/pictures/licence.ts'
import { mayChangePicture, mayRemovePicture, mayUsePictures, mayWatchLicences } from '#lib/pictures/policy.ts'

const today = '2026-03-01'
const fine: LicenceFacts = { credit: 'Jo Ray', licence: 'own', licenceNote: '', sourceUrl: '', licensedUntil: null }

describe('whether a picture may be used', () => {
  const judged = (given: Partial<LicenceFacts>) => {
    const found = usability({ ...fine, ...given }, today)
    return [found.state, found.reasons, blocksNewUse(found)]
  }

  test('with credit and licence it may', () => expect(judged({})).toEqual(['fine', [], false]))
  test('without a credit or a licence it may not be put anywhere new', () => {
    expect(judged({ credit: '' })).toEqual(['facts_missing', ['credit_missing'], true])
    expect(judged({ licence: null })).toEqual(['facts_missing', ['licence_missing'], true])
  })
  test('Creative Commons asks for the licence’s name and the source', () => {
    expect(judged({ licence: 'creative_commons' })).toEqual([
      'facts_missing',
      ['licence_unnamed', 'source_missing'],
      true,
    ])
    const named = { licenceNote: 'CC BY 4.0', sourceUrl: 'https://commons.example/eel' }
    expect(judged({ licence: 'creative_commons', ...named })).toEqual(['fine', [], false])
  })
  test('the last day is a day on which it may be shown, and the month before it is a warning', () => {
    expect(judged({ licensedUntil: '2026-02-28' })).toEqual(['expired', ['expired'], true])
    expect(judged({ licensedUntil: '2026-03-01' })).toEqual(['expiring', ['expires_soon'], false])
    expect(judged({ licensedUntil: '2026-03-31' })).toEqual(['expiring', ['expires_soon'], false])
    expect(judged({ licensedUntil: '2026-04-01' })).toEqual(['fine', [], false])
  })
  test('the gravest reason comes first, and none is left out', () => {
    expect(judged({ licensedUntil: '2025-01-01', credit: '' })).toEqual([
      'expired',
      ['expired', 'credit_missing'],
      true,
    ])
    expect(judged({ licensedUntil: '2026-03-02', credit: '' })).toEqual([
      'facts_missing',
      ['credit_missing', 'expires_soon'],
      true,
    ])
  })
})

test('facts are refused field by field, in words', () => {
  const typed = {
    alt: 'x'.repeat(501),
    caption: '',
    credit: ' Jo Ray ',
    licence: 'stolen',
    licenceNote: '',
    sourceUrl: 'javascript:alert(1)',
    territories: readTerritories('gb, IE;zq  GB'),
    licensedUntil: '2026-02-30',
    focusX: 101,
    focusY: 0.5,
  }
  expect(typed.territories).toEqual(['GB', 'IE', 'ZQ'])
  const parsed = pictureFactsSchema.safeParse(typed)
  const faults = Object.fromEntries(parsed.error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [])
  expect(faults).toEqual({
    alt: 'Write at most 500 characters.',
    licence: expect.any(String),
    sourceUrl: 'Give an address of the web: https:// and so on. Or leave it empty.',
    'territories.2': '“ZQ” is no country’s code.',
    licensedUntil: 'Choose a day of the calendar, or leave it empty.',
    focusX: 'From 0 to 100.',
    focusY: 'Give a whole number from 0 to 100.',
  })
  const good = {
    ...typed,
    alt: '',
    licence: null,
    sourceUrl: '',
    territories: [],
    licensedUntil: null,
    focusX: 0,
    focusY: 1,
  }
  expect(pictureFactsSchema.parse(good).credit).toBe('Jo Ray')
})

test('who may do what with pictures', () => {
  const staff = (...roles: ('author' | 'editor' | 'managing_editor' | 'moderator' | 'administrator')[]) => ({
    id: 'me',
    roles,
  })
  for (const role of ['author', 'editor', 'managing_editor'] as const) expect(mayUsePictures(staff(role))).toBe(true)
  for (const role of ['moderator', 'administrator'] as const) expect(mayUsePictures(staff(role))).toBe(false)
  for (const may of [mayChangePicture, mayRemovePicture]) {
    expect(may(staff('editor'), { createdBy: null })).toBe(true)
    expect(may(staff('author'), { createdBy: 'me' })).toBe(true)
    expect(may(staff('author'), { createdBy: 'other' })).toBe(false)
    expect(may(staff('administrator'), { createdBy: 'other' })).toBe(false)
  }
  expect([mayWatchLicences(staff('managing_editor')), mayWatchLicences(staff('author'))]).toEqual([true, false])
})
