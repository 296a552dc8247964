import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from './context.ts'

const connectionsSchema = z.array(z.object({ state: z.string(), count: z.coerce.number(), most: z.coerce.number() }))

export interface DatabaseConnections {
  /** Most that PostgreSQL accepts, of all its databases together. */
  most: number
  /** Those to this one: `active`, `idle`, `idle in transaction`, and `waiting` for a lock that somebody holds. */
  byState: { state: string; count: number }[]
}

/** https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW */
export async function databaseConnections(ctx: Pick<Context, 'db'>): Promise<DatabaseConnections> {
  const rows = connectionsSchema.parse([
    ...(await ctx.db.execute(sql`
      select case when wait_event_type = 'Lock' then 'waiting' else coalesce(state, 'unknown') end as state,
        count(*) as count, current_setting('max_connections') as most
      from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend'
      group by 1`)),
  ])
  return { most: rows[0]?.most ?? 0, byState: rows.map(({ state, count }) => ({ state, count })) }
}
