import { and, gt, lte, sql } from 'drizzle-orm'
import { countedMonths } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'

/**
 * Takes the month of a donation out of those counted before: it has just been written, or refunded. Call it in that
 * transaction. Whoever counts waits for it to end, and it for whoever counts, so that no count misses it.
 */
export async function forgetCountedMonth(tx: Context, paidAt: Date): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended('counted months', 0))`)
  await tx.db.delete(countedMonths).where(and(lte(countedMonths.fromAt, paidAt), gt(countedMonths.untilAt, paidAt)))
}

/** Lets nothing be written that a count would miss, until the transaction ends. */
export async function holdDonations(tx: Context): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('counted months', 0))`)
}
