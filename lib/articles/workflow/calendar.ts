import { and, eq, gte, inArray, isNull, lt, or } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { dateIn } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { statesBeforePublishing, type ArticleState } from '../model.ts'

/** One article on its day. */
export interface CalendarEntry {
  id: string
  headline: string
  state: ArticleState
  /** The day of the magazine's calendar, as HTML's date fields write it. */
  date: string
  /** When readers see it, or are to; null while it has a day alone. */
  at: Date | null
}

/** What was published, is scheduled, and is planned, between two days; at most 500, in order of time. */
export async function entriesBetween(
  ctx: Context,
  { start, end }: { start: Date; end: Date },
  timeZone: string,
): Promise<CalendarEntry[]> {
  const rows = await ctx.db
    .select({
      id: articles.id,
      headline: articles.headline,
      state: articles.state,
      publishedAt: articles.publishedAt,
      plannedFor: articles.plannedFor,
    })
    .from(articles)
    .where(
      or(
        and(
          inArray(articles.state, ['published', 'scheduled']),
          gte(articles.publishedAt, start),
          lt(articles.publishedAt, end),
        ),
        and(
          inArray(articles.state, [...statesBeforePublishing]),
          isNull(articles.thrownAwayAt),
          gte(articles.plannedFor, dateIn(start, timeZone)),
          lt(articles.plannedFor, dateIn(end, timeZone)),
        ),
      ),
    )
    .limit(500)
  return rows
    .flatMap(({ publishedAt, plannedFor, ...row }): CalendarEntry[] => {
      if (row.state === 'published' || row.state === 'scheduled')
        return publishedAt === null ? [] : [{ ...row, at: publishedAt, date: dateIn(publishedAt, timeZone) }]
      return plannedFor === null ? [] : [{ ...row, at: null, date: plannedFor }]
    })
    .toSorted(
      (one, other) => one.date.localeCompare(other.date) || (one.at?.getTime() ?? 0) - (other.at?.getTime() ?? 0),
    )
}

/** When a scheduled article is to appear; null when it is not scheduled. */
export async function scheduledAt(ctx: Context, articleId: string): Promise<Date | null> {
  const [row] = await ctx.db
    .select({ publishedAt: articles.publishedAt })
    .from(articles)
    .where(and(eq(articles.id, articleId), eq(articles.state, 'scheduled')))
  return row?.publishedAt ?? null
}
