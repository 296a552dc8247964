import { describe, expect, test } from 'vitest'
import { missingRows } from '#lib/donations/internal/ledger-rows.ts'
import { standingOf } from '#lib/donations/internal/standing.ts'
import {
  began,
  renewed,
  periodEnd,
  now,
  day,
  inGrace,
  period,
  first,
  unpaid,
  open,
  returned,
  facts,
} from './standing-facts.ts'

describe('the table of membership states', () => {
  test.each(['incomplete', 'incomplete_expired', 'something_new'])('%s: nothing', (status) => {
    expect(standingOf(facts({ status }), now)).toBeNull()
  })

  test.each(['active', 'trialing'])('%s: active_while_it_is_paid', (status) => {
    expect(standingOf(facts({ status }), now)).toMatchObject({
      rule: 'active_while_it_is_paid',
      state: 'active',
      until: null,
    })
  })

  test('ending_on_the_day_given_notice_for, whether the period’s end or another day', () => {
    const notice = { rule: 'ending_on_the_day_given_notice_for', state: 'ending', from: now }
    expect(standingOf(facts({ cancelAtPeriodEnd: true, cancelledAt: now }), now)).toMatchObject({
      ...notice,
      until: periodEnd,
    })
    const other = new Date('2026-05-01')
    expect(standingOf(facts({ cancelAt: other, cancelledAt: now }), now)).toMatchObject({ ...notice, until: other })
  })

  test('grace_after_a_failed_renewal: fourteen days from the renewal, whenever we hear of it', () => {
    const late = new Date('2026-02-18')
    for (const heard of [now, late]) {
      expect(standingOf(facts({ status: 'past_due', periods: [open, first] }), heard)).toMatchObject({
        rule: 'grace_after_a_failed_renewal',
        state: 'grace',
        from: renewed,
        until: inGrace,
      })
    }
  })

  test('counted from the first renewal that failed, though another fails meanwhile, and by the deadline stored', () => {
    const next = { ...open, createdAt: periodEnd, start: periodEnd, end: new Date('2026-04-05T10:00:00Z') }
    const failing = facts({ status: 'past_due', periods: [next, open, first], graceDays: 3 })
    const three = new Date(renewed.getTime() + 3 * day)
    expect(standingOf(failing, periodEnd)).toMatchObject({ from: renewed, until: three })
    expect(standingOf({ ...failing, graceUntil: inGrace }, periodEnd)).toMatchObject({ until: inGrace })
  })

  test('grace keeps no membership that had lapsed before: one that a won dispute brings back counts from now', () => {
    const lapsed = { state: 'lapsed', tier: 'supporter', validUntil: null } as const
    const failing = facts({ status: 'past_due', periods: [open, first] })
    const before = { ...lapsed, validFrom: new Date('2026-01-05T10:00:05Z') }
    expect(standingOf({ ...failing, recorded: before }, now)).toMatchObject({ from: now, until: inGrace })
    const paidSince = { recorded: before, lookedAt: new Date('2026-01-01') }
    expect(standingOf({ ...failing, ...paidSince }, now)).toMatchObject({ from: renewed, until: inGrace })
  })

  test('grace does not outlast a notice given, and does not cut what is paid for', () => {
    const soon = new Date('2026-02-12')
    const failing = facts({ status: 'past_due', periods: [open, first] })
    expect(standingOf({ ...failing, cancelAt: soon }, now)).toMatchObject({ state: 'grace', until: soon })
    const year = { ...first, end: new Date('2027-01-05T10:00:00Z') }
    expect(standingOf({ ...failing, periods: [open, year] }, now)).toMatchObject({ state: 'grace', until: year.end })
  })

  test.each([
    ['the money for the period before went back', [open, { ...first, kept: false }]],
    [
      'a period was skipped in between',
      [
        { ...open, start: now },
        { ...first, end: renewed },
      ],
    ],
    ['the first payment itself bounced', [open]],
  ])('grace keeps a membership, and begins none: %s', (_, periods) => {
    expect(standingOf(facts({ status: 'past_due', periods }), now)).toMatchObject({ state: 'lapsed' })
  })

  test.each(['unpaid', 'paused', 'canceled'])('%s: lapsed_when_unpaid_cancelled_or_paused', (status) => {
    expect(standingOf(facts({ status }), now)).toMatchObject({
      rule: 'lapsed_when_unpaid_cancelled_or_paused',
      state: 'lapsed',
    })
  })

  test('a cancelled one lapsed when it ended, not when we heard', () => {
    const endedAt = new Date('2026-02-07')
    expect(standingOf(facts({ status: 'canceled', endedAt }), now)).toMatchObject({ from: endedAt })
  })

  test('withdrawn_when_the_money_went_back, though Stripe still calls it active', () => {
    expect(standingOf(facts({ periods: [returned, first] }), now)).toMatchObject({
      rule: 'withdrawn_when_the_money_went_back',
      state: 'lapsed',
      from: now,
    })
  })

  test('and the next renewal brings nothing back until it is paid', () => {
    const next = { ...open, status: 'draft', createdAt: periodEnd, start: periodEnd }
    expect(standingOf(facts({ periods: [next, returned, first] }), periodEnd)).toMatchObject({ state: 'lapsed' })
    expect(standingOf(facts({ periods: [next, period(), first] }), periodEnd)).toMatchObject({ state: 'active' })
  })

  test('ending_with_what_is_paid_for: the period before reaches further than the one whose money went back', () => {
    const month = { ...first, start: began, end: new Date('2026-02-20T10:00:00Z') }
    expect(standingOf(facts({ periods: [returned, month] }), now)).toMatchObject({
      rule: 'ending_with_what_is_paid_for',
      state: 'ending',
      until: month.end,
    })
  })

  test('ending_when_collection_is_paused, and lapsed once a period goes by unpaid, resumed or not', () => {
    expect(standingOf(facts({ collectionPaused: true }), now)).toMatchObject({
      rule: 'ending_when_collection_is_paused',
      until: periodEnd,
    })
    const skipped = period({ status: 'void', ...unpaid, createdAt: periodEnd, start: periodEnd })
    for (const collectionPaused of [true, false]) {
      expect(standingOf(facts({ collectionPaused, periods: [skipped, period()] }), periodEnd)).toMatchObject({
        rule: 'lapsed_when_unpaid_cancelled_or_paused',
        from: periodEnd,
      })
    }
  })

  test('a direct debit on its way gives the first period, and carries the one before into the next', () => {
    expect(standingOf(facts({ periods: [open] }), now)).toMatchObject({ state: 'active' })
    expect(standingOf(facts({ periods: [open, first] }), now)).toMatchObject({ state: 'active' })
  })
})

test('a period nobody paid for, begun beside one that was paid: dated by the return of that money', () => {
  const skipped = period({ status: 'void', ...unpaid, createdAt: renewed, start: renewed })
  const month = { ...first, end: periodEnd }
  const ending = { state: 'ending', tier: 'supporter', validFrom: began, validUntil: periodEnd } as const
  const paused = facts({ collectionPaused: true, recorded: ending })
  expect(standingOf({ ...paused, periods: [skipped, month] }, now)).toMatchObject({ state: 'ending', until: periodEnd })
  expect(standingOf({ ...paused, periods: [skipped, { ...month, kept: false }] }, now)).toMatchObject({
    rule: 'withdrawn_when_the_money_went_back',
    from: now,
  })
})

describe('a gift made larger or smaller', () => {
  const patron = period({ tier: 'patron' })
  const recorded = { state: 'active', tier: 'patron', validFrom: began, validUntil: null } as const
  const pricedAt = new Date('2026-02-08')

  test('larger: the higher tier at once, since Stripe has the new price', () => {
    const raised = facts({ tier: 'patron', pricedAt })
    expect(standingOf(raised, now)).toMatchObject({ tier: 'patron', state: 'active', from: pricedAt, next: null })
  })

  test('smaller: what is paid for is kept to its end, and the lower tier announced for then', () => {
    const lowered = facts({ tier: 'supporter', pricedAt, periods: [patron], recorded })
    const standing = standingOf(lowered, now)
    expect(standing).toMatchObject({
      tier: 'patron',
      state: 'active',
      until: null,
      next: { tier: 'supporter', state: 'active', from: periodEnd, until: null },
    })
    if (!standing) throw new Error('no standing')
    expect(missingRows(lowered, standing, now)).toMatchObject([{ tier: 'supporter', from: periodEnd }])
    const announced = { state: 'active', tier: 'supporter', validFrom: periodEnd, validUntil: null } as const
    expect(missingRows({ ...lowered, announced }, standing, now)).toEqual([])
  })

  test('smaller, then larger again: the announcement is taken back', () => {
    const announced = { state: 'active', tier: 'supporter', validFrom: periodEnd, validUntil: null } as const
    const again = facts({ tier: 'patron', periods: [patron], recorded, announced })
    const standing = standingOf(again, now)
    if (!standing) throw new Error('no standing')
    expect(missingRows(again, standing, now)).toMatchObject([{ tier: 'patron', state: 'active' }])
  })

  test('larger after notice was given: since the change, not since the notice', () => {
    const ending = { state: 'ending', tier: 'supporter', validFrom: renewed, validUntil: periodEnd } as const
    const cancelled = { cancelAtPeriodEnd: true, cancelledAt: renewed }
    const raised = facts({ ...cancelled, tier: 'patron', pricedAt, recorded: ending })
    expect(standingOf(raised, now)).toMatchObject({ tier: 'patron', state: 'ending', from: pricedAt, until: periodEnd })
    const both = facts({ ...cancelled, tier: 'patron', pricedAt })
    expect(standingOf(both, now)).toMatchObject({ tier: 'patron', state: 'ending', from: pricedAt })
  })

  test('smaller, with notice given: the higher tier to the end', () => {
    const ending = facts({ tier: 'supporter', periods: [patron], recorded, cancelAtPeriodEnd: true })
    expect(standingOf(ending, now)).toMatchObject({ tier: 'patron', state: 'ending', until: periodEnd, next: null })
  })

  test('smaller, and heard of when the smaller one is paid: since that period began', () => {
    const late = facts({ tier: 'supporter', pricedAt: new Date('2026-01-20'), recorded })
    expect(standingOf(late, now)).toMatchObject({ tier: 'supporter', from: renewed })
    // Also when a year began at once, beside the month of a patron.
    const year = period({ start: new Date('2026-01-20'), end: new Date('2027-01-20') })
    const month = { ...first, tier: 'patron' } as const
    expect(standingOf({ ...late, periods: [year, month] }, now)).toMatchObject({ tier: 'supporter', from: renewed })
  })

  test('larger and smaller again within one period: nothing was paid for the higher tier', () => {
    const back = facts({ tier: 'supporter', pricedAt, recorded: { ...recorded, validFrom: renewed } })
    expect(standingOf(back, now)).toMatchObject({ tier: 'supporter', from: pricedAt })
  })
})
