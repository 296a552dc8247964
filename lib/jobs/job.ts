import type { z } from 'zod'
import type { Context } from '#lib/context.ts'

/** A kind of work done later by the worker. Its name is its queue's; its data is parsed again when it is taken up. */
export interface Job<Data extends object> {
  name: string
  schema: z.ZodType<Data>
  /** Tries after the first; waits double from `retryDelay` seconds. What fails them all goes to the dead letters. */
  retryLimit: number
  retryDelay: number
  /** Seconds beyond which the wait does not grow. */
  retryDelayMax: number
  /** Seconds after which a try counts as failed; a quarter of an hour where nothing is said. */
  longestSeconds?: number
  /**
   * Somebody waits for it to the second: what is due later, and what is tried again, is looked for every second instead of every
   * ten. What is to be done at once is begun at once either way.
   */
  isQuick?: boolean
  /**
   * How many of this kind one worker has in hand at most; ten where nothing is said. For work that waits for a stranger with a
   * connection to the database in hand: the others must not wait with it.
   */
  atOnce?: number
}

/** Names a kind of job. Defaults: 8 retries from 5 seconds on, some 20 minutes in all. */
export function defineJob<Data extends object>(
  name: string,
  schema: z.ZodType<Data>,
  retry: {
    retryLimit: number
    retryDelay: number
    retryDelayMax?: number
    longestSeconds?: number
    isQuick?: boolean
    atOnce?: number
  } = {
    retryLimit: 8,
    retryDelay: 5,
  },
): Job<Data> {
  return { name, schema, retryDelayMax: 3600, ...retry }
}

/** What the worker does with one kind of job. Built with `handle`. */
export interface JobHandler {
  job: Pick<
    Job<object>,
    'name' | 'retryLimit' | 'retryDelay' | 'retryDelayMax' | 'longestSeconds' | 'isQuick' | 'atOnce'
  >
  run(ctx: Context, data: unknown): Promise<void>
}

export function handle<Data extends object>(
  job: Job<Data>,
  run: (ctx: Context, data: Data) => Promise<void>,
): JobHandler {
  return { job, run: (ctx, data) => run(ctx, job.schema.parse(data)) }
}

/** Work that comes round by itself: cron in UTC. */
export interface Schedule {
  job: Job<Record<string, never>>
  cron: string
}
