import { sql } from 'drizzle-orm'
import { fromDrizzle, PgBoss } from 'pg-boss'
import type { Database } from '#db/client.ts'
import { after } from '#lib/clock.ts'
import type { Job, JobHandler } from './job.ts'

/** Takes jobs; pg-boss keeps them in the same PostgreSQL as everything else. */
export interface Queue {
  /**
   * Writes the job with `db`: inside a transaction it exists only if the transaction commits.
   * @param options.startAfter the instant of the magazine's time before which it must not run
   */
  send<Data extends object>(db: Database, job: Job<Data>, data: Data, options?: { startAfter?: Date }): Promise<void>
  close(): Promise<void>
}

const deadLetterQueue = 'dead-letters'

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
  })
  // What fails is told to whoever sends; an idle connection that breaks is made anew.
  boss.on('error', () => undefined)
  let started = false
  return {
    async send(db, job, data, { startAfter } = {}) {
      // Starting again does nothing; a start that failed is tried again by the next job.
      await boss.start()
      started = true
      const wait = startAfter === undefined ? {} : { startAfter: after(startAfter, -aheadMs()) }
      await boss.send(job.name, { ...data }, { db: fromDrizzle(db, sql), ...wait })
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
    if (!(await boss.getQueue(deadLetterQueue))) await boss.createQueue(deadLetterQueue)
    for (const job of jobs) {
      const options = {
        retryLimit: job.retryLimit,
        retryDelay: job.retryDelay,
        retryBackoff: true,
        retryDelayMax: job.retryDelayMax,
        deadLetter: deadLetterQueue,
      }
      if (await boss.getQueue(job.name)) await boss.updateQueue(job.name, options)
      else await boss.createQueue(job.name, options)
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}
