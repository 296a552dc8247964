import { lt, notInArray, or } from 'drizzle-orm'
import { countedMonths } from '#db/schema/donations.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { holdDonations } from '#lib/donations/counted-months.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { lastMonths, spans, type Month } from './months.ts'
import { donationSums, monthsBefore } from './queries.ts'

/**
 * Counts what was given in every month that is over and can be asked for, and forgets what cannot. A month a
 * transaction: donations wait only while their own can be counted.
 * @returns how many months
 */
export async function countMonths(ctx: Context): Promise<number> {
  const { timeZone } = await magazineSettings(ctx)
  const months = lastMonths(Math.max(...spans) + monthsBefore, ctx.now, timeZone).slice(0, -1)
  const [first] = months
  await ctx.db.delete(countedMonths).where(
    or(
      lt(countedMonths.fromAt, first?.from ?? ctx.now),
      // Of another time zone.
      notInArray(
        countedMonths.fromAt,
        months.map(({ from }) => from),
      ),
    ),
  )
  for (const month of months) await countMonth(ctx, month)
  return months.length
}

async function countMonth(ctx: Context, { from, until }: Month): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await holdDonations(tx)
    const counted = { sums: await donationSums(tx, { from, until }), countedAt: tx.now }
    await tx.db
      .insert(countedMonths)
      .values({ fromAt: from, untilAt: until, ...counted })
      .onConflictDoUpdate({ target: [countedMonths.fromAt, countedMonths.untilAt], set: counted })
  })
}
