import { z } from 'zod'
import type { Database } from './database.ts'

/** What can fall due. Each task is carried out by `due-work.ts`. */
export const tasks = [
  'session.expire',
  'subscription.renew',
  'subscription.upcoming',
  'subscription.expire_incomplete',
  'subscription.resume_collection',
  'subscription.cancel',
  'subscription.announce_trial_end',
  'invoice.finalize',
  'invoice.retry',
  'debit.settle',
  'charge.dispute',
] as const

const timerRow = z.object({ task: z.enum(tasks), object: z.string(), due: z.number() })

export type Task = (typeof tasks)[number]
export type Timer = z.output<typeof timerRow>

/** One timer per task and object; setting it again moves it. */
export class Timers {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  set(task: Task, object: string, due: number, clock: string | null): void {
    this.clear(task, object)
    this.#database.run(
      'INSERT INTO timers (task, object, due, clock) VALUES (?, ?, ?, ?)',
      task,
      object,
      Math.floor(due),
      clock,
    )
  }

  clear(task: Task, object: string): void {
    this.#database.run('DELETE FROM timers WHERE task = ? AND object = ?', task, object)
  }

  clearAll(object: string): void {
    this.#database.run('DELETE FROM timers WHERE object = ?', object)
  }

  /** The earliest timer of a clock that is due by then; ties in the order in which they were set. */
  next(clock: string | null, until: number): Timer | undefined {
    const row = this.#database.row(
      'SELECT task, object, due FROM timers WHERE clock IS ? AND due <= ? ORDER BY due, seq LIMIT 1',
      clock,
      until,
    )
    return row ? timerRow.parse(row) : undefined
  }

  soonest(clock: string | null): number | undefined {
    const row = this.#database.row('SELECT min(due) AS due FROM timers WHERE clock IS ?', clock)
    return typeof row?.['due'] === 'number' ? row['due'] : undefined
  }
}
