import { sql } from 'drizzle-orm'
import { z } from 'zod'
import journal from '#db/migrations/meta/_journal.json' with { type: 'json' }
import type { Context } from './context.ts'

/** Minutes a job may wait before the worker counts as stopped. */
const longestWait = 5

const appliedSchema = z.tuple([z.object({ latest: z.coerce.number().nullable() })])
const waitingSchema = z.tuple([z.object({ waiting: z.coerce.number() })])

/** What keeps this process from serving readers, in words for an operator; empty when nothing does. */
export async function readiness(ctx: Context): Promise<string[]> {
  const faults: string[] = []
  try {
    const [applied] = appliedSchema.parse([
      ...(await ctx.db.execute(sql`select max(created_at) as latest from drizzle.__drizzle_migrations`)),
    ])
    const wanted = Math.max(...journal.entries.map((entry) => entry.when))
    if ((applied.latest ?? 0) < wanted) faults.push('migrations are not applied: run npm run db:migrate')
    if ((applied.latest ?? 0) > wanted) faults.push('the database has migrations that this version does not know')
    const [queue] = waitingSchema.parse([
      ...(await ctx.db.execute(
        sql`select count(*) as waiting from pgboss.job where state in ('created', 'retry') and start_after < now() - make_interval(mins => ${longestWait})`,
      )),
    ])
    if (queue.waiting > 0)
      faults.push(`${queue.waiting} jobs have waited over ${longestWait} minutes: is the worker running?`)
  } catch (reason) {
    ctx.log.error({ err: reason }, 'not ready')
    faults.push('the database does not answer, or has no tables: check DATABASE_URL and run npm run db:migrate')
  }
  return faults
}
