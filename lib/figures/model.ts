import { z } from 'zod'
import type { Tier } from '#lib/membership/model.ts'
import { currencies, type Currency } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'

/**
 * What each figure counts, in words that the page shows. Whoever is a member, and who is new, returned, failing or
 * lapsed, lib/membership/spells.ts decides.
 */
export const definitions = {
  members:
    'Everybody with a membership in force, whatever pays for it: a regular donation, a gift, or the compliments of the magazine. Somebody in grace still is one.',
  new: 'Became a member in the month, and had never been one.',
  returned: 'Became a member in the month, having been one before it lapsed.',
  recovered: 'Paid a failed renewal within the days of grace, or returned after a lapse.',
  failed: 'A renewal failed in the month, and the days of grace began.',
  lapsed: 'Stopped being a member in the month. Opening, plus new, plus returned, less lapsed is closing.',
  failing: 'In grace now. At risk is what their failed renewals come to.',
  recurring:
    'What monthly donations brought in the month up to now, and a twelfth of what yearly ones brought in the year up to now, added up first and rounded once, half upwards.',
  recurring_by_month:
    'What monthly donations brought in the month, and a twelfth of what yearly ones brought in the twelve months that end with it, rounded once. Of the month that runs it is what recurs now: the number above.',
  one_off:
    'Gifts made once, memberships bought for somebody else included, in the month they were paid, without the postage of a book.',
  refunded:
    'What went back, by refund or dispute, of the donations paid in the month, whenever it went back. Postage goes back first, and is not counted.',
} as const

/** Rule: yearly money counts a twelfth each month; sums are divided, never each amount, and rounded once, half upwards. */
export function monthlyWorth(sums: { month: number; year: number }): number {
  return sums.month + Math.floor((sums.year + 6) / 12)
}

/** How many members there are alike. */
export interface MemberCount {
  tier: Tier
  inGrace: boolean
  count: number
}

/** How many spells began, or ended, alike in one month: the first is 1. */
export interface SpellCount extends MemberCount {
  bucket: number
  /** For beginnings a `SpellBeginning`; for ends whether they were lapses. */
  kind: 'new' | 'returned' | 'tier_changed' | 'failed' | 'made_good' | 'lapsed' | 'goes_on'
}

/** The members of one month. */
export interface MemberMonth {
  opening: number
  new: number
  returned: number
  lapsed: number
  closing: number
  /** Of the closing. */
  byTier: Record<Tier, number>
  /** Of the closing: in grace. */
  failing: number
  failed: number
  madeGood: number
  /** Returned after a lapse, or made good within grace. */
  recovered: number
}

/**
 * Adds up, month by month, what began and ended, so that the last month closes with who is a member now: the past is
 * reckoned back from the present, and no more of it is read than is shown.
 * @param months how many; one result each
 */
export function memberMonths(
  now: readonly MemberCount[],
  begun: readonly SpellCount[],
  ended: readonly SpellCount[],
  months: number,
): MemberMonth[] {
  const held = { supporter: 0, patron: 0, failing: 0 }
  addTo(held, now, 1)
  addTo(held, begun, -1)
  addTo(held, ended, 1)
  return Array.from({ length: months }, (_, index) => {
    const opening = held.supporter + held.patron
    const here = (counts: readonly SpellCount[]) => counts.filter(({ bucket }) => bucket === index + 1)
    const counted = { new: 0, returned: 0, tier_changed: 0, failed: 0, made_good: 0, lapsed: 0, goes_on: 0 }
    for (const { kind, count } of [...here(begun), ...here(ended)]) counted[kind] += count
    addTo(held, here(begun), 1)
    addTo(held, here(ended), -1)
    return {
      opening,
      new: counted.new,
      returned: counted.returned,
      lapsed: counted.lapsed,
      closing: held.supporter + held.patron,
      byTier: { supporter: held.supporter, patron: held.patron },
      failing: held.failing,
      failed: counted.failed,
      madeGood: counted.made_good,
      recovered: counted.returned + counted.made_good,
    }
  })
}

function addTo(held: Record<Tier | 'failing', number>, counts: readonly MemberCount[], sign: 1 | -1): void {
  for (const { tier, inGrace, count } of counts) {
    held[tier] += sign * count
    if (inGrace) held.failing += sign * count
  }
}

/** What came in by donations of one kind in one month, minor units. */
export const countedSumSchema = z.object({
  currency: currencySchema,
  frequency: z.enum(['once', 'month', 'year']),
  count: z.int(),
  amount: z.int(),
  refunded: z.int(),
})
export type CountedSum = z.infer<typeof countedSumSchema>

export interface DonationSum extends CountedSum {
  /** Which month, the first is 1. */
  bucket: number
}

/** The money of one month in one currency, minor units. */
export interface MoneyMonth {
  monthly: number
  yearly: number
  oneOff: number
  oneOffCount: number
  refunded: number
  /** All of it, less what went back. */
  net: number
  /** See `definitions.recurring_by_month`. */
  recurring: number
}

/**
 * Orders sums by currency and month.
 * @param sums of buckets 1 to `before + months`
 * @param before how many months before the first shown there are sums of: 11, so that a year's twelfths are complete
 * @param regular with what recurs now: of the month that runs most payments may be still to come, so that its line would always
 *   end in a fall
 */
export function moneyMonths(
  sums: readonly DonationSum[],
  before: number,
  months: number,
  regular: readonly RegularNow[],
): Map<Currency, MoneyMonth[]> {
  return new Map(
    currenciesOf([...sums, ...regular]).map((currency) => {
      const own = sums.filter((one) => one.currency === currency)
      const recurring = regular.find((one) => one.currency === currency)?.recurring ?? 0
      return [
        currency,
        Array.from({ length: months }, (_, index) => {
          const month = moneyMonth(own, before + index + 1)
          return index === months - 1 ? { ...month, recurring } : month
        }),
      ]
    }),
  )
}

function moneyMonth(sums: readonly DonationSum[], bucket: number): MoneyMonth {
  const here = sums.filter((one) => one.bucket === bucket)
  const of = (frequency: DonationSum['frequency']) => here.filter((one) => one.frequency === frequency)
  const monthly = total(of('month'))
  const yearly = total(of('year'))
  const oneOff = total(of('once'))
  const refunded = here.reduce((sum, one) => sum + one.refunded, 0)
  const yearlyPaid = sums.filter((one) => one.frequency === 'year' && one.bucket <= bucket && one.bucket > bucket - 12)
  return {
    monthly,
    yearly,
    oneOff,
    oneOffCount: of('once').reduce((sum, one) => sum + one.count, 0),
    refunded,
    net: monthly + yearly + oneOff - refunded,
    recurring: monthlyWorth({ month: monthly, year: total(yearlyPaid) }),
  }
}

/** Those that occur, in the order the magazine sells in. */
function currenciesOf(sums: readonly { currency: Currency }[]): Currency[] {
  return currencies.filter((currency) => sums.some((one) => one.currency === currency))
}

function total(sums: readonly CountedSum[]): number {
  return sums.reduce((sum, one) => sum + one.amount, 0)
}

/** Regular donations in grace. */
export interface FailingSum {
  currency: Currency
  count: number
  /** What their renewals come to, minor units. */
  amount: number
}

/** What regular donations of one currency come to now, minor units. */
export interface RegularNow {
  currency: Currency
  /** See `definitions.recurring`. */
  recurring: number
  failing: number
  /** What the failed renewals come to. */
  atRisk: number
}

/**
 * Sums up what recurs now, by currency.
 * @param failing regular donations whose renewal failed
 * @param lastMonth what was given in the month up to now
 * @param lastYear what was given in the year up to now
 */
export function regularNow(
  failing: readonly FailingSum[],
  lastMonth: readonly CountedSum[],
  lastYear: readonly CountedSum[],
): RegularNow[] {
  const monthly = lastMonth.filter(({ frequency }) => frequency === 'month')
  const yearly = lastYear.filter(({ frequency }) => frequency === 'year')
  return currenciesOf([...failing, ...monthly, ...yearly]).map((currency) => {
    const own = (sum: { currency: Currency }) => sum.currency === currency
    return {
      currency,
      recurring: monthlyWorth({ month: total(monthly.filter(own)), year: total(yearly.filter(own)) }),
      failing: failing.filter(own).reduce((sum, one) => sum + one.count, 0),
      atRisk: failing.filter(own).reduce((sum, one) => sum + one.amount, 0),
    }
  })
}
