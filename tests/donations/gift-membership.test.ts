import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  beginningOfGift,
  dayIn,
  deliveryTime,
  giftCodeAlphabet,
  giftFormSchema,
  giftPrice,
  judgeOrder,
  lastDeliveryDay,
  monthsAfter,
  newGiftCode,
  parseGiftCode,
} from '#lib/donations/gift-membership.ts'
import { defaultPlans } from '#lib/membership/default-plans.ts'
import type { LedgerRow } from '#lib/membership/model.ts'
import { donationSettingsSchema } from '#lib/settings/model.ts'

const terms = donationSettingsSchema.parse({})
const now = new Date('2026-11-25T12:00:00Z')
const london = 'Europe/London'
const typed = {
  tier: 'supporter',
  currency: 'GBP',
  giverName: ' Ada ',
  recipientName: 'Ben',
  recipientEmail: 'Ben@Example.org ',
  deliverOn: '2026-11-25',
  message: '',
}

describe('a code', () => {
  test('holds at least 60 bits, in an alphabet without look-alikes or vowels', () => {
    expect(Math.log2(giftCodeAlphabet.length) * 16).toBeGreaterThan(60)
    expect(giftCodeAlphabet).not.toMatch(/[01OILAEU]/)
    expect(new Set(giftCodeAlphabet).size).toBe(giftCodeAlphabet.length)
    expect(newGiftCode(() => 0)).toBe('2222-2222-2222-2222')
  })

  test('is read back however it is typed', () => {
    const draws = fc.array(fc.nat({ max: giftCodeAlphabet.length - 1 }), { minLength: 16, maxLength: 16 })
    fc.assert(
      fc.property(draws, (drawn) => {
        const left = [...drawn]
        const code = newGiftCode(() => left.shift() ?? 0)
        expect(code).toMatch(/^([2-9B-Z]{4}-){3}[2-9B-Z]{4}$/)
        for (const form of [code, code.toLowerCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', '–')} `])
          expect(parseGiftCode(form)).toBe(code)
      }),
    )
  })

  test.each(['', '2222-2222-2222-222', '2222-2222-2222-22222', '2222-2222-2222-222O', '２２２２-2222-2222-2222'])(
    '%j is none',
    (form) => {
      expect(parseGiftCode(form)).toBeNull()
    },
  )
})

describe('the form', () => {
  test('is trimmed, and line ends count once', () => {
    const message = `${'a'.repeat(248)}\r\n\r\n${'b'.repeat(250)}`
    expect(giftFormSchema.parse({ ...typed, message })).toMatchObject({
      giverName: 'Ada',
      recipientEmail: 'ben@example.org',
      message: message.replaceAll('\r\n', '\n'),
    })
  })

  test.each([
    ['message', 'x'.repeat(501), 'Write at most 500 characters.'],
    ['message', 'a\u0000b', 'Write without invisible characters.'],
    ['recipientEmail', 'ben', 'Enter an e-mail address like name@example.org.'],
    ['recipientName', '  ', 'Enter a name.'],
    ['giverName', 'Ada\nBcc: everybody@example.org', 'Enter a name without brackets or invisible characters.'],
    ['deliverOn', 'soon', 'Choose a day.'],
    ['deliverOn', '2026-02-30', 'Choose a day.'],
  ])('%s %j is refused: %s', (field, value, message) => {
    const parsed = giftFormSchema.safeParse({ ...typed, [field]: value })
    expect(parsed.error?.issues[0]).toMatchObject({ path: [field], message })
  })
})

describe('what it costs', () => {
  test.each([
    ['supporter', 'GBP', 12, 5000],
    ['patron', 'USD', 12, 25_000],
    ['supporter', 'AUD', 6, 5000],
    ['supporter', 'GBP', 7, 2917],
  ] as const)('%s in %s for %d months', (tier, currency, months, amount) => {
    expect(giftPrice(defaultPlans, tier, currency, months)).toEqual({ amount, currency })
  })

  test('a tier without a yearly plan, and a currency that is not offered, cannot be given', () => {
    const form = giftFormSchema.parse(typed)
    const monthly = defaultPlans.filter((plan) => plan.interval === 'month')
    expect(judgeOrder(form, monthly, terms, london, now)).toMatchObject({ rule: 'tier_is_sold_by_the_year' })
    const euros = donationSettingsSchema.parse({ currencies: ['EUR'] })
    expect(judgeOrder(form, defaultPlans, euros, london, now)).toMatchObject({ rule: 'tier_is_sold_by_the_year' })
  })
})

describe('the day of delivery', () => {
  test('today is at once, another day at eight in the morning where the magazine is, summer and winter', () => {
    expect(deliveryTime('2026-11-25', london, now)).toEqual(now)
    expect(deliveryTime('2026-12-24', london, now)).toEqual(new Date('2026-12-24T08:00:00Z'))
    expect(deliveryTime('2027-07-01', london, now)).toEqual(new Date('2027-07-01T07:00:00Z'))
    expect(deliveryTime('2026-12-24', 'Australia/Sydney', now)).toEqual(new Date('2026-12-23T21:00:00Z'))
  })

  test('which day is today depends on where the magazine is', () => {
    const lateInLondon = new Date('2026-11-25T23:30:00Z')
    expect(dayIn(london, lateInLondon)).toBe('2026-11-25')
    expect(dayIn('Australia/Sydney', lateInLondon)).toBe('2026-11-26')
    expect(deliveryTime('2026-11-25', 'Australia/Sydney', lateInLondon)).toBeNull()
  })

  test.each(['2026-11-24', '2027-11-26', '1999-01-01'])('%s cannot be chosen', (deliverOn) => {
    const form = giftFormSchema.parse({ ...typed, deliverOn })
    expect(judgeOrder(form, defaultPlans, terms, london, now)).toMatchObject({ rule: 'day_is_within_a_year' })
  })

  test('a year ahead can', () => {
    expect(lastDeliveryDay(london, now)).toBe('2027-11-25')
    expect(deliveryTime('2027-11-25', london, now)).not.toBeNull()
  })
})

describe('months by the calendar', () => {
  test.each([
    ['2026-11-25T12:00:00Z', 12, '2027-11-25T12:00:00Z'],
    ['2026-01-31T12:00:00Z', 1, '2026-02-28T12:00:00Z'],
    ['2028-02-29T12:00:00Z', 12, '2029-02-28T12:00:00Z'],
    // Noon stays noon where the magazine is, though the clocks change.
    ['2026-01-15T12:00:00Z', 6, '2026-07-15T11:00:00Z'],
    // Already the first of June there, and then the first of July.
    ['2026-05-31T23:30:00Z', 1, '2026-06-30T23:30:00Z'],
  ])('%s and %d', (from, months, until) => {
    expect(monthsAfter(new Date(from), months, london)).toEqual(new Date(until))
  })

  test('end on the same day of the month at the same time there, or on its last day', () => {
    const zone = fc.constantFrom(london, 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Kolkata')
    const from = fc.date({ min: new Date('2024-01-01'), max: new Date('2034-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(from, fc.integer({ min: 1, max: 36 }), zone, (begins, months, where) => {
        const ends = monthsAfter(begins, months, where)
        const [year = 0, month = 0, day = 0] = dayIn(where, begins).split('-').map(Number)
        const [endYear = 0, endMonth = 0, endDay = 0] = dayIn(where, ends).split('-').map(Number)
        expect(endYear * 12 + endMonth).toBe(year * 12 + month + months)
        expect(endDay).toBe(Math.min(day, new Date(Date.UTC(endYear, endMonth, 0)).getUTCDate()))
      }),
    )
  })
})

describe('where a gift begins', () => {
  const row = (given: Partial<LedgerRow>): LedgerRow => ({
    sequence: 1,
    source: 'gift',
    sourceRef: 'a',
    tier: 'supporter',
    state: 'ending',
    validFrom: new Date('2026-06-01'),
    validUntil: new Date('2027-06-01'),
    reason: '',
    recordedAt: now,
    ...given,
  })

  test.each([
    ['now, without another', [], 'supporter', now],
    ['at the end of one of the same tier', [row({})], 'supporter', new Date('2027-06-01')],
    ['at the end of a higher one', [row({ tier: 'patron' })], 'supporter', new Date('2027-06-01')],
    ['now, beside a lower one', [row({})], 'patron', now],
    ['now, after one that is over', [row({ validUntil: new Date('2026-11-01') })], 'supporter', now],
    ['now, beside other sources', [row({ source: 'complimentary' })], 'supporter', now],
    [
      'now, after one that was withdrawn',
      [row({}), row({ sequence: 2, state: 'lapsed', validUntil: null })],
      'supporter',
      now,
    ],
    [
      'after the last of several',
      [row({}), row({ sequence: 2, sourceRef: 'b', validUntil: new Date('2028-06-01') })],
      'supporter',
      new Date('2028-06-01'),
    ],
  ] as const)('%s', (_, rows, tier, begins) => {
    expect(beginningOfGift(rows, tier, now)).toEqual(begins)
  })
})
