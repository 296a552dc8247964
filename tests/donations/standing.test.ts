import { describe, expect, test } from 'vitest'
import { amountReturned, holdsTheMoney } from '#lib/donations/internal/returned.ts'
import { missedBeginning, standingOf, type SubscriptionFacts } from '#lib/donations/internal/standing.ts'
import { isTimelyToThank } from '#lib/donations/internal/thanks.ts'

const began = new Date('2026-01-05T10:00:00Z')
const renewed = new Date('2026-02-05T10:00:00Z')
const periodEnd = new Date('2026-03-05T10:00:00Z')
const now = new Date('2026-02-10T12:00:00Z')
const day = 24 * 60 * 60 * 1000
const inGrace = new Date(renewed.getTime() + 14 * day)

function facts(given: Partial<SubscriptionFacts> = {}): SubscriptionFacts {
  return {
    status: 'active',
    tier: 'supporter',
    startedAt: began,
    periodEnd,
    cancelAtPeriodEnd: false,
    cancelAt: null,
    cancelledAt: null,
    endedAt: null,
    collectionPaused: false,
    latestInvoice: { status: 'paid', createdAt: renewed, paidAt: renewed },
    moneyReturned: false,
    graceUntil: null,
    graceDays: 14,
    recorded: { state: 'active', tier: 'supporter', validUntil: null },
    ...given,
  }
}

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
    const open = { status: 'open', createdAt: renewed, paidAt: null }
    for (const heard of [now, late]) {
      expect(standingOf(facts({ status: 'past_due', latestInvoice: open }), heard)).toMatchObject({
        rule: 'grace_after_a_failed_renewal',
        state: 'grace',
        from: renewed,
        until: inGrace,
      })
    }
  })

  test('the deadline stored first stays, though another renewal fails meanwhile', () => {
    const next = { status: 'open', createdAt: periodEnd, paidAt: null }
    expect(
      standingOf(facts({ status: 'past_due', latestInvoice: next, graceUntil: inGrace }), periodEnd),
    ).toMatchObject({ until: inGrace })
  })

  test('grace does not outlast a notice given', () => {
    const soon = new Date('2026-02-12')
    const open = { status: 'open', createdAt: renewed, paidAt: null }
    expect(standingOf(facts({ status: 'past_due', latestInvoice: open, cancelAt: soon }), now)).toMatchObject({
      state: 'grace',
      until: soon,
    })
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
    expect(standingOf(facts({ moneyReturned: true }), now)).toMatchObject({
      rule: 'withdrawn_when_the_money_went_back',
      state: 'lapsed',
      from: now,
    })
  })

  test('ending_when_collection_is_paused, and lapsed once a period goes by unpaid', () => {
    expect(standingOf(facts({ collectionPaused: true }), now)).toMatchObject({
      rule: 'ending_when_collection_is_paused',
      until: periodEnd,
    })
    const voided = { status: 'void', createdAt: periodEnd, paidAt: null }
    expect(standingOf(facts({ collectionPaused: true, latestInvoice: voided }), periodEnd)).toMatchObject({
      state: 'lapsed',
      from: periodEnd,
    })
  })
})

describe('when an active membership begins', () => {
  const paidAt = new Date('2026-02-20')
  const latestInvoice = { status: 'paid', createdAt: renewed, paidAt }

  test.each([
    ['the first row: with the subscription', null, began],
    [
      'after grace: with the payment, so that the gap stays a gap',
      { state: 'grace', tier: 'supporter', validUntil: inGrace },
      paidAt,
    ],
    ['after a lapse: with the payment', { state: 'lapsed', tier: 'supporter', validUntil: null }, paidAt],
    ['another tier: now', { state: 'active', tier: 'patron', validUntil: null }, now],
    ['a cancellation taken back: now', { state: 'ending', tier: 'supporter', validUntil: periodEnd }, now],
  ] as const)('%s', (_, recorded, from) => {
    expect(standingOf(facts({ latestInvoice, recorded }), now)).toMatchObject({ state: 'active', from })
  })
})

describe('when every event until now was lost', () => {
  const open = { status: 'open', createdAt: renewed, paidAt: null }

  test.each([
    ['in grace', facts({ status: 'past_due', latestInvoice: open, recorded: null }), began],
    ['ended after payment', facts({ status: 'canceled', endedAt: now, recorded: null }), began],
    [
      'ended before any payment',
      facts({ status: 'canceled', endedAt: now, latestInvoice: open, recorded: null }),
      null,
    ],
    ['active: it is the beginning itself', facts({ recorded: null }), null],
    ['nothing was lost', facts({ status: 'canceled', endedAt: now }), null],
  ])('%s', (_, given, from) => {
    const standing = standingOf(given, now)
    if (!standing) throw new Error('no standing')
    expect(missedBeginning(given, standing)?.from ?? null).toEqual(from)
  })
})

describe('money that went back', () => {
  test.each([
    ['needs_response', true],
    ['under_review', true],
    ['lost', true],
    ['appeal_under_review', true],
    ['won', false],
    ['prevented', false],
    ['warning_needs_response', false],
    ['warning_closed', false],
  ])('a dispute that is %s holds the money: %s', (status, holds) => {
    expect(holdsTheMoney({ status })).toBe(holds)
  })

  test('refunds and disputes add up, to the whole at most', () => {
    expect(amountReturned({ amount: 1000, amountRefunded: 300 }, [])).toBe(300)
    expect(amountReturned({ amount: 1000, amountRefunded: 300 }, [{ amount: 500, status: 'lost' }])).toBe(800)
    expect(amountReturned({ amount: 1000, amountRefunded: 300 }, [{ amount: 1000, status: 'needs_response' }])).toBe(
      1000,
    )
    expect(amountReturned({ amount: 1000, amountRefunded: 0 }, [{ amount: 1000, status: 'won' }])).toBe(0)
  })
})

test('nobody is thanked for a gift of last week', () => {
  expect(isTimelyToThank(new Date(now.getTime() - 2 * day), now)).toBe(true)
  expect(isTimelyToThank(new Date(now.getTime() - 4 * day), now)).toBe(false)
})
