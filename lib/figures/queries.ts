import { and, count, eq, gte, isNull, lt, lte, gt, sql, sum, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { countedMonths, donations, subscriptions } from '#db/schema/donations.ts'
import { membershipSpells } from '#db/schema/membership.ts'
import { after } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { Currency } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import {
  countedSumSchema,
  memberMonths,
  moneyMonths,
  regularNow,
  type CountedSum,
  type DonationSum,
  type FailingSum,
  type MemberCount,
  type MemberMonth,
  type MoneyMonth,
  type RegularNow,
  type SpellCount,
} from './model.ts'
import { lastMonths, monthsAgo, type Month } from './months.ts'

export interface Figures {
  months: Month[]
  /** One for each month; the last is of the month that runs, and its closing is now. */
  members: MemberMonth[]
  /** By currency, one for each month. */
  money: Map<Currency, MoneyMonth[]>
  regular: RegularNow[]
}

/** A year's twelfths are complete with the eleven months before. */
export const monthsBefore = 11

/**
 * The figures of the last months.
 * @param span how many, the one that runs included
 * @param timeZone whose months, an IANA name
 */
export async function figuresOf(ctx: Context, span: number, timeZone: string): Promise<Figures> {
  const withBefore = lastMonths(span + monthsBefore, ctx.now, timeZone)
  const months = withBefore.slice(monthsBefore)
  const [held, begun, ended, sums] = await Promise.all([
    membersNow(ctx),
    begunSpells(ctx, months),
    endedSpells(ctx, months),
    sumsOf(ctx, withBefore),
  ])
  const regular = await regularDonations(ctx, timeZone, withBefore, sums)
  return {
    months,
    members: memberMonths(held, begun, ended, span),
    money: moneyMonths(sums, monthsBefore, span, regular),
    regular,
  }
}

/** What the desk shows first: the month that runs. */
export async function figuresNow(
  ctx: Context,
  timeZone: string,
): Promise<{ members: MemberMonth; regular: RegularNow[] }> {
  const year = lastMonths(1 + monthsBefore, ctx.now, timeZone)
  const months = year.slice(-1)
  const [held, begun, ended, sums] = await Promise.all([
    membersNow(ctx),
    begunSpells(ctx, months),
    endedSpells(ctx, months),
    sumsOf(ctx, year),
  ])
  const regular = await regularDonations(ctx, timeZone, year, sums)
  const [members] = memberMonths(held, begun, ended, 1)
  if (!members) throw new Error('a month has no figures')
  return { members, regular }
}

/** Which of the months an instant falls into, counted from 1. A lookup, not a conversion of each row's time. */
function bucketOf(column: AnyPgColumn, months: readonly Month[]): SQL<number> {
  const starts = `{${months.map(({ from }) => from.toISOString()).join(',')}}`
  return sql`width_bucket(${column}, ${starts}::timestamptz[])`.mapWith(Number)
}

/** Those whom nothing ends yet, and those whom something will: two ranges of one index. */
async function membersNow(ctx: Context): Promise<MemberCount[]> {
  const alike = { tier: membershipSpells.tier, inGrace: membershipSpells.inGrace, count: count() }
  const [open, ending] = await Promise.all(
    [isNull(membershipSpells.endedAt), gt(membershipSpells.endedAt, ctx.now)].map((ends) =>
      ctx.db
        .select(alike)
        .from(membershipSpells)
        .where(and(ends, lte(membershipSpells.beganAt, ctx.now)))
        .groupBy(membershipSpells.tier, membershipSpells.inGrace),
    ),
  )
  return [...(open ?? []), ...(ending ?? [])]
}

function within(column: AnyPgColumn, months: readonly Pick<Month, 'from' | 'until'>[]): SQL | undefined {
  const [first] = months
  const last = months.at(-1)
  if (!first || !last) throw new Error('no months')
  return and(gte(column, first.from), lt(column, last.until))
}

async function begunSpells(ctx: Context, months: readonly Month[]): Promise<SpellCount[]> {
  return ctx.db
    .select({
      bucket: bucketOf(membershipSpells.beganAt, months),
      kind: membershipSpells.beginning,
      tier: membershipSpells.tier,
      inGrace: membershipSpells.inGrace,
      count: count(),
    })
    .from(membershipSpells)
    .where(within(membershipSpells.beganAt, months))
    .groupBy(sql`1, 2, 3, 4`)
}

async function endedSpells(ctx: Context, months: readonly Month[]): Promise<SpellCount[]> {
  const rows = await ctx.db
    .select({
      bucket: bucketOf(membershipSpells.endedAt, months),
      lapses: membershipSpells.lapses,
      tier: membershipSpells.tier,
      inGrace: membershipSpells.inGrace,
      count: count(),
    })
    .from(membershipSpells)
    .where(within(membershipSpells.endedAt, months))
    .groupBy(sql`1, 2, 3, 4`)
  return rows.map(({ lapses, ...rest }) => ({ ...rest, kind: lapses ? 'lapsed' : 'goes_on' }))
}

/** What was given in a month, counted now. Rule: postage is no donation; of what goes back it goes first. */
export async function donationSums(ctx: Context, month: Pick<Month, 'from' | 'until'>): Promise<CountedSum[]> {
  const rows = await ctx.db
    .select({
      currency: donations.currency,
      frequency: donations.frequency,
      count: count(),
      amount: sum(sql`${donations.amount} - ${donations.postage}`).mapWith(Number),
      refunded: sum(sql`greatest(${donations.refunded} - ${donations.postage}, 0)`).mapWith(Number),
    })
    .from(donations)
    .where(within(donations.paidAt, [month]))
    .groupBy(donations.currency, donations.frequency)
  return rows.map((row) => countedSumSchema.parse(row))
}

/** What was given in each of these months: as counted before, and what is not, counted now. */
async function sumsOf(ctx: Context, months: readonly Month[]): Promise<DonationSum[]> {
  const [first] = months
  const counted = await ctx.db
    .select({ from: countedMonths.fromAt, until: countedMonths.untilAt, sums: countedMonths.sums })
    .from(countedMonths)
    .where(gte(countedMonths.fromAt, first?.from ?? ctx.now))
  const known = new Map(counted.map(({ from, until, sums }) => [spanOf({ from, until }), sums]))
  const found = await Promise.all(
    months.map(async (month) => {
      const sums = known.get(spanOf(month))
      return sums === undefined ? donationSums(ctx, month) : z.array(countedSumSchema).parse(sums)
    }),
  )
  return found.flatMap((sums, index) => sums.map((one) => Object.assign({ bucket: index + 1 }, one)))
}

function spanOf({ from, until }: Pick<Month, 'from' | 'until'>): string {
  return `${from.getTime()} ${until.getTime()}`
}

/**
 * What recurs, from the same payments as the months' lines: those up to now, so that the number does not begin anew with each
 * month; and what of it is at risk.
 * @param sums what was given in each of `months`, of which the last twelve are looked at
 */
async function regularDonations(
  ctx: Context,
  timeZone: string,
  months: readonly Month[],
  sums: readonly DonationSum[],
): Promise<RegularNow[]> {
  const until = after(ctx.now, 1)
  const since = (count: number) => after(monthsAgo(count, ctx.now, timeZone), 1)
  const firstOfTwelve = months.length - 1 - monthsBefore
  const [failing, lastMonth, restOfMonth] = await Promise.all([
    failingDonations(ctx),
    donationSums(ctx, { from: since(1), until }),
    // Of the month a year ago that is called as this one, what is not a year ago yet.
    donationSums(ctx, { from: since(12), until: months[firstOfTwelve]?.from ?? ctx.now }),
  ])
  const sinceThen = sums.filter(({ bucket }) => bucket > firstOfTwelve)
  return regularNow(failing, lastMonth, [...restOfMonth, ...sinceThen])
}

async function failingDonations(ctx: Context): Promise<FailingSum[]> {
  const rows = await ctx.db
    .select({
      currency: subscriptions.currency,
      count: count(),
      amount: sum(subscriptions.amount).mapWith(Number),
    })
    .from(subscriptions)
    .where(
      and(
        isNull(subscriptions.endedAt),
        eq(subscriptions.status, 'past_due'),
        gt(subscriptions.graceUntil, ctx.now),
        eq(subscriptions.cancelAtPeriodEnd, false),
        eq(subscriptions.collectionPaused, false),
      ),
    )
    .groupBy(subscriptions.currency)
  return rows.map((row) => ({ ...row, currency: currencySchema.parse(row.currency) }))
}
