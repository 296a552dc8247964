import { describe, expect, test } from 'vitest'
import { defaultPlans } from '#lib/membership/default-plans.ts'
import {
  benefitsAt,
  explain,
  graceDeadline,
  lowestTierWith,
  standingAt,
  tierForAmount,
  type Benefit,
  type LedgerRow,
} from '#lib/membership/model.ts'

let sequence = 0

/** One line of a ledger; what is not given is an open-ended supporter's by subscription. */
function row(validFrom: string, given: Partial<LedgerRow> = {}): LedgerRow {
  sequence += 1
  const from = new Date(validFrom)
  return {
    sequence,
    source: 'stripe',
    sourceRef: 'sub_1',
    tier: 'supporter',
    state: 'active',
    validFrom: from,
    validUntil: null,
    reason: '',
    recordedAt: from,
    ...given,
  }
}

const at = (instant: string) => new Date(instant)
const names = (rows: LedgerRow[], instant: string): Benefit[] =>
  benefitsAt(rows, at(instant)).map((held) => held.benefit)
const supporters: Benefit[] = ['ad_free', 'comment', 'supporters_articles']
const patrons: Benefit[] = [...supporters, 'patrons_articles']

describe('the amount decides the tier: the highest whose minimum it reaches', () => {
  test.each([
    [499, 'month', null],
    [500, 'month', 'supporter'],
    [1999, 'month', 'supporter'],
    [2000, 'month', 'patron'],
    [100_000, 'month', 'patron'],
    [4999, 'year', null],
    [5000, 'year', 'supporter'],
    [20_000, 'year', 'patron'],
  ] as const)('%i pence each %s: %s', (amount, interval, tier) => {
    expect(tierForAmount(defaultPlans, interval, { amount, currency: 'GBP' })).toBe(tier)
  })

  test('no tier in a currency that is not sold', () => {
    const pounds = defaultPlans.filter((plan) => plan.currency === 'GBP')
    expect(tierForAmount(pounds, 'month', { amount: 100_000, currency: 'EUR' })).toBeNull()
  })
})

describe('what a tier gives', () => {
  test('a supporter has no ads, comments and supporters’ articles', () => {
    expect(names([row('2026-01-01')], '2026-01-01')).toEqual(supporters)
  })

  test('a patron has all of that and patrons’ articles', () => {
    expect(names([row('2026-01-01', { tier: 'patron' })], '2026-01-01')).toEqual(patrons)
  })

  test('the lowest tier that gives a benefit is the one to name', () => {
    expect(lowestTierWith('comment')).toBe('supporter')
    expect(lowestTierWith('patrons_articles')).toBe('patron')
  })
})

describe('the ledger, read at any instant', () => {
  const life = [
    row('2026-01-01'),
    row('2026-02-01', { state: 'grace', validUntil: at('2026-02-15') }),
    row('2026-02-20'),
    row('2026-03-10', { state: 'ending', validUntil: at('2026-04-01') }),
    row('2026-04-01T00:00:05Z', { state: 'lapsed' }),
    row('2026-06-01', { tier: 'patron', sourceRef: 'sub_2' }),
  ]

  test.each([
    ['before anything', '2025-12-31', []],
    ['on the first day', '2026-01-01', supporters],
    ['in grace', '2026-02-10', supporters],
    ['at the very end of grace', '2026-02-15', []],
    ['after grace', '2026-02-18', []],
    ['paid after all', '2026-02-20', supporters],
    ['cancelled, before the end', '2026-03-31T23:59:59Z', supporters],
    ['at the end that was given notice of', '2026-04-01', []],
    ['between two subscriptions', '2026-05-01', []],
    ['again, as a patron', '2026-07-01', patrons],
  ])('%s (%s)', (_, instant, expected) => {
    expect(names(life, instant)).toEqual(expected)
  })

  test('the order in which rows are read does not matter', () => {
    expect(names(life.toReversed(), '2026-02-18')).toEqual([])
    expect(names(life.toReversed(), '2026-03-31')).toEqual(supporters)
  })

  test('a row recorded for a time to come does not count yet', () => {
    expect(names([row('2026-01-01', { validFrom: at('2026-05-01') })], '2026-04-30')).toEqual([])
  })

  test('each benefit comes from the source that gives it longest', () => {
    const rows = [
      row('2026-01-01', { state: 'ending', validUntil: at('2026-03-01') }),
      row('2026-01-01', {
        source: 'gift',
        sourceRef: 'G1',
        tier: 'patron',
        state: 'ending',
        validUntil: at('2026-02-01'),
      }),
    ]
    const held = benefitsAt(rows, at('2026-01-15'))
    expect(held.find((one) => one.benefit === 'comment')).toMatchObject({ source: 'stripe', until: at('2026-03-01') })
    expect(held.find((one) => one.benefit === 'patrons_articles')).toMatchObject({
      source: 'gift',
      until: at('2026-02-01'),
    })
  })

  test('the better of two sources is where a person stands, and the lapsed one is still listed', () => {
    const rows = [
      row('2026-01-01', { state: 'lapsed' }),
      row('2026-02-01', { source: 'complimentary', sourceRef: 'Ada', tier: 'patron' }),
    ]
    const standing = standingAt(rows, at('2026-03-01'))
    expect(standing).toMatchObject({ tier: 'patron', state: 'active', until: null, since: at('2026-02-01') })
    expect(standing.sources.map((source) => source.state)).toEqual(['active', 'lapsed'])
  })

  test('somebody is a member since the unbroken stretch began, not since the last row', () => {
    expect(standingAt(life, at('2026-02-10')).since).toEqual(at('2026-01-01'))
    expect(standingAt(life, at('2026-03-15')).since).toEqual(at('2026-02-20'))
  })
})

describe('why somebody can, or cannot, at an instant', () => {
  const grace = row('2026-02-01', { sequence: 1000, state: 'grace', validUntil: at('2026-02-15') })

  test.each([
    ['never_a_member', [], '2026-01-01', 'comment', false],
    ['not_a_member_yet', [row('2026-03-01')], '2026-01-01', 'comment', false],
    ['held_while_active', [row('2026-01-01')], '2026-01-02', 'comment', true],
    [
      'held_until_the_end',
      [row('2026-01-01', { state: 'ending', validUntil: at('2026-02-01') })],
      '2026-01-02',
      'comment',
      true,
    ],
    ['held_in_grace', [row('2026-01-01'), grace], '2026-02-02', 'comment', true],
    ['grace_ran_out', [row('2026-01-01'), grace], '2026-02-15', 'comment', false],
    ['tier_does_not_give_it', [row('2026-01-01')], '2026-01-02', 'patrons_articles', false],
    ['membership_ended', [row('2026-01-01'), row('2026-02-01', { state: 'lapsed' })], '2026-02-02', 'comment', false],
  ] as const)('%s', (rule, rows, instant, benefit, allowed) => {
    const explanation = explain(rows, at(instant), benefit)
    expect(explanation).toMatchObject({ rule, allowed, benefit })
    for (const [, name] of explanation.sentence.matchAll(/\{(\w+)\}/g))
      expect(explanation.dates[name ?? '']).toBeInstanceOf(Date)
    expect(allowed).toBe(names([...rows], instant).includes(benefit))
  })

  test('when Stripe gives up weeks after grace ran out, the benefits still ended with grace', () => {
    const rows = [row('2026-01-01'), grace, row('2026-02-22', { sequence: 1001, state: 'lapsed' })]
    expect(explain(rows, at('2026-03-01'), 'comment')).toMatchObject({
      rule: 'grace_ran_out',
      dates: { ended: at('2026-02-15') },
    })
  })
})

test('grace is fourteen days, and a publisher may choose other', () => {
  expect(graceDeadline(at('2026-02-01'), 14)).toEqual(at('2026-02-15'))
  expect(graceDeadline(at('2026-02-01'), 3)).toEqual(at('2026-02-04'))
})
