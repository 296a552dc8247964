import type { Context } from '#lib/context.ts'

/** A figure of the schedule that administrators may change, within bounds. */
export interface Period {
  /** Where it stands among the settings: lib/settings/model.ts. */
  group: 'privacy' | 'books'
  name: string
  unit: 'days' | 'months'
  least: number
  most: number
}

/** One line of the schedule: what is kept, for how long, and what becomes of it then. */
export interface Rule {
  key: string
  /** What it is about, and what happens at its end, in plain English. */
  what: string
  end: string
  /** In words, or a figure that can be changed. */
  after: string | Period
  /** How many are due at `ctx.now`; asked before a period is shortened. @param figure of the period; 0 where it has none */
  count(ctx: Context, figure: number): Promise<number>
  /** @returns how many it was done to; safe to break off and begin again */
  apply(ctx: Context, figure: number): Promise<number>
}
