import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standingAt, type LedgerRow } from '#lib/membership/model.ts'
import { spellsOf, type Spell } from '#lib/membership/spells.ts'
import { ledgers, ledgerStart } from './ledgers.ts'

const at = (day: number) => new Date(ledgerStart.getTime() + day * 86_400_000)

function ledger(...rows: (Partial<LedgerRow> & { validFrom: Date })[]): LedgerRow[] {
  return rows.map((given, index) => ({
    sequence: index + 1,
    source: 'stripe',
    sourceRef: 'sub_1',
    tier: 'supporter',
    state: 'active',
    validUntil: null,
    reason: '',
    recordedAt: given.validFrom,
    ...given,
  }))
}

const beginnings = (rows: LedgerRow[]) => spellsOf(rows).map(({ beginning }) => beginning)

describe('what begins a spell', () => {
  test('new: whoever never was a member', () => {
    expect(spellsOf(ledger({ validFrom: at(1) }))).toEqual([
      { beganAt: at(1), endedAt: null, tier: 'supporter', inGrace: false, beginning: 'new', lapses: false },
    ])
  })

  test('returned: whoever had lapsed, by whatever pays for it now', () => {
    const rows = ledger(
      { validFrom: at(1) },
      { validFrom: at(10), state: 'lapsed' },
      { validFrom: at(20), source: 'gift', sourceRef: 'code', state: 'ending', validUntil: at(30) },
    )
    expect(spellsOf(rows)).toMatchObject([
      { beginning: 'new', endedAt: at(10), lapses: true },
      { beginning: 'returned', endedAt: at(30), lapses: true },
    ])
  })

  test('failed and made_good: grace begins and ends without a lapse', () => {
    const rows = ledger(
      { validFrom: at(1) },
      { validFrom: at(10), state: 'grace', validUntil: at(24) },
      { validFrom: at(15) },
    )
    expect(spellsOf(rows)).toMatchObject([
      { beginning: 'new', lapses: false },
      { beginning: 'failed', inGrace: true, endedAt: at(15), lapses: false },
      { beginning: 'made_good', inGrace: false, endedAt: null },
    ])
  })

  test('grace that runs out is a lapse; paid a day later, a return', () => {
    const rows = ledger(
      { validFrom: at(1) },
      { validFrom: at(10), state: 'grace', validUntil: at(24) },
      { validFrom: at(25) },
    )
    expect(beginnings(rows)).toEqual(['new', 'failed', 'returned'])
    expect(spellsOf(rows)[1]).toMatchObject({ endedAt: at(24), lapses: true })
  })

  test('tier_changed: goes on as a patron', () => {
    const rows = ledger({ validFrom: at(1) }, { validFrom: at(10), tier: 'patron' })
    expect(beginnings(rows)).toEqual(['new', 'tier_changed'])
  })

  test('nothing: notice given, and taken back, changes no figure', () => {
    const rows = ledger(
      { validFrom: at(1) },
      { validFrom: at(10), state: 'ending', validUntil: at(30) },
      { validFrom: at(12) },
    )
    expect(beginnings(rows)).toEqual(['new'])
  })

  test('nothing: a gift that begins before the subscription ends, and outlasts it', () => {
    const rows = ledger(
      { validFrom: at(1) },
      { validFrom: at(5), source: 'gift', sourceRef: 'code', state: 'ending', validUntil: at(60) },
      { validFrom: at(10), state: 'lapsed' },
    )
    expect(spellsOf(rows)).toMatchObject([{ beginning: 'new', endedAt: at(60), lapses: true }])
  })
})

test('at every instant the spells say what the ledger says', () => {
  fc.assert(
    fc.property(ledgers, fc.integer({ min: -2, max: 520 }), (rows, day) => {
      const instant = at(day)
      const spell = spellsOf(rows).find(
        ({ beganAt, endedAt }) => beganAt <= instant && (endedAt === null || instant < endedAt),
      )
      const { tier, state } = standingAt(rows, instant)
      expect(spell?.tier ?? null).toBe(tier)
      expect(spell?.inGrace ?? false).toBe(state === 'grace')
    }),
    { numRuns: 1000 },
  )
})

test('spells come in order, never overlap, and the next begins at once unless one lapses', () => {
  fc.assert(
    fc.property(ledgers, (rows) => {
      const spells = spellsOf(rows)
      expect(spells.map(({ beginning }) => beginning === 'new')).toEqual(spells.map((_, index) => index === 0))
      const length = ({ beganAt, endedAt }: Spell) => (endedAt?.getTime() ?? Infinity) - beganAt.getTime()
      expect(spells.filter((spell) => length(spell) <= 0)).toEqual([])
      const pairs = spells.slice(1).map((next, index) => ({ before: spells[index], next }))
      const gaps = pairs.map(({ before, next }) => next.beganAt.getTime() - (before?.endedAt?.getTime() ?? Infinity))
      expect(gaps.filter((gap) => gap < 0)).toEqual([])
      // Whoever lapses is gone for a while; whoever does not goes on in the same instant.
      expect(pairs.map(({ before }) => before?.lapses)).toEqual(gaps.map((gap) => gap > 0))
      expect(pairs.map(({ next }) => next.beginning === 'returned')).toEqual(gaps.map((gap) => gap > 0))
      expect(spells.at(-1)?.lapses ?? false).toBe((spells.at(-1)?.endedAt ?? null) !== null)
    }),
    { numRuns: 1000 },
  )
})
