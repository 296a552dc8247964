import { desc, eq } from 'drizzle-orm'
import { mails } from '#db/schema/platform.ts'
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
