import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '#db/client.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'

const dueSchema = z.tuple([z.object({ due: z.coerce.number() })])

/** How long a stretch of work may take before the worker counts as stopped, in milliseconds. */
const patience = 120_000

/**
 * Waits until the worker has nothing in hand and nothing that is due. What failed and is to be tried later, and what
 * failed for good, is not waited for.
 * @throws CannotRun when that takes longer than two minutes
 */
export async function workerIdle(db: Database): Promise<void> {
  const deadline = Date.now() + patience
  for (;;) {
    const [{ due }] = dueSchema.parse([
      ...(await db.execute(sql`
        select count(*) as due from pgboss.job
        where name <> 'dead-letters'
          and (state = 'active' or (state in ('created', 'retry') and start_after <= now()))`)),
    ])
    if (due === 0) return
    if (Date.now() > deadline)
      throw new CannotRun(`${due} jobs have not been done in two minutes: is the worker running?`)
    await wait(25)
  }
}

const idsSchema = z.array(z.object({ id: z.string() }))

/** @returns the jobs that wait for their time */
export async function waitingJobs(db: Database): Promise<string[]> {
  const rows = await db.execute(
    sql`select id from pgboss.job where state in ('created', 'retry') and start_after > now()`,
  )
  return idsSchema.parse([...rows]).map(({ id }) => id)
}

/**
 * Jobs wait by PostgreSQL's time, which nobody moves: what waits is called so much earlier instead.
 * @param ids what waited before the time was moved; what has been sent since counts from the new time
 */
export async function callEarlier(db: Database, ids: string[], seconds: number): Promise<void> {
  if (ids.length === 0) return
  // As pg-boss tells its workers of new jobs (notifyChannelSql in its plans.js): most queues are asked only now and then.
  await db.execute(sql`
    with called as (
      update pgboss.job set start_after = greatest(now(), start_after - make_interval(secs => ${seconds}))
      where id in ${ids} and state in ('created', 'retry') and start_after > now()
      returning name, start_after
    )
    select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), name)
    from called where start_after <= now() group by name`)
}
