import { describe, expect, it } from 'vitest'
import { conditionInWords, isNearlyGone, judgeOffer, stateOf } from '#lib/books/model.ts'

const none = { onceFrom: null, yearFrom: null, monthFrom: null, monthPayments: 1 }

describe('a campaign', () => {
  it.each([
    [{ ...none, monthFrom: { GBP: 1000 }, monthPayments: 3 }, 'Give £10 or more a month, for 3 months.'],
    [{ ...none, yearFrom: { GBP: 10000 } }, 'Give £100 or more a year.'],
    [{ ...none, onceFrom: { GBP: 2550 } }, 'Give £25.50 or more, once.'],
    [
      { onceFrom: { GBP: 5000 }, yearFrom: { GBP: 6000 }, monthFrom: { GBP: 1000 }, monthPayments: 1 },
      'Give £10 or more a month; or £60 or more a year; or £50 or more, once.',
    ],
    [{ ...none, onceFrom: { USD: 3000 } }, 'Not offered in this currency.'],
  ])('says its condition in words', (campaign, words) => {
    expect(conditionInWords(campaign, 'GBP')).toBe(words)
  })

  it('says how many are left once a tenth of the stock or fewer remain', () => {
    expect(isNearlyGone({ stock: 150, remaining: 16 })).toBe(false)
    expect(isNearlyGone({ stock: 150, remaining: 15 })).toBe(true)
    expect(isNearlyGone({ stock: 150, remaining: 0 })).toBe(false)
  })

  it('is live between its dates while copies remain', () => {
    const campaign = {
      publishedAt: new Date('2026-09-01'),
      endedAt: null,
      startsAt: new Date('2026-10-01'),
      endsAt: new Date('2026-12-01'),
      remaining: 1,
    }
    const during = new Date('2026-11-01')
    expect(stateOf(campaign, during)).toBe('live')
    expect(stateOf(campaign, new Date('2026-12-01'))).toBe('ended')
    expect(stateOf(campaign, new Date('2026-09-30'))).toBe('scheduled')
    expect(stateOf({ ...campaign, remaining: 0 }, during)).toBe('sold_out')
    expect(stateOf({ ...campaign, publishedAt: null }, during)).toBe('draft')
    expect(stateOf({ ...campaign, endedAt: during }, during)).toBe('ended')
  })
})

describe('what a gift means for the book', () => {
  const offer = { ...none, monthFrom: { GBP: 1000, EUR: 1200 }, monthPayments: 3 }
  const least = { amount: 1000, currency: 'GBP' }

  it.each([
    [offer, { frequency: 'month', amount: 1000, currency: 'GBP' }, { rule: 'earned_by_going_on', payments: 3 }],
    [
      { ...offer, monthPayments: 1 },
      { frequency: 'month', amount: 1000, currency: 'GBP' },
      { rule: 'earned_with_this_payment' },
    ],
    [offer, { frequency: 'month', amount: 999, currency: 'GBP' }, { rule: 'amount_is_below_the_threshold', least }],
    [
      offer,
      { frequency: 'year', amount: 99_999, currency: 'GBP' },
      { rule: 'given_at_another_frequency', least, frequency: 'month' },
    ],
    [offer, { frequency: 'month', amount: 9999, currency: 'USD' }, { rule: 'not_offered_in_this_currency' }],
    [
      { ...none, onceFrom: { EUR: 1200 } },
      { frequency: 'once', amount: 1200, currency: 'EUR' },
      { rule: 'earned_with_this_payment' },
    ],
  ] as const)('%j, given %j: %j', (campaign, gift, verdict) => {
    expect(judgeOffer(campaign, gift)).toMatchObject(verdict)
  })
})
