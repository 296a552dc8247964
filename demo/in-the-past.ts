import { sql } from 'drizzle-orm'
import { inTransaction, type Context } from '#lib/context.ts'

/**
 * Does something as it was done at an earlier time. What is never dated back is let in here, and nowhere else: the
 * demonstration's past is made up, and its database has nothing in it yet that could be falsified.
 */
export function inThePast<Result>(ctx: Context, now: Date, work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return inTransaction({ ...ctx, now }, async (tx) => {
    // Triggers do not fire for a replica; the setting ends with the transaction.
    await tx.db.execute(sql`set local session_replication_role = replica`)
    return work(tx)
  })
}
