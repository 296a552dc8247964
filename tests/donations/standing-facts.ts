import type { BilledPeriod } from '#lib/donations/internal/billed-period.ts'
import type { SubscriptionFacts } from '#lib/donations/internal/standing-facts.ts'

export const began = new Date('2026-01-05T10:00:00Z')
export const renewed = new Date('2026-02-05T10:00:00Z')
export const periodEnd = new Date('2026-03-05T10:00:00Z')
export const now = new Date('2026-02-10T12:00:00Z')
export const day = 24 * 60 * 60 * 1000
export const inGrace = new Date(renewed.getTime() + 14 * day)

export function period(given: Partial<BilledPeriod> = {}): BilledPeriod {
  return {
    status: 'paid',
    createdAt: renewed,
    paidAt: renewed,
    kept: true,
    onItsWay: false,
    tier: 'supporter',
    start: renewed,
    end: periodEnd,
    ...given,
  }
}

/** The month before, paid and kept. */
export const first = period({ createdAt: began, paidAt: began, start: began, end: renewed })
export const unpaid = { paidAt: null, kept: false } as const
export const open = period({ status: 'open', onItsWay: true, ...unpaid })
export const returned = period({ kept: false })

export function facts(given: Partial<SubscriptionFacts> = {}): SubscriptionFacts {
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
    pricedAt: began,
    periods: [period()],
    graceUntil: null,
    graceDays: 14,
    recorded: { state: 'active', tier: 'supporter', validFrom: began, validUntil: null },
    announced: null,
    lookedAt: began,
    ...given,
  }
}
