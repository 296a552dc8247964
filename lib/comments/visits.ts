import { and, asc, eq, gt, ne, or, isNull, sql } from 'drizzle-orm'
import { comments, threadVisits } from '#db/schema/comments.ts'
import { after, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'

/** A visit goes on this long after it began: opening a second page of a thread is no second visit. */
const oneVisit = 30 * minute
/** What is new is counted up to here. */
const mostNew = 99

export interface ThreadNews {
  /** When the visit before this one began; null when there was none. */
  since: Date | null
  /** Comments that somebody else has published since. */
  count: number
  /** Whether there are more than were counted. */
  orMore: boolean
  /** The oldest of them. */
  first: string | null
  /** The reader's own since then, which are not news to them. */
  own: string[]
}

/**
 * Notes that somebody reads a thread, and says what is new in it since they last did. May be asked again and again
 * while they do.
 */
export async function visitThread(ctx: Context, personId: string, articleId: string): Promise<ThreadNews> {
  const goesOnSince = after(ctx.now, -oneVisit).toISOString()
  const { visitedAt, visitedBefore } = threadVisits
  const [visit] = await ctx.db
    .insert(threadVisits)
    .values({ personId, articleId, visitedAt: ctx.now })
    .onConflictDoUpdate({
      target: [threadVisits.personId, threadVisits.articleId],
      set: {
        visitedBefore: sql`case when ${visitedAt} <= ${goesOnSince}::timestamptz then ${visitedAt} else ${visitedBefore} end`,
        visitedAt: sql`case when ${visitedAt} <= ${goesOnSince}::timestamptz then excluded.visited_at else ${visitedAt} end`,
      },
    })
    .returning({ since: visitedBefore })
  const since = visit?.since ?? null
  if (since === null) return { since, count: 0, orMore: false, first: null, own: [] }
  const isNew = and(
    eq(comments.articleId, articleId),
    sql`${comments.state} = 'published'`,
    gt(comments.createdAt, since),
  )
  const [others, own] = await Promise.all([
    ctx.db
      .select({ id: comments.id })
      .from(comments)
      .where(and(isNew, or(isNull(comments.personId), ne(comments.personId, personId))))
      .orderBy(asc(comments.createdAt), asc(comments.id))
      .limit(mostNew + 1),
    ctx.db
      .select({ id: comments.id })
      .from(comments)
      .where(and(isNew, eq(comments.personId, personId)))
      .limit(mostNew),
  ])
  return {
    since,
    count: Math.min(others.length, mostNew),
    orMore: others.length > mostNew,
    first: others[0]?.id ?? null,
    own: own.map(({ id }) => id),
  }
}
