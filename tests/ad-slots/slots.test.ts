import { expect, test } from 'vitest'
import {
  adSlotNames,
  advertisingSchema,
  googleSlot,
  needsConsent,
  parseSizes,
  slotsOf,
  writeSizes,
} from '#lib/ad-slots/model.ts'

test('with nothing set every slot carries house campaigns, and nobody is asked for consent', () => {
  const settings = advertisingSchema.parse({})
  expect(slotsOf(settings, 'front')).toEqual(['front.after_lead', 'front.between_topics'])
  expect(slotsOf(settings, 'article')).toEqual(['article.in_text', 'article.after_text'])
  expect(needsConsent(settings)).toBe(false)
})

test('Google is asked only where there are a network code, an ad unit, a size and a slot', () => {
  const slot = { adUnit: 'magazine/article' }
  const set = (given: object, networkCode = '123') =>
    advertisingSchema.parse({ networkCode, slots: { 'article.in_text': { ...slot, ...given } } })
  expect(googleSlot(set({}), 'article.in_text')).toMatchObject({ adUnitPath: '/123/magazine/article' })
  expect(needsConsent(set({}))).toBe(true)
  for (const settings of [set({}, ''), set({ adUnit: '' }), set({ shown: false }), set({ narrow: [], wide: [] })]) {
    expect(adSlotNames.map((name) => googleSlot(settings, name))).toEqual(adSlotNames.map(() => null))
    expect(needsConsent(settings)).toBe(false)
  }
})

test.each(['12 34', 'abc', '1,2,3'])('%j is no network code', (networkCode) => {
  expect(advertisingSchema.safeParse({ networkCode }).success).toBe(false)
})

test.each(['/leading', 'a//b', '<script>', 'a b', 'ä'])('%j is no ad unit', (adUnit) => {
  expect(advertisingSchema.safeParse({ slots: { 'front.after_lead': { adUnit } } }).success).toBe(false)
})

test('sizes are read as they are typed, and refused where they do not fit', () => {
  expect(parseSizes(' 300x250, 320 × 100\n', 350)).toEqual([
    { width: 300, height: 250 },
    { width: 320, height: 100 },
  ])
  expect(parseSizes('', 350)).toEqual([])
  expect(writeSizes([{ width: 300, height: 250 }])).toBe('300x250')
  const refused = ['300', '300x', '0x10', '728x90', '300x601', '300x250 320x50', '1x1,'.repeat(11)]
  expect(refused.filter((typed) => parseSizes(typed, 350) !== null)).toEqual([])
})
