/** Days in milliseconds, for adding to instants. */
export const day = 24 * 60 * 60 * 1000
export const hour = 60 * 60 * 1000
export const minute = 60 * 1000

/** @returns the instant `ms` milliseconds after (or, negative, before) `from` */
export function after(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms)
}
