import { describe, expect, test } from 'vitest'
import { missingRows } from '#lib/donations/internal/ledger-rows.ts'
import { missedBeginning, standingOf } from '#lib/donations/internal/standing.ts'
import { began, now, period, first, open, facts } from './standing-facts.ts'

describe('when an active membership begins', () => {
  const paidAt = new Date('2026-02-09')
  const before = { tier: 'supporter', validFrom: new Date('2026-02-07'), validUntil: null } as const
  const { validFrom: notYetPaid } = before
  const paidByThen = new Date('2026-02-10')

  test.each([
    ['the first row: with the subscription', null, notYetPaid, began],
    ['after grace: with the payment, so that a gap stays a gap', { ...before, state: 'grace' }, notYetPaid, paidAt],
    ['after a lapse: with the payment', { ...before, state: 'lapsed' }, notYetPaid, paidAt],
    ['a dispute won of a payment made after the lapse: now', { ...before, state: 'lapsed' }, paidByThen, now],
    ['a cancellation taken back: now', { ...before, state: 'ending' }, paidByThen, now],
  ] as const)('%s', (_, recorded, lookedAt, from) => {
    const given = facts({ periods: [period({ paidAt })], recorded, lookedAt })
    expect(standingOf(given, now)).toMatchObject({ state: 'active', from })
    // With notice given long before, it ends from the same instant on; given again, from then.
    const noticed = { ...given, cancelAtPeriodEnd: true, cancelledAt: recorded?.state === 'ending' ? now : began }
    expect(standingOf(noticed, now)).toMatchObject({ state: 'ending', from })
  })

  test('a dispute won after notice was given, or the gift changed: neither dates it', () => {
    const since = { recorded: { ...before, state: 'lapsed' }, lookedAt: paidByThen } as const
    const noticed = facts({ ...since, cancelAtPeriodEnd: true, cancelledAt: new Date('2026-02-10T09:00:00Z') })
    expect(standingOf(noticed, now)).toMatchObject({ state: 'ending', from: now })
    const raised = facts({ ...since, tier: 'patron', pricedAt: new Date('2026-02-10T09:00:00Z') })
    expect(standingOf(raised, now)).toMatchObject({ tier: 'patron', state: 'active', from: now })
  })

  test('ended by a pause, then paid for again, with notice given in between: since the payment', () => {
    const ended = { ...before, state: 'ending', validUntil: new Date('2026-02-07') } as const
    const noticed = { cancelAtPeriodEnd: true, cancelledAt: new Date('2026-02-08') }
    const given = facts({ ...noticed, periods: [period({ paidAt })], recorded: ended, lookedAt: began })
    expect(standingOf(given, now)).toMatchObject({ state: 'ending', from: paidAt })
  })

  test('a grace that is over already brings nothing back', () => {
    const late = new Date('2026-03-01')
    const lapsed = { ...before, state: 'lapsed', validFrom: new Date('2026-02-25') } as const
    const failing = facts({ status: 'past_due', periods: [open, first], recorded: lapsed, lookedAt: lapsed.validFrom })
    const standing = standingOf(failing, late)
    if (!standing) throw new Error('no standing')
    expect(standing).toMatchObject({ state: 'lapsed' })
    expect(missingRows(failing, standing, late)).toEqual([])
  })
})

describe('when every event until now was lost', () => {
  test.each([
    ['in grace', facts({ status: 'past_due', periods: [open, first], recorded: null }), began],
    ['ended after payment', facts({ status: 'canceled', endedAt: now, recorded: null }), began],
    ['ended before any payment', facts({ status: 'canceled', endedAt: now, periods: [open], recorded: null }), null],
    ['active: it is the beginning itself', facts({ recorded: null }), null],
    ['nothing was lost', facts({ status: 'canceled', endedAt: now }), null],
  ])('%s', (_, given, from) => {
    const standing = standingOf(given, now)
    if (!standing) throw new Error('no standing')
    expect(missedBeginning(given, standing)?.from ?? null).toEqual(from)
  })

  test('and the gift was made larger meanwhile: each tier since it was paid for, or promised', () => {
    const pricedAt = new Date('2026-02-08')
    const raised = facts({ tier: 'patron', pricedAt, periods: [period(), first], recorded: null })
    const standing = standingOf(raised, now)
    if (!standing) throw new Error('no standing')
    expect(missingRows(raised, standing, now)).toMatchObject([
      { tier: 'supporter', state: 'active', from: began },
      { tier: 'patron', state: 'active', from: pricedAt },
    ])
  })
})
