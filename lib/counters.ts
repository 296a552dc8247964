import { and, desc, eq, gte, sql } from 'drizzle-orm'
import { counters } from '#db/schema/platform.ts'
import { after, day } from './clock.ts'
import type { Context } from './context.ts'

/** Counts one more of `name` on the day (UTC) of the context. One row a day, however many there are. */
export async function countUp(ctx: Context, name: string): Promise<void> {
  await ctx.db
    .insert(counters)
    .values({ name, day: dayOf(ctx.now), count: 1, lastAt: ctx.now })
    .onConflictDoUpdate({
      target: [counters.name, counters.day],
      // Full is full: the row must not fail for being counted too often.
      set: { count: sql`least(${counters.count}::bigint + 1, 2147483647)::integer`, lastAt: ctx.now },
    })
}

export interface Count {
  /** Of the days asked for, together. */
  count: number
  lastAt: Date
}

/** How many of `name` there were in the last `days` days, today included; null when there were none. */
export async function countOf(ctx: Context, name: string, days: number): Promise<Count | null> {
  const rows = await ctx.db
    .select({ count: counters.count, lastAt: counters.lastAt })
    .from(counters)
    .where(and(eq(counters.name, name), gte(counters.day, dayOf(after(ctx.now, (1 - days) * day)))))
    .orderBy(desc(counters.day))
  const [newest] = rows
  return newest ? { count: rows.reduce((sum, row) => sum + row.count, 0), lastAt: newest.lastAt } : null
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}
