import { and, isNull, sql } from 'drizzle-orm'
import { mails } from '#db/schema/platform.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { sendMailJob } from './outbox.ts'

/**
 * Withdraws every mail that was not sent and that no job is going to send.
 * @param problem why, for the desk
 * @returns how many of each kind
 */
export function withdrawUnsent(ctx: Context, problem: string): Promise<Record<string, number>> {
  return inTransaction(ctx, async (tx) => {
    const waiting = sql`(
      select (data ->> 'mailId')::uuid from pgboss.job where name = ${sendMailJob.name} and state in ('created', 'retry'))`
    const held = await tx.db
      .update(mails)
      .set({ refusedAt: tx.now, problem, data: {} })
      .where(and(isNull(mails.sentAt), isNull(mails.refusedAt), sql`${mails.id} not in ${waiting}`))
      .returning({ kind: mails.kind })
    const kinds: Record<string, number> = {}
    for (const { kind } of held) kinds[kind] = (kinds[kind] ?? 0) + 1
    return kinds
  })
}
