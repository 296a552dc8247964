import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { fromTheFuture, schemaState } from '#db/schema-version.ts'
import type { Context } from './context.ts'
import { within } from './within.ts'

/** What a process remembers between two questions: whether it has met tables it knows. */
export interface Remembered {
  hasServed: boolean
}

export interface Readiness {
  /** `degraded`: readers are served, and something else wants looking at. */
  status: 'ok' | 'degraded' | 'unavailable'
  /** What keeps this process from serving readers, in words for an operator. */
  faults: string[]
  /** What does not, and would be noticed by them later. */
  warnings: string[]
}

/** Minutes a job may wait before the worker counts as stopped. */
const longestWait = 5

/** Seconds without a sign of life of any worker; it gives one every thirty. */
const longestSilence = 100

/** Milliseconds that PostgreSQL has for an answer. */
const patience = 2_000

const unreachable = 'the database does not answer: check DATABASE_URL and whether PostgreSQL runs'

/**
 * Whether this process can serve readers now; answered within two seconds whatever the database does.
 *
 * Tables of a newer version are a fault of a process that has never seen its own, and only a warning for one that has: while a
 * new version is brought up, the old one goes on serving, and migrations are written so that it can (docs/running.md). A worker
 * that is not there is no reason to send readers elsewhere: another instance has none either.
 */
export async function readiness(ctx: Context, remembered: Remembered): Promise<Readiness> {
  try {
    return await within(patience, look(ctx, remembered))
  } catch (reason) {
    ctx.log.error({ err: reason }, 'not ready')
    return { status: 'unavailable', faults: [unreachable], warnings: [] }
  }
}

async function look(ctx: Context, remembered: Remembered): Promise<Readiness> {
  const state = await schemaState(ctx.db)
  if (state === 'behind') return unavailable('migrations are not applied: run npm run db:migrate')
  if (state === 'ahead' && !remembered.hasServed) return unavailable(fromTheFuture)
  remembered.hasServed = true
  const newer =
    state === 'ahead' ? ['a newer version has migrated the database: this one serves until it is replaced'] : []
  const warnings = [...newer, ...(await silenceOfWorkers(ctx))]
  return { status: warnings.length === 0 ? 'ok' : 'degraded', faults: [], warnings }
}

function unavailable(fault: string): Readiness {
  return { status: 'unavailable', faults: [fault], warnings: [] }
}

const workSchema = z.tuple([z.object({ waiting: z.coerce.number(), silent: z.boolean() })])

/** pg-boss keeps a row for each of its instances; the worker's are called so (scripts/worker). */
async function silenceOfWorkers({ db }: Context): Promise<string[]> {
  const [{ waiting, silent }] = workSchema.parse([
    ...(await db.execute(sql`
      select
        (select count(*) from pgboss.job
          where state in ('created', 'retry') and name <> 'dead-letters'
            and start_after < now() - make_interval(mins => ${longestWait})) as waiting,
        not exists (select from pgboss.instance
          where name = 'worker' and stopped_on is null
            and heartbeat_on > now() - make_interval(secs => ${longestSilence})) as silent`)),
  ])
  return [
    ...(silent ? [`no worker has given a sign of life for ${longestSilence} seconds: is one running?`] : []),
    ...(waiting > 0 ? [`${waiting} jobs have waited over ${longestWait} minutes`] : []),
  ]
}
