import { sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { after, day, monthsAfter } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { Rule } from './rule.ts'

export function monthsAgo(ctx: Context, months: number): Date {
  return monthsAfter(ctx.now, -months)
}

export function daysAgo(ctx: Context, days: number): Date {
  return after(ctx.now, -days * day)
}

/** Rows that are deleted when they are due. */
export function deleting(
  table: PgTable,
  due: (ctx: Context, figure: number) => SQL | undefined,
): Pick<Rule, 'count' | 'apply'> {
  return {
    count: (ctx, figure) => ctx.db.$count(table, due(ctx, figure)),
    apply: async (ctx, figure) => {
      const gone = await ctx.db
        .delete(table)
        .where(due(ctx, figure))
        .returning({ one: sql`1` })
      return gone.length
    },
  }
}
