import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'

export interface QueueLoad {
  queue: string
  /** Jobs that are due, jobs that will be, and those in somebody's hands. */
  waiting: number
  later: number
  active: number
  /** How long the oldest of the first has been due; 0 when none is. */
  oldestSeconds: number
}

const loadsSchema = z.array(
  z.object({
    queue: z.string(),
    waiting: z.coerce.number(),
    later: z.coerce.number(),
    active: z.coerce.number(),
    oldestSeconds: z.coerce.number(),
  }),
)

/** Every queue there is, the dead letters too, which wait for a person; idle ones with zeros. By PostgreSQL's clock, as jobs wait. */
export async function queueLoads(ctx: Pick<Context, 'db'>): Promise<QueueLoad[]> {
  return loadsSchema.parse([
    ...(await ctx.db.execute(sql`
      select q.name as queue, coalesce(waiting, 0) as waiting, coalesce(later, 0) as later, coalesce(active, 0) as active,
        coalesce(extract(epoch from now() - oldest), 0) as "oldestSeconds"
      from pgboss.queue q
      left join (
        select name,
          count(*) filter (where state <> 'active' and start_after <= now()) as waiting,
          count(*) filter (where state <> 'active' and start_after > now()) as later,
          count(*) filter (where state = 'active') as active,
          min(start_after) filter (where state <> 'active' and start_after <= now()) as oldest
        from pgboss.job where state in ('created', 'retry', 'active') group by name
      ) j on j.name = q.name
      where q.name not like '\\_\\_pgboss\\_\\_%'
      order by q.name`)),
  ])
}

const seenSchema = z.tuple([z.object({ live: z.coerce.number(), silentSeconds: z.coerce.number().nullable() })])

/**
 * How many workers give signs of life, and how long ago the last one did; null when there never was one. pg-boss keeps a row for
 * each of its instances, the worker's are called so (scripts/worker), and each says so every half minute.
 */
export async function workersSeen(ctx: Pick<Context, 'db'>): Promise<{ live: number; silentSeconds: number | null }> {
  const [seen] = seenSchema.parse([
    ...(await ctx.db.execute(sql`
      select
        count(*) filter (where stopped_on is null and heartbeat_on > now() - interval '2 minutes') as live,
        extract(epoch from now() - max(coalesce(stopped_on, heartbeat_on))) as "silentSeconds"
      from pgboss.instance where name = 'worker'`)),
  ])
  return seen
}
