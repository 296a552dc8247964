import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { countedMonths } from '#db/schema/donations.ts'
import { membershipSpells } from '#db/schema/membership.ts'
import { settings } from '#db/schema/platform.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction } from '#lib/context.ts'
import { writeReturned } from '#lib/donations/internal/write-donation.ts'
import { countMonths } from '#lib/figures/commands.ts'
import { figuresNow, figuresOf } from '#lib/figures/queries.ts'
import { lastMonths } from '#lib/figures/months.ts'
import { recordMembership } from '#lib/membership/commands.ts'
import { standingAt } from '#lib/membership/model.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import { ledgers } from '#tests/membership/ledgers.ts'
import { testContext } from '#tests/support/context.ts'
import { emptyTables } from '#tests/support/empty-tables.ts'
import { donation, donor, subscription } from './records.ts'

const now = new Date('2026-11-25T10:00:00Z')
const ctx = await testContext({ now })
const london = 'Europe/London'

beforeEach(async () => {
  await emptyTables(ctx, 'membership_spells, donations, subscriptions, counted_months')
})

describe('members', () => {
  test('of any ledgers are those that each ledger, asked by itself, says there are, month by month and now', async () => {
    const months = lastMonths(12, now, london)
    await fc.assert(
      fc.asyncProperty(fc.array(ledgers, { minLength: 1, maxLength: 5 }), async (rows) => {
        await ctx.db.delete(membershipSpells)
        const people = await Promise.all(rows.map(() => donor(ctx)))
        for (const [index, personId] of people.entries())
          for (const { sequence: _, recordedAt: __, ...entry } of rows[index] ?? [])
            await recordMembership(ctx, { ...entry, personId })
        const kept = await Promise.all(people.map((personId) => ledgerOf(ctx, personId)))
        const { members } = await figuresOf(ctx, 12, london)
        members.forEach((month, index) => {
          const last = after(months[index]?.until ?? now, -1)
          const standings = kept.map((ledger) => standingAt(ledger, last))
          expect(month.byTier.supporter).toBe(standings.filter(({ tier }) => tier === 'supporter').length)
          expect(month.byTier.patron).toBe(standings.filter(({ tier }) => tier === 'patron').length)
          expect(month.failing).toBe(standings.filter(({ state }) => state === 'grace').length)
          expect(month.opening + month.new + month.returned - month.lapsed).toBe(month.closing)
        })
        expect((await figuresNow(ctx, london)).members).toEqual(members.at(-1))
      }),
      { numRuns: 8 },
    )
  }, 90_000)

  test('two memberships of one person, recorded in the same instant, leave spells of both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const personId = await donor(ctx)
      const entry = { personId, state: 'ending', validFrom: now, reason: '' } as const
      await Promise.all([
        recordMembership(ctx, {
          ...entry,
          source: 'gift',
          sourceRef: 'a',
          tier: 'patron',
          validUntil: after(now, day),
        }),
        recordMembership(ctx, {
          ...entry,
          source: 'gift',
          sourceRef: 'b',
          tier: 'supporter',
          validUntil: after(now, 2 * day),
        }),
      ])
    }
    const spells = await ctx.db.select().from(membershipSpells)
    expect(spells.filter(({ tier }) => tier === 'patron')).toHaveLength(5)
    expect(spells.filter(({ beginning }) => beginning === 'tier_changed')).toHaveLength(5)
  })

  test('who joins and leaves in one month are new and lapsed, and in nobody’s closing', async () => {
    const personId = await donor(ctx)
    const entry = { personId, source: 'stripe', sourceRef: 'sub_1', tier: 'supporter', reason: '' } as const
    await recordMembership(ctx, { ...entry, state: 'active', validFrom: after(now, -9 * day), validUntil: null })
    await recordMembership(ctx, { ...entry, state: 'lapsed', validFrom: after(now, -2 * day), validUntil: null })
    expect((await figuresNow(ctx, london)).members).toMatchObject({ opening: 0, new: 1, lapsed: 1, closing: 0 })
  })
})

describe('regular donations', () => {
  test('are failing, and at risk, while they are in grace: not when they are paused, ending or over', async () => {
    const give = async (given: Omit<Parameters<typeof subscription>[1], 'personId'>) =>
      subscription(ctx, { personId: await donor(ctx), ...given })
    const failing = { status: 'past_due', graceUntil: after(now, day) }
    await give({})
    await give({ ...failing, amount: 700 })
    await give({ ...failing, amount: 1000, currency: 'EUR' })
    await give({ ...failing, amount: 11, cancelAtPeriodEnd: true })
    await give({ ...failing, amount: 13, collectionPaused: true })
    await give({ ...failing, amount: 17, graceUntil: now })
    await give({ ...failing, amount: 23, endedAt: now })
    await give({ amount: 19, status: 'unpaid' })
    expect((await figuresOf(ctx, 3, london)).regular).toEqual([
      { currency: 'GBP', recurring: 0, failing: 1, atRisk: 700 },
      { currency: 'EUR', recurring: 0, failing: 1, atRisk: 1000 },
    ])
  })
})

describe('what recurs now', () => {
  const paid = async (given: Omit<Parameters<typeof donation>[1], 'personId'>) =>
    donation(ctx, { personId: await donor(ctx), ...given })
  const recurring = async (at = now) => {
    const { money, regular } = await figuresOf({ ...ctx, now: at }, 3, london)
    // The number above, on the page and on the desk's first, is where each line ends.
    expect(regular).toEqual((await figuresNow({ ...ctx, now: at }, london)).regular)
    for (const [currency, months] of money)
      expect(months.at(-1)?.recurring).toBe(regular.find((one) => one.currency === currency)?.recurring ?? 0)
    expect(regular.filter(({ currency }) => !money.has(currency))).toEqual([])
    return Object.fromEntries(regular.map((one) => [one.currency, one.recurring]))
  }

  test('is what was paid monthly in the month up to now, and a twelfth of what was yearly in the year', async () => {
    await paid({ paidAt: new Date('2026-11-20T10:00:00Z'), frequency: 'month', amount: 500 })
    await paid({ paidAt: new Date('2026-10-26T10:00:00Z'), frequency: 'month', amount: 700 })
    await paid({ paidAt: new Date('2026-10-24T10:00:00Z'), frequency: 'month', amount: 11 })
    await paid({ paidAt: new Date('2025-11-26T10:00:00Z'), frequency: 'year', amount: 1200 })
    await paid({ paidAt: new Date('2026-03-26T10:00:00Z'), frequency: 'year', amount: 2400 })
    await paid({ paidAt: new Date('2025-11-24T10:00:00Z'), frequency: 'year', amount: 13 })
    await paid({ paidAt: new Date('2026-11-24T10:00:00Z'), frequency: 'once', amount: 17 })
    await paid({ paidAt: new Date('2026-11-24T10:00:00Z'), frequency: 'month', amount: 600, currency: 'EUR' })
    expect(await recurring()).toEqual({ GBP: 500 + 700 + 100 + 200, EUR: 600 })
    await countMonths(ctx)
    expect(await recurring()).toEqual({ GBP: 500 + 700 + 100 + 200, EUR: 600 })
  })

  test('counts somebody who pays on a day of each month once, on every day of the year, and at a month’s end as that month', async () => {
    const personId = await donor(ctx)
    for (let month = 0; month < 21; month += 1)
      await donation(ctx, {
        personId,
        paidAt: new Date(Date.UTC(2025, 2 + month, 12, 11)),
        frequency: 'month',
        amount: 500,
      })
    for (let ago = 0; ago < 330; ago += 11) expect(await recurring(after(now, -ago * day))).toEqual({ GBP: 500 })
    const ends = new Date('2026-02-28T23:59:59.999Z')
    expect(await recurring(ends)).toEqual({ GBP: 500 })
  })
})

describe('money', () => {
  test('falls into the months of the magazine’s time zone, to the millisecond', async () => {
    const personId = await donor(ctx)
    // British summer time: April begins an hour before it does in UTC.
    await donation(ctx, { personId, paidAt: new Date('2026-03-31T22:59:59.999Z'), amount: 300 })
    await donation(ctx, {
      personId,
      paidAt: new Date('2026-03-31T23:00:00Z'),
      amount: 500,
      postage: 100,
      refunded: 250,
    })
    const { months, money } = await figuresOf(ctx, 12, london)
    const of = (name: string) => money.get('GBP')?.[months.findIndex((month) => month.name === name)]
    expect(of('2026-03')).toMatchObject({ oneOff: 300, oneOffCount: 1, refunded: 0, net: 300 })
    expect(of('2026-04')).toMatchObject({ oneOff: 400, oneOffCount: 1, refunded: 150, net: 250 })
  })

  test('given yearly before the first month shown still counts a twelfth in it', async () => {
    const personId = await donor(ctx)
    await donation(ctx, { personId, paidAt: new Date('2025-11-10'), amount: 12_000, frequency: 'year' })
    await donation(ctx, { personId, paidAt: new Date('2026-09-10'), amount: 600, frequency: 'month' })
    const { money } = await figuresOf(ctx, 3, london)
    expect(money.get('GBP')?.map(({ recurring, yearly }) => [recurring, yearly])).toEqual([
      [1600, 0],
      [1000, 0],
      [0, 0],
    ])
  })

  describe('of months that are over', () => {
    /** Donations of two years: a few in every month. @returns what Stripe calls them */
    async function twoYears(): Promise<string[]> {
      const personId = await donor(ctx)
      return Promise.all(
        Array.from({ length: 60 }, (_, index) =>
          donation(ctx, {
            personId,
            paidAt: after(now, -index * 12 * day),
            frequency: (['once', 'month', 'year'] as const)[index % 3] ?? 'once',
            amount: 1000 + index,
            currency: index % 4 === 0 ? 'EUR' : 'GBP',
          }),
        ),
      )
    }
    const money = async () => (await figuresOf(ctx, 12, london)).money

    test('is counted at night, and the same as counted by day', async () => {
      await twoYears()
      const byDay = await money()
      expect(await countMonths(ctx)).toBe(46)
      expect(await money()).toEqual(byDay)
      // And it is what was counted that is shown.
      await ctx.db.update(countedMonths).set({ sums: [] })
      expect(await money()).not.toEqual(byDay)
      expect(await countMonths(ctx)).toBe(46)
      expect(await money()).toEqual(byDay)
    })

    test('is right at once when some of it goes back later', async () => {
      const [, , , , , early = ''] = await twoYears()
      await countMonths(ctx)
      const before = await money()
      await inTransaction(ctx, (tx) => writeReturned(tx, early, { amount: 5, all: false }))
      const [month] = lastMonths(12, now, london).flatMap(({ from, until }, index) =>
        from <= after(now, -60 * day) && after(now, -60 * day) < until ? [index] : [],
      )
      const refunded = (of: Awaited<ReturnType<typeof money>>) => of.get('GBP')?.[month ?? -1]?.refunded
      expect(refunded(before)).toBe(0)
      expect(refunded(await money())).toBe(5)
    })

    test('is right whatever goes back while it is being counted', async () => {
      const refs = await twoYears()
      await Promise.all([
        ...refs.map((ref) => inTransaction(ctx, (tx) => writeReturned(tx, ref, { amount: 100, all: false }))),
        countMonths(ctx),
      ])
      const shown = await money()
      await ctx.db.delete(countedMonths)
      expect(await money()).toEqual(shown)
    })

    test('is counted anew in another time zone', async () => {
      await twoYears()
      await countMonths(ctx)
      await ctx.db.insert(settings).values({ key: 'magazine', value: { timeZone: 'Asia/Tokyo' } })
      await countMonths(ctx)
      const [{ count } = { count: 0 }] = await ctx.db
        .select({ count: sql`count(*)`.mapWith(Number) })
        .from(countedMonths)
      expect(count).toBe(46)
      await ctx.db.delete(settings)
    })
  })
})
