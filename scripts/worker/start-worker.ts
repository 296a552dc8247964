import { setTimeout as wait } from 'node:timers/promises'
import { PgBoss, type JobResult, type JobWithMetadata } from 'pg-boss'
import { v7 } from 'uuid'
import { connect } from '#db/client.ts'
import { fromTheFuture, schemaState } from '#db/schema-version.ts'
import type { PoolLoad } from '#db/watched.ts'
import { isUnfinished, notCaughtUp } from '#lib/backups/unfinished.ts'
import type { Config } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import { opened } from '#lib/jobs/envelope.ts'
import type { JobHandler, Schedule } from '#lib/jobs/job.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { messageWithoutValues, type Log } from '#lib/log.ts'
import { jobSeconds } from '#lib/metrics.ts'
import { inSpan, SpanKind } from '#lib/tracing.ts'
import { onTrail } from '#lib/trail.ts'
import { clockAheadMs, systemNow } from '#lib/system-time.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'

export interface Worker {
  /** Takes no more jobs, lets those in hand finish (up to `withinMs` milliseconds), closes every connection. */
  stop(withinMs?: number): Promise<void>
  /** What is asked of the pool that jobs use. */
  load(): PoolLoad
}

/**
 * Works every queue until told to stop. Each job gets a context of its own, with the time at which it begins. A job
 * that throws is tried again by its kind's rule, then kept among the dead letters; one that runs longer than its queue
 * allows (a quarter of an hour, unless its kind says more) counts as failed.
 * @throws CannotRun when the database has not been migrated, or by a newer version, or was restored and has not caught up
 */
export async function startWorker(
  config: Config,
  log: Log,
  handlers: JobHandler[],
  schedules: Schedule[],
): Promise<Worker> {
  const boss = new PgBoss({
    connectionString: config.databaseUrl,
    max: 6,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    openTelemetry: { enabled: false },
    instanceName: 'worker',
    // How soon the job of a killed worker is noticed; once a minute by default.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  })
  await patiently(log, () => requireKnownTables(config.databaseUrl))
  boss.on('error', (err) => log.error({ err }, 'the queue reported an error'))
  boss.on('warning', (warning) => log.warn({ warning }, 'the queue warns'))
  await patiently(log, async () => {
    try {
      await boss.start()
    } catch (error) {
      if (await isMigrated(boss)) throw error
      throw new CannotRun('The database has no job queues yet, or older ones: npm run db:migrate')
    }
  })

  const connection = connect(config.databaseUrl, 10)
  const queue = openQueue(config.databaseUrl, () => clockAheadMs(config.clockOffsetFile))
  const context = (): Context => ({ db: connection.db, now: systemNow(config), queue, config, log })

  for (const handler of handlers) await patiently(log, () => workQueue(boss, handler, context))
  await patiently(log, () => keepSchedules(boss, schedules))
  log.info({ queues: handlers.length, schedules: schedules.length }, 'working')
  return {
    load: () => connection.load,
    stop: async (withinMs = 30_000) => {
      await boss.stop({ graceful: true, timeout: withinMs })
      await queue.close()
      await connection.close()
      log.info('stopped')
    },
  }
}

/** What it would read and write may not be there, or mean something else, or have been done before the loss. */
async function requireKnownTables(databaseUrl: string): Promise<void> {
  const { db, close } = connect(databaseUrl, 1)
  try {
    const state = await schemaState(db)
    if (state === 'ahead') throw new CannotRun(fromTheFuture)
    if (state === 'behind') throw new CannotRun('The database is older than this version: npm run db:migrate')
    if (await isUnfinished(db)) throw new CannotRun(notCaughtUp)
  } finally {
    await close()
  }
}

/** Waits, a minute at most, for a database that is just being restarted. @throws what `work` throws after that; CannotRun */
async function patiently(log: Log, work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work()
      return
    } catch (err) {
      if (attempt === 60 || err instanceof CannotRun) throw err
      log.warn({ err, attempt }, 'the database does not answer; the worker waits for it')
      await wait(1_000)
    }
  }
}

/**
 * Being told of a job beats asking for it: a cached page is cleared in milliseconds. Asking goes on, for what is due
 * later and for what a broken connection missed; and without a pause while more waits than was fetched. Asking forty queues
 * twice a second kept a tenth of a processor busy with nothing.
 */
const asking = {
  includeMetadata: true,
  perJobResults: true,
  burstWhenBatchFull: true,
} as const

/** Ten of a kind at once, of which each fetching brings five; or as few as the kind says, each fetched for itself. */
function share(atOnce: number | undefined): { batchSize: number; localConcurrency: number } {
  return atOnce === undefined ? { batchSize: 5, localConcurrency: 2 } : { batchSize: 1, localConcurrency: atOnce }
}

/** Seconds between two askings: while nobody tells us of jobs, and while somebody does. */
const often = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 1 }
const seldom = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 10 }

async function workQueue(boss: PgBoss, handler: JobHandler, context: () => Context): Promise<void> {
  const { name, isQuick = false, atOnce } = handler.job
  const options = { ...asking, ...share(atOnce), ...(isQuick ? often : seldom) }
  await boss.work<unknown, void, typeof asking>(name, options, (jobs) =>
    Promise.all(jobs.map((job) => runJob(handler, job, context()))),
  )
}

/** On the trail of the request that it follows from, or of its own. */
function runJob(handler: JobHandler, job: JobWithMetadata<unknown>, ctx: Context): Promise<JobResult> {
  const { sender, data } = opened(job.data)
  const trail = { requestId: sender?.requestId ?? v7(), job: job.name, jobId: job.id }
  const span = {
    kind: SpanKind.CONSUMER,
    attributes: {
      'messaging.system': 'pg-boss',
      'messaging.destination.name': job.name,
      'messaging.message.id': job.id,
    },
    continues: sender?.traceparent,
  }
  return onTrail(trail, async (): Promise<JobResult> => {
    const began = performance.now()
    const took = () => performance.now() - began
    try {
      await inSpan(`job ${job.name}`, span, () => handler.run(ctx, data))
      ctx.log.info({ ms: Math.round(took()) }, 'job done')
      jobSeconds.observe({ queue: job.name, outcome: 'done' }, took() / 1000)
      return { id: job.id, status: 'completed' }
    } catch (err) {
      ctx.log.error({ err, attempt: job.retryCount + 1, of: job.retryLimit + 1 }, 'job failed')
      jobSeconds.observe({ queue: job.name, outcome: 'failed' }, took() / 1000)
      return { id: job.id, status: 'failed', output: { message: messageWithoutValues(err) } }
    }
  })
}

/**
 * Makes the kept schedules those of this version, and no others. An occurrence missed while nothing ran is made up for
 * once.
 */
async function keepSchedules(boss: PgBoss, schedules: Schedule[]): Promise<void> {
  for (const { job, cron } of schedules) await boss.schedule(job.name, cron, {}, { tz: 'UTC', missed: 'once' })
  const names = new Set(schedules.map((schedule) => schedule.job.name))
  for (const { name } of await boss.getSchedules()) if (!names.has(name)) await boss.unschedule(name)
}

async function isMigrated(boss: PgBoss): Promise<boolean> {
  try {
    return await boss.isInstalled()
  } catch {
    return true
  }
}
