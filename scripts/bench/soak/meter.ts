import { median } from '../result.ts'

/** What a visit is for: what is asked for on the way is measured under it. */
export type Kind = 'reading' | 'searching' | 'signing in' | 'giving' | 'commenting' | 'the desk' | 'mail'

export interface Measured {
  kind: Kind
  /** When it was asked for, by `performance.now()`. */
  at: number
  ms: number
}

/** Faults are counted without end, and told up to here. */
const mostTold = 20

/** Keeps how long everything took, and what went wrong. */
export class Meter {
  readonly measured: Measured[] = []
  readonly told: string[] = []
  faults = 0

  note(kind: Kind, at: number, ms: number): void {
    this.measured.push({ kind, at, ms })
  }

  fault(what: string): void {
    this.faults += 1
    if (this.told.length < mostTold) this.told.push(what)
  }
}

/** The part of the values below which `share` of them lie: 0.5 for the median. NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** What was noted in the first third of a time, and in the last. */
export function thirds<Noted extends { at: number }>(
  noted: readonly Noted[],
  { from, until }: { from: number; until: number },
): { first: Noted[]; last: Noted[] } {
  const third = (until - from) / 3
  return {
    first: noted.filter(({ at }) => at >= from && at < from + third),
    last: noted.filter(({ at }) => at >= until - third && at < until),
  }
}

const slices = 10

/**
 * The quantile of a time as it usually was: the median of those of its tenths, so that a moment in which the machine did
 * something else does not count, and what grows does.
 */
export function usualQuantile(noted: readonly Measured[], share: number): number {
  const from = Math.min(...noted.map(({ at }) => at))
  const length = (Math.max(...noted.map(({ at }) => at)) - from) / slices
  const tenths = Map.groupBy(noted, ({ at }) => Math.min(slices - 1, Math.floor((at - from) / length)))
  return median(
    [...tenths.values()].map((tenth) =>
      quantile(
        tenth.map(({ ms }) => ms),
        share,
      ),
    ),
  )
}
