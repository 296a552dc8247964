import { after, day } from '#lib/clock.ts'

/** When the newest of it was written, a letter under an article of the day before. */
const writtenUntil = new Date('2026-11-23T12:15:00Z')

/** Moves a date of the demonstration by whole days, so that its newest is always of the last 24 hours, and nothing of the future. */
export function upToDate(written: Date, now: Date): Date {
  return after(written, Math.floor((now.getTime() - writtenUntil.getTime()) / day) * day)
}
