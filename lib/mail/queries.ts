import { and, desc, eq, gte, isNull, sql } from 'drizzle-orm'
import { mails } from '#db/schema/platform.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'

/** A mail as the desk may see it: that it went, never what it said. */
export interface PostedMail {
  id: string
  kind: string
  postedAt: Date
  sentAt: Date | null
  refusedAt: Date | null
  /** What went wrong at the last try. */
  problem: string | null
}

/** Mails to one address, the newest first; at most `limit`. */
export async function mailsTo(ctx: Context, address: string, limit: number): Promise<PostedMail[]> {
  return ctx.db
    .select({
      id: mails.id,
      kind: mails.kind,
      postedAt: mails.createdAt,
      sentAt: mails.sentAt,
      refusedAt: mails.refusedAt,
      problem: mails.problem,
    })
    .from(mails)
    .where(eq(mails.recipient, address))
    .orderBy(desc(mails.createdAt))
    .limit(limit)
}

export interface OutboxLoad {
  /** Not tried yet, or put off; and what failed at the last try and will be tried again. */
  waiting: number
  failing: number
  /** Of those of the last 24 hours: what the mail server took, and what will not be sent any more. */
  sent: number
  refused: number
}

/** How the outbox stands. */
export async function outboxLoad(ctx: Context): Promise<OutboxLoad> {
  const counted = (condition: ReturnType<typeof sql>) =>
    sql<number>`count(*) filter (where ${condition})`.mapWith(Number)
  const [unsent] = await ctx.db
    .select({ waiting: counted(sql`${mails.problem} is null`), failing: counted(sql`${mails.problem} is not null`) })
    .from(mails)
    .where(and(isNull(mails.sentAt), isNull(mails.refusedAt)))
  const [settled] = await ctx.db
    .select({ sent: counted(sql`${mails.sentAt} is not null`), refused: counted(sql`${mails.refusedAt} is not null`) })
    .from(mails)
    .where(gte(mails.createdAt, after(ctx.now, -day)))
  return { waiting: 0, failing: 0, sent: 0, refused: 0, ...unsent, ...settled }
}
