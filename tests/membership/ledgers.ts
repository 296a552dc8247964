import fc from 'fast-check'
import type { LedgerRow } from '#lib/membership/model.ts'

/** Days after an arbitrary beginning; some fall on turns of the month, where counting goes wrong first. */
export const ledgerStart = new Date('2026-01-01T00:00:00Z')
const instants = fc
  .oneof(fc.integer({ min: 0, max: 420 }), fc.constantFrom(0, 31, 59, 90, 120, 151, 181, 365))
  .map((days) => new Date(ledgerStart.getTime() + days * 86_400_000))

const row = fc.record({
  source: fc.constantFrom('stripe', 'gift', 'complimentary'),
  sourceRef: fc.constantFrom('one', 'two'),
  tier: fc.constantFrom('supporter', 'patron'),
  state: fc.constantFrom('active', 'ending', 'grace', 'lapsed'),
  validFrom: instants,
  length: fc.option(fc.integer({ min: 0, max: 90 })),
})

/** Any ledger of one person: up to four sources, in any order, with gaps, overlaps and rows of no length. */
export const ledgers: fc.Arbitrary<LedgerRow[]> = fc.array(row, { maxLength: 10 }).map((rows) =>
  rows.map(({ length, ...given }, index) => {
    // As the table demands: a grace and a notice end.
    const days = length ?? (given.state === 'ending' || given.state === 'grace' ? 14 : null)
    return {
      ...given,
      sequence: index + 1,
      validUntil: days === null ? null : new Date(given.validFrom.getTime() + days * 86_400_000),
      reason: 'For a test.',
      recordedAt: ledgerStart,
    } satisfies LedgerRow
  }),
)
