import { describe, expect, test } from 'vitest'
import { judgeGift } from '#lib/donations/model.ts'
import { amountOf, donationFormSchema, judgeForm, type DonationForm } from '#lib/donations/form.ts'
import { defaultPlans } from '#lib/membership/default-plans.ts'
import { donationSettingsSchema } from '#lib/settings/model.ts'

const terms = donationSettingsSchema.parse({})
const pounds = defaultPlans.filter((plan) => plan.currency === 'GBP')

function form(given: Partial<DonationForm>): DonationForm {
  return { frequency: 'month', currency: 'GBP', suggested: 'other', typed: '', ...given }
}

describe('the amount that was meant', () => {
  test.each([
    [{ suggested: '1000' }, 1000],
    [{ suggested: '1000', typed: '12.50' }, 1250],
    [{ suggested: 'other', typed: '£12' }, 1200],
    [{ suggested: 'other', typed: ' 1,000 ' }, 100_000],
    [{ suggested: 'other', typed: '' }, null],
    [{ suggested: 'other', typed: 'ten' }, null],
    [{ suggested: 'other', typed: '-5' }, null],
    [{ suggested: '-5' }, null],
    [{ suggested: '1e9' }, null],
    [{ suggested: '99999999999' }, null],
  ])('%j is %s', (given, amount) => {
    expect(amountOf(form(given))).toBe(amount)
  })
})

describe('limits, each named where it is passed', () => {
  test.each([
    ['once', 299, 'amount_reaches_the_minimum', '£3'],
    ['month', 499, 'amount_reaches_the_minimum', '£5 a month'],
    ['year', 4999, 'amount_reaches_the_minimum', '£50 a year'],
    ['once', 1_000_001, 'amount_stays_within_the_maximum', '£10,000'],
    ['month', 1_000_001, 'amount_stays_within_the_maximum', '£10,000'],
    ['month', 0, 'amount_reaches_the_minimum', '£5'],
    ['month', 500.5, 'amount_reaches_the_minimum', '£5'],
  ] as const)('%s %d', (frequency, amount, rule, named) => {
    const verdict = judgeGift({ frequency, amount, currency: 'GBP' }, pounds, terms)
    expect(verdict).toMatchObject({ accepted: false, rule, message: expect.stringContaining(named) })
  })

  test('the limits themselves are accepted', () => {
    for (const [frequency, amount] of [
      ['once', 300],
      ['once', 1_000_000],
      ['month', 500],
      ['year', 5000],
    ] as const) {
      expect(judgeGift({ frequency, amount, currency: 'GBP' }, pounds, terms).accepted).toBe(true)
    }
  })

  test('what cannot be read is said to be so', () => {
    expect(judgeForm(form({ typed: 'lots' }), pounds, terms)).toMatchObject({
      accepted: false,
      rule: 'amount_is_readable',
    })
  })

  test('a currency without plans takes no regular gift, and a one-off one still', () => {
    expect(judgeGift({ frequency: 'month', amount: 1000, currency: 'EUR' }, [], terms)).toMatchObject({
      accepted: false,
      rule: 'currency_is_sold',
    })
    expect(judgeGift({ frequency: 'once', amount: 1000, currency: 'EUR' }, [], terms).accepted).toBe(true)
  })

  test('a currency the settings do not name is not taken, once or regularly', () => {
    const poundsOnly = donationSettingsSchema.parse({ currencies: ['GBP'] })
    for (const frequency of ['once', 'month'] as const)
      expect(judgeGift({ frequency, amount: 1000, currency: 'EUR' }, defaultPlans, poundsOnly)).toMatchObject({
        accepted: false,
        rule: 'currency_is_sold',
      })
    expect(judgeGift({ frequency: 'month', amount: 1000, currency: 'GBP' }, pounds, poundsOnly).accepted).toBe(true)
  })

  test('limits are the settings’, not the code’s', () => {
    const strict = donationSettingsSchema.parse({
      limits: { ...terms.limits, GBP: { onceMinimum: 700, onceSuggested: [1000], maximum: 900 } },
    })
    expect(judgeGift({ frequency: 'once', amount: 699, currency: 'GBP' }, pounds, strict)).toMatchObject({
      rule: 'amount_reaches_the_minimum',
      limit: { amount: 700, currency: 'GBP' },
    })
    expect(judgeGift({ frequency: 'month', amount: 901, currency: 'GBP' }, pounds, strict)).toMatchObject({
      rule: 'amount_stays_within_the_maximum',
      limit: { amount: 900, currency: 'GBP' },
    })
  })
})

describe('what an amount gives, before it is paid', () => {
  test('a supporter’s, and what a patron’s would take', () => {
    expect(judgeForm(form({ suggested: '500' }), pounds, terms)).toMatchObject({
      accepted: true,
      tier: 'supporter',
      benefits: ['ad_free', 'comment', 'supporters_articles'],
      next: { tier: 'patron', from: { amount: 2000, currency: 'GBP' } },
    })
  })

  test('a patron’s, with nothing above', () => {
    expect(judgeForm(form({ suggested: '2000' }), pounds, terms)).toMatchObject({
      accepted: true,
      tier: 'patron',
      next: null,
    })
  })

  test('a one-off gift gives no membership, however large', () => {
    expect(judgeForm(form({ frequency: 'once', typed: '5000' }), pounds, terms)).toMatchObject({
      accepted: true,
      tier: null,
      benefits: [],
    })
  })
})

test('a form with an unknown frequency or currency is no form', () => {
  expect(donationFormSchema.safeParse({ frequency: 'week', currency: 'GBP' }).success).toBe(false)
  expect(donationFormSchema.safeParse({ frequency: 'month', currency: 'XXX' }).success).toBe(false)
})
