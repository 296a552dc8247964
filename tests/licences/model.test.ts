import { describe, expect, it } from 'vitest'
import { after, day } from '#lib/clock.ts'
import { mayHaveText, standingOf, type LicenceFacts } from '#lib/licences/model.ts'

describe('where a licence stands', () => {
  const now = new Date('2026-08-12T11:00:00Z')
  const at = (days: number) => after(now, days * day)
  const one: LicenceFacts = {
    state: 'accepted',
    terms: 'fee',
    expiresAt: at(5),
    validFrom: at(-1),
    validUntil: null,
    invoiceState: 'paid',
    invoiceDueAt: at(-3),
    settledAt: at(-2),
  }
  it.each([
    ['offered', { state: 'offered', settledAt: null }],
    ['lapsed', { state: 'offered', settledAt: null, expiresAt: now }],
    ['awaiting_payment', { settledAt: null, invoiceState: 'none', invoiceDueAt: null }],
    ['awaiting_payment', { settledAt: null, invoiceState: 'open', invoiceDueAt: at(1) }],
    ['overdue', { settledAt: null, invoiceState: 'open', invoiceDueAt: at(-1) }],
    ['to_begin', { validFrom: at(1) }],
    ['in_force', {}],
    ['in_force', { validUntil: at(1) }],
    ['over', { validUntil: now }],
    ['ended', { state: 'ended' }],
    ['withdrawn', { state: 'withdrawn' }],
    ['refused', { state: 'refused', settledAt: null }],
  ] as const)('%s', (standing, given) => {
    expect(standingOf({ ...one, ...given }, now)).toBe(standing)
    expect(mayHaveText({ ...one, ...given }, now)).toBe(standing === 'in_force' || standing === 'to_begin')
  })
})
