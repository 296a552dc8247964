import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  definitions,
  memberMonths,
  moneyMonths,
  monthlyWorth,
  regularNow,
  type DonationSum,
  type SpellCount,
} from '#lib/figures/model.ts'
import { dayOf, instantsOf, lastMonths, monthsAgo } from '#lib/figures/months.ts'
import { standingAt, type LedgerRow } from '#lib/membership/model.ts'
import { spellsOf } from '#lib/membership/spells.ts'
import { ledgers } from '#tests/membership/ledgers.ts'

const london = 'Europe/London'
const now = new Date('2026-11-25T10:00:00Z')
const months = lastMonths(12, now, london)

function figuresOf(people: LedgerRow[][]) {
  const spells = people.flatMap(spellsOf)
  const bucketOf = (at: Date | null) =>
    at === null ? 0 : 1 + months.findIndex(({ from, until }) => from <= at && at < until)
  const held = spells.filter(({ beganAt, endedAt }) => beganAt <= now && (endedAt === null || endedAt > now))
  const begun = spells.map((spell): SpellCount => {
    return { ...spell, bucket: bucketOf(spell.beganAt), kind: spell.beginning, count: 1 }
  })
  const ended = spells.map((spell): SpellCount => {
    return { ...spell, bucket: bucketOf(spell.endedAt), kind: spell.lapses ? 'lapsed' : 'goes_on', count: 1 }
  })
  const shown = ({ bucket }: SpellCount) => bucket > 0
  return memberMonths(
    held.map((spell) => Object.assign({ count: 1 }, spell)),
    begun.filter(shown),
    ended.filter(shown),
    months.length,
  )
}

describe('for any ledgers of any people', () => {
  const magazines = fc.array(ledgers, { maxLength: 12 })

  test('opening + new + returned − lapsed = closing in every month, which the next one opens with', () => {
    fc.assert(
      fc.property(magazines, (people) => {
        const figures = figuresOf(people)
        let opening = figures[0]?.opening
        for (const month of figures) {
          expect(month.opening).toBe(opening)
          expect(month.opening + month.new + month.returned - month.lapsed).toBe(month.closing)
          expect(month.byTier.supporter + month.byTier.patron).toBe(month.closing)
          expect(month.recovered).toBe(month.returned + month.madeGood)
          opening = month.closing
        }
      }),
      { numRuns: 300 },
    )
  })

  test('closing and failing are what each ledger says of the last instant of the month', () => {
    fc.assert(
      fc.property(magazines, (people) => {
        figuresOf(people).forEach((figures, index) => {
          const last = new Date((months[index]?.until.getTime() ?? 0) - 1)
          const standings = people.map((rows) => standingAt(rows, last))
          expect(figures.byTier).toEqual({
            supporter: standings.filter(({ tier }) => tier === 'supporter').length,
            patron: standings.filter(({ tier }) => tier === 'patron').length,
          })
          expect(figures.failing).toBe(standings.filter(({ state }) => state === 'grace').length)
        })
      }),
      { numRuns: 300 },
    )
  })
})

describe('money', () => {
  const sum = (given: Partial<DonationSum>): DonationSum => ({
    bucket: 12,
    currency: 'GBP',
    frequency: 'month',
    count: 1,
    amount: 500,
    refunded: 0,
    ...given,
  })

  test(`a twelfth of yearly money, rounded once: ${definitions.recurring}`, () => {
    expect(monthlyWorth({ month: 0, year: 5000 })).toBe(417)
    // Twelve times £50.00 is £50.00 a month; each rounded by itself it would be £50.04.
    expect(monthlyWorth({ month: 0, year: 12 * 5000 })).toBe(5000)
    expect(monthlyWorth({ month: 500, year: 6 })).toBe(501)
    expect(monthlyWorth({ month: 500, year: 5 })).toBe(500)
  })

  test('is never more than half a penny away from the exact twelfth, however much there is', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.nat(2 ** 40), (month, year) => {
        const twelve = 12n * BigInt(monthlyWorth({ month, year }))
        const exact = 12n * BigInt(month) + BigInt(year)
        expect(twelve - exact).toBeGreaterThan(-6n)
        expect(twelve - exact).toBeLessThanOrEqual(6n)
      }),
    )
  })

  test('currencies are never added to each other', () => {
    const money = moneyMonths([sum({}), sum({ currency: 'EUR', amount: 700, refunded: 100 })], 10, 2, [])
    expect([...money.keys()]).toEqual(['GBP', 'EUR'])
    const nothing = { monthly: 0, yearly: 0, oneOff: 0, oneOffCount: 0, refunded: 0, net: 0, recurring: 0 }
    expect(money.get('EUR')).toEqual([nothing, { ...nothing, monthly: 700, refunded: 100, net: 600 }])
  })

  test(`by month: ${definitions.recurring_by_month}`, () => {
    const year = (bucket: number) => sum({ bucket, frequency: 'year', amount: 12_000 })
    // Bucket 12 is the first month shown; 1 is eleven months before it.
    const now = { currency: 'GBP', recurring: 1750, failing: 0, atRisk: 0 } as const
    const money = moneyMonths([year(1), year(12), sum({ bucket: 13 })], 11, 3, [now])
    expect(money.get('GBP')?.map(({ recurring }) => recurring)).toEqual([2000, 1500, 1750])
    expect(money.get('GBP')?.map(({ yearly }) => yearly)).toEqual([12_000, 0, 0])
  })

  test('what recurs now is monthly money of a month and a twelfth of yearly money of a year', () => {
    const year = sum({ frequency: 'year', amount: 5000 })
    expect(
      regularNow(
        [{ currency: 'GBP', count: 1, amount: 5000 }],
        [sum({ amount: 1500 }), year, sum({ frequency: 'once' })],
        [sum({}), year, sum({ frequency: 'once' }), sum({ frequency: 'year', currency: 'EUR', amount: 1200 })],
      ),
    ).toEqual([
      { currency: 'GBP', recurring: 1917, failing: 1, atRisk: 5000 },
      { currency: 'EUR', recurring: 100, failing: 0, atRisk: 0 },
    ])
  })
})

describe('months', () => {
  test('are the magazine’s own: summer time begins and ends within them', () => {
    expect(lastMonths(3, new Date('2026-04-30T23:30:00Z'), london)).toEqual([
      { name: '2026-03', from: new Date('2026-03-01T00:00:00Z'), until: new Date('2026-03-31T23:00:00Z') },
      { name: '2026-04', from: new Date('2026-03-31T23:00:00Z'), until: new Date('2026-04-30T23:00:00Z') },
      { name: '2026-05', from: new Date('2026-04-30T23:00:00Z'), until: new Date('2026-04-30T23:30:00.001Z') },
    ])
  })

  test.each(['Europe/London', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Apia', 'Africa/Cairo'])(
    'follow each other without gap in %s, for three years, from the last day of a long month',
    (zone) => {
      const run = lastMonths(47, new Date('2026-03-31T12:00:00Z'), zone)
      expect(run).toHaveLength(47)
      expect(new Set(run.map(({ name }) => name)).size).toBe(47)
      run.slice(1).forEach((month, index) => expect(month.from).toEqual(run[index]?.until))
      for (const { from, name } of run) expect(dayOf(from, zone)).toBe(`${name}-01`)
    },
  )

  test.each([
    [1, '2026-11-05T10:00:00Z', '2026-10-05T09:00:00Z'],
    [12, '2026-11-25T10:00:00Z', '2025-11-25T10:00:00Z'],
    // The last day's month is whole.
    [1, '2026-02-28T12:00:00Z', '2026-01-31T12:00:00Z'],
    [1, '2026-12-31T12:00:00Z', '2026-11-30T12:00:00Z'],
    [12, '2025-02-28T12:00:00Z', '2024-02-29T12:00:00Z'],
    [1, '2026-03-30T12:00:00Z', '2026-02-28T13:00:00Z'],
    [1, '2027-01-15T12:00:00Z', '2026-12-15T12:00:00Z'],
  ])('%i before %s is %s', (count, at, then) => {
    expect(monthsAgo(count, new Date(at), london)).toEqual(new Date(then))
  })

  test('days are asked for with the last one included', () => {
    expect(instantsOf({ from: '2026-03-29', to: '2026-03-29' }, london)).toEqual({
      from: new Date('2026-03-29T00:00:00Z'),
      until: new Date('2026-03-29T23:00:00Z'),
    })
    expect(instantsOf({ from: '2026-02-01', to: '2026-02-28' }, london).until).toEqual(new Date('2026-03-01'))
  })
})
