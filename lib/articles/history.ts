import { and, desc, eq, lt } from 'drizzle-orm'
import { articleRevisions } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'

/** One change in the history of an article. */
export interface RevisionLine {
  number: number
  reason: string
  /** Null where nobody at the desk did it, or they are gone. */
  personId: string | null
  createdAt: Date
}

/** What an article's revisions were made for, the latest first, and those before a number. */
export function revisionsOf(
  ctx: Context,
  articleId: string,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<RevisionLine[]> {
  const { number, reason, personId, createdAt } = articleRevisions
  return ctx.db
    .select({ number, reason, personId, createdAt })
    .from(articleRevisions)
    .where(and(eq(articleRevisions.articleId, articleId), before === undefined ? undefined : lt(number, before)))
    .orderBy(desc(number))
    .limit(Math.max(1, Math.min(limit, 100)))
}
