import type { Database } from '#db/client.ts'
import type { Config } from './config.ts'
import type { Queue } from './jobs/queue.ts'
import type { Log } from './log.ts'

/**
 * What every query and command is given. Built in three places: app/_server, scripts/worker, tests/support.
 * `now` stays the same for the length of one request or job.
 */
export interface Context {
  db: Database
  now: Date
  queue: Queue
  config: Config
  log: Log
}

/** Runs `work` in one transaction; its context writes rows and jobs together or not at all. */
export function inTransaction<Result>(ctx: Context, work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }))
}
