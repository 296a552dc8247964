import { sql } from 'drizzle-orm'
import { fromDrizzle, PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { Database } from '#db/client.ts'
import { after } from '#lib/clock.ts'
import { opened, sealed } from './envelope.ts'
import type { Job, JobHandler } from './job.ts'

/** Takes jobs; pg-boss keeps them in the same PostgreSQL as everything else. */
export interface Queue {
  /**
   * Writes the job with `db`: inside a transaction it exists only if the transaction commits.
   * @param options.startAfter the instant of the magazine's time before which it must not run
   */
  send<Data extends object>(db: Database, job: Job<Data>, data: Data, options?: { startAfter?: Date }): Promise<void>
  /** Jobs that failed every try and wait for a person, the oldest first. */
  deadLetters(db: Database, most: number): Promise<DeadLetter[]>
  /**
   * Gives dead letters back to the queues they came from, with all their tries before them.
   * @returns how many went: one that somebody else replayed meanwhile does not go again
   */
  replay(db: Database, ids: string[]): Promise<number>
  /** Whether a job of this kind waits or is being done. */
  isUnderWay<Data extends object>(db: Database, job: Job<Data>): Promise<boolean>
  close(): Promise<void>
}

export interface DeadLetter {
  id: string
  /** The kind of job: its queue's name. */
  kind: string
  data: unknown
  /** The request that led to it, by which the log names it too; null where nobody asked for it. */
  requestId: string | null
  /** What it failed of at the last try. */
  problem: string
  /** When it was first sent. */
  sentAt: Date
  /** When it was given up. */
  diedAt: Date
}

const deadLetterQueue = 'dead-letters'

/** Long enough for anybody to look; pg-boss would drop them after a fortnight. */
const deadLettersKeptSeconds = 365 * 24 * 60 * 60

/** Seconds without a sign of life after which the job of a worker that was killed is given to another. */
const heartbeatSeconds = 20

/** What the worker says of a job that failed (scripts/worker), or pg-boss of one that ran out of time. */
const failureSchema = z.looseObject({ message: z.string() })

/**
 * Opens the queue for sending only; the worker runs its own.
 * @param aheadMs how far the magazine's time is ahead of PostgreSQL's, by which jobs wait (lib/system-time.ts)
 */
export function openQueue(databaseUrl: string, aheadMs: () => number = () => 0): Queue {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 2,
    supervise: false,
    schedule: false,
    migrate: false,
    createSchema: false,
    // lib/jobs/envelope.ts and the worker do: a job of several that are taken up at once has a span of its own.
    openTelemetry: { enabled: false },
  })
  // What fails is told to whoever sends; an idle connection that breaks is made anew.
  boss.on('error', () => undefined)
  let started = false
  const start = async () => {
    // Starting again does nothing; a start that failed is tried again by the next job.
    await boss.start()
    started = true
  }
  return {
    async send(db, job, data, { startAfter } = {}) {
      await start()
      const wait = startAfter === undefined ? {} : { startAfter: after(startAfter, -aheadMs()) }
      await boss.send(job.name, sealed(data), { db: fromDrizzle(db, sql), ...wait })
    },
    async deadLetters(db, most) {
      await start()
      const jobs = await boss.findJobs(deadLetterQueue, { queued: true, limit: most, db: fromDrizzle(db, sql) })
      return jobs.map((job) => ({
        id: job.id,
        kind: job.sourceName ?? deadLetterQueue,
        data: opened(job.data).data,
        requestId: opened(job.data).sender?.requestId ?? null,
        problem: failureSchema.safeParse(job.sourceOutput).data?.message ?? 'It does not say why.',
        sentAt: job.sourceCreatedOn ?? job.createdOn,
        diedAt: job.createdOn,
      }))
    },
    async replay(db, ids) {
      if (ids.length === 0) return 0
      await start()
      return boss.redrive(deadLetterQueue, { ids, db: fromDrizzle(db, sql) })
    },
    async isUnderWay(db, job) {
      await start()
      const jobs = await boss.findJobs(job.name, { db: fromDrizzle(db, sql) })
      return jobs.some(({ state }) => state === 'created' || state === 'retry' || state === 'active')
    },
    async close() {
      if (started) await boss.stop({ graceful: false })
    },
  }
}

/** Creates pg-boss's tables and one queue for each kind of job; part of migrating. Does nothing that is done already. */
export async function prepareQueues(databaseUrl: string, jobs: JobHandler['job'][]): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 2, supervise: false, schedule: false })
  await boss.start()
  try {
    const kept = { retentionSeconds: deadLettersKeptSeconds }
    if (await boss.getQueue(deadLetterQueue)) await boss.updateQueue(deadLetterQueue, kept)
    else await boss.createQueue(deadLetterQueue, kept)
    for (const job of jobs) {
      const options = {
        retryLimit: job.retryLimit,
        retryDelay: job.retryDelay,
        retryBackoff: true,
        retryDelayMax: job.retryDelayMax,
        deadLetter: deadLetterQueue,
        // Whoever sends a job says so to the workers: senders keep what they know of a queue for a minute, so it is said here.
        notify: true,
        heartbeatSeconds,
        ...(job.longestSeconds === undefined ? {} : { expireInSeconds: job.longestSeconds }),
      }
      if (await boss.getQueue(job.name)) await boss.updateQueue(job.name, options)
      else await boss.createQueue(job.name, options)
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}
