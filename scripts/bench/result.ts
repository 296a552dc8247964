import { z } from 'zod'

/** One line of the table that a run ends with. */
export const resultSchema = z.object({
  row: z.string(),
  /** What was measured, for people. */
  what: z.string(),
  value: z.number(),
  /** `×` for a ratio of two things measured side by side; otherwise what the value is counted in. */
  unit: z.enum(['×', 'KB', 's', 'points', 'faults', 'shift']),
  target: z.number(),
  direction: z.enum(['at least', 'at most']),
  /** The figures the value was made of, with their units. */
  raw: z.string(),
})
export type Result = z.infer<typeof resultSchema>

export function isMet({ value, target, direction }: Result): boolean {
  return direction === 'at least' ? value >= target : value <= target
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
