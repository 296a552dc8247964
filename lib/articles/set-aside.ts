import { and, desc, eq, lt } from 'drizzle-orm'
import { v7 } from 'uuid'
import { setAsideCopies } from '#db/schema/writing.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { writtenSchema, type Written } from './written.ts'

/** How long what was set aside can be taken back. */
export const daysSetAside = 30

export interface SetAside {
  articleId: string
  written: Written
  /** Why, in a few words: Discarded. */
  reason: string
  /** Who wrote it. */
  personId: string | null
}

/** Keeps what was written and not taken, and forgets what of the same article has been kept long enough. */
export async function setAside(tx: Context, { articleId, written, reason, personId }: SetAside): Promise<void> {
  await tx.db
    .delete(setAsideCopies)
    .where(
      and(eq(setAsideCopies.articleId, articleId), lt(setAsideCopies.setAsideAt, after(tx.now, -daysSetAside * day))),
    )
  const id = v7({ msecs: tx.now.getTime() })
  await tx.db.insert(setAsideCopies).values({ id, articleId, content: written, reason, personId, setAsideAt: tx.now })
}

export interface SetAsideLine {
  id: string
  reason: string
  personId: string | null
  setAsideAt: Date
}

/** What of an article was written and not taken, the newest first; at most fifty. */
export function setAsideOf(ctx: Context, articleId: string): Promise<SetAsideLine[]> {
  const { id, reason, personId, setAsideAt } = setAsideCopies
  return ctx.db
    .select({ id, reason, personId, setAsideAt })
    .from(setAsideCopies)
    .where(eq(setAsideCopies.articleId, articleId))
    .orderBy(desc(setAsideAt), desc(id))
    .limit(50)
}

/** One of them; null when it is not, or no longer, there. */
export async function copySetAside(ctx: Context, articleId: string, id: string): Promise<Written | null> {
  const [row] = await ctx.db
    .select({ content: setAsideCopies.content })
    .from(setAsideCopies)
    .where(and(eq(setAsideCopies.id, id), eq(setAsideCopies.articleId, articleId)))
  return row === undefined ? null : writtenSchema.parse(row.content)
}
