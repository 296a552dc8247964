import { describe, expect, it } from 'vitest'
import { conditionInWords, isNearlyGone, isOpen, judgeOffer } from '#lib/books/model.ts'

describe('a campaign', () => {
  it.each([
    [
      { frequency: 'month', payments: 3, thresholds: { GBP: 1000 } },
      'Give £10 or more a month; the book is yours with the 3rd payment.',
    ],
    [{ frequency: 'year', payments: 1, thresholds: { GBP: 10000 } }, 'Give £100 or more a year.'],
    [{ frequency: 'once', payments: 1, thresholds: { GBP: 2550 } }, 'Give £25.50 or more, once.'],
    [{ frequency: 'once', payments: 1, thresholds: { USD: 3000 } }, 'Not offered in this currency.'],
  ] as const)('says its condition in words', (campaign, words) => {
    expect(conditionInWords(campaign, 'GBP')).toBe(words)
  })

  it('says how many are left once a tenth of the stock or fewer remain', () => {
    expect(isNearlyGone({ stock: 150, remaining: 16 })).toBe(false)
    expect(isNearlyGone({ stock: 150, remaining: 15 })).toBe(true)
    expect(isNearlyGone({ stock: 150, remaining: 0 })).toBe(false)
  })

  it('is open between its dates while copies remain', () => {
    const campaign = {
      state: 'live',
      startsAt: new Date('2026-10-01'),
      endsAt: new Date('2026-12-01'),
      remaining: 1,
    } as const
    expect(isOpen(campaign, new Date('2026-11-01'))).toBe(true)
    expect(isOpen(campaign, new Date('2026-12-01'))).toBe(false)
    expect(isOpen(campaign, new Date('2026-09-30'))).toBe(false)
    expect(isOpen({ ...campaign, remaining: 0 }, new Date('2026-11-01'))).toBe(false)
    expect(isOpen({ ...campaign, state: 'draft' }, new Date('2026-11-01'))).toBe(false)
  })
})

describe('what a gift means for the book', () => {
  const offer = { frequency: 'month', payments: 3, thresholds: { GBP: 1000, EUR: 1200 } } as const
  const atOnce = { ...offer, payments: 1 }
  const least = { amount: 1000, currency: 'GBP' }

  it.each([
    [offer, { frequency: 'month', amount: 1000, currency: 'GBP' }, { rule: 'earned_by_going_on', payments: 3 }],
    [atOnce, { frequency: 'month', amount: 1000, currency: 'GBP' }, { rule: 'earned_with_this_payment' }],
    [offer, { frequency: 'month', amount: 999, currency: 'GBP' }, { rule: 'amount_is_below_the_threshold', least }],
    [offer, { frequency: 'year', amount: 99_999, currency: 'GBP' }, { rule: 'given_at_another_frequency', least }],
    [offer, { frequency: 'month', amount: 9999, currency: 'USD' }, { rule: 'not_offered_in_this_currency' }],
    [
      { ...offer, frequency: 'once' as const },
      { frequency: 'once', amount: 1200, currency: 'EUR' },
      { rule: 'earned_with_this_payment' },
    ],
  ] as const)('%j, given %j: %j', (campaign, gift, verdict) => {
    expect(judgeOffer(campaign, gift)).toEqual(verdict)
  })
})
